import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { AppToken, AppTokenSource } from '#core/access/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { type AppIdentity, requestAppToken } from './client-credentials.ts';
import { CLOUD_NAMES } from './clouds.ts';
import { createTokenCache } from './token-cache.ts';

export interface AppTokenNeeds extends AppIdentity {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMs?: number;
}

const claimsSchema = z.object({ tid: z.string(), roles: z.array(z.string()).default([]) });

/** App-only tokens for Microsoft Graph in each desk's tenant, with the desk's app registration. */
export function createAppTokenSource(needs: AppTokenNeeds): AppTokenSource {
  const scope = CLOUD_NAMES[needs.cloud].graphScope;
  const cache = createTokenCache(async (deskId: DeskId): Promise<AppToken> => {
    const startedAt = needs.clock.now().getTime();
    const issued = await requestAppToken(needs, { tenant: deskId, scope }, needs);
    needs.logger.debug('entra.app_token', { deskId, durationMs: needs.clock.now().getTime() - startedAt });
    return { ...issued, ...hintsOf(issued.accessToken) };
  }, needs);
  return { getAppToken: (deskId, options) => cache.get(deskId, options) };
}

/** Read without checking the signature: the token comes straight from Entra and is Graph's to judge. An unreadable one hints at nothing. */
function hintsOf(accessToken: string): Pick<AppToken, 'tenantId' | 'roles'> {
  try {
    const { tid, roles } = claimsSchema.parse(decodeJwt(accessToken));
    return { tenantId: tid.toLowerCase(), roles };
  } catch {
    return { tenantId: '', roles: [] };
  }
}
