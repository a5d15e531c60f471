import { expect, it } from 'vitest';
import { createConsentPages } from '#adapters/entra/consent-pages.ts';
import type { Cloud } from '#kernel/vocabulary.ts';

const DESK = '0b1c2d3e-0000-4000-8000-00000000d35c';
const clientId = '11111111-0000-4000-8000-00000000c11e';

it.each([
  ['global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com/.default'],
  ['gcc-high', 'https://login.microsoftonline.us', 'https://graph.microsoft.us/.default'],
  ['dod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/.default'],
  ['china', 'https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
] as readonly (readonly [Cloud, string, string])[])(
  'CON-2, CON-7: the consent page of %s',
  (cloud, entraBaseUrl, scope) => {
    const pages = createConsentPages({
      entraBaseUrl,
      clientId,
      cloud,
      publicUrl: 'https://rollcall.example/',
    });
    const url = new URL(pages.consentUrl(DESK, 'a+b/c=&d'));
    expect(url.origin + url.pathname).toBe(`${entraBaseUrl}/${DESK}/v2.0/adminconsent`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: clientId,
      scope,
      redirect_uri: 'https://rollcall.example/consent/return',
      state: 'a+b/c=&d',
    });
  },
);
