import type { ConsentPages } from '#core/access/ports.ts';
import type { Cloud } from '#kernel/vocabulary.ts';
import { CLOUD_NAMES } from './clouds.ts';

/** Microsoft's admin-consent page (Entra docs: v2-admin-consent). `/.default` is the only way to ask for application permissions. */
export function createConsentPages(needs: {
  /** Origin of Entra's login. */
  readonly entraBaseUrl: string;
  readonly clientId: string;
  readonly cloud: Cloud;
  /** Origin at which people reach Rollcall. */
  readonly publicUrl: string;
}): ConsentPages {
  const redirectUri = new URL('/consent/return', needs.publicUrl).href;
  return {
    consentUrl(deskId, state) {
      const url = new URL(`/${encodeURIComponent(deskId)}/v2.0/adminconsent`, needs.entraBaseUrl);
      url.searchParams.set('client_id', needs.clientId);
      url.searchParams.set('scope', CLOUD_NAMES[needs.cloud].graphScope);
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('state', state);
      return url.href;
    },
  };
}
