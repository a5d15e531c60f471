import { ConfidentialClientApplication, LogLevel, type NodeAuthOptions } from '@azure/msal-node';
import type { Clock } from '#kernel/clock.ts';
import type { Cloud } from '#kernel/vocabulary.ts';
import { CLOUD_NAMES } from './clouds.ts';
import { classifyRefusal, unusableCredential } from './sign-in-failures.ts';
import { createTokenExchange } from './token-endpoint.ts';

/** How an app registration proves itself. `privateKey` is PEM, `thumbprintSha256` hex. */
export type AppCredential =
  | { readonly secret: string }
  | { readonly certificate: { readonly thumbprintSha256: string; readonly privateKey: string } };

export interface AppIdentity {
  /** Origin of Entra's login. */
  readonly entraBaseUrl: string;
  readonly cloud: Cloud;
  readonly clientId: string;
  readonly credential: AppCredential;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/** Entra answers in well under a second; a person may be waiting behind this call. */
export const TOKEN_TIMEOUT_MS = 10_000;

/** A new app-only token of `tenant` for `scope`: always one request, no cache. A client object of its own, because MSAL's remembers
 *  throttles and tenants across calls. Throws `consent_missing`, `secret_invalid`, `entra_down`. */
export async function requestAppToken(
  identity: AppIdentity,
  request: { readonly tenant: string; readonly scope: string },
  { clock, timeoutMs = TOKEN_TIMEOUT_MS }: { readonly clock: Clock; readonly timeoutMs?: number },
): Promise<IssuedToken> {
  const askedAt = clock.now();
  const exchange = createTokenExchange(timeoutMs);
  try {
    const client = new ConfidentialClientApplication({
      auth: authOptions(identity, request.tenant),
      system: {
        networkClient: exchange.network,
        // MSAL would retry by itself, beyond our deadline.
        disableInternalRetries: true,
        loggerOptions: { piiLoggingEnabled: false, logLevel: LogLevel.Error, loggerCallback() {} },
      },
    });
    const result = await client.acquireTokenByClientCredential({ scopes: [request.scope], skipCache: true });
    const lifetime = exchange.expiresInSeconds();
    // A 500 with `{}` passes MSAL as success with an empty token.
    if (!result?.accessToken || lifetime === null) throw new TypeError('the answer holds no token');
    return {
      accessToken: result.accessToken,
      expiresAt: new Date(askedAt.getTime() + lifetime * 1000),
    };
  } catch {
    // MSAL's error is not kept as the cause: its text quotes the answer. What matters of it is in the details.
    if (!exchange.wasSent()) throw unusableCredential();
    throw classifyRefusal(exchange.refusal(), 'get an app token from Entra');
  }
}

/** The real authority with endpoints below `entraBaseUrl`; MSAL puts the tenant in for `{tenantid}` and discovers nothing. */
function authOptions(
  { entraBaseUrl, cloud, clientId, credential }: AppIdentity,
  tenant: string,
): NodeAuthOptions {
  const { loginHost } = CLOUD_NAMES[cloud];
  const endpoints = `${new URL(entraBaseUrl).origin}/{tenantid}`;
  return {
    clientId,
    authority: `https://${loginHost}/${tenant}`,
    knownAuthorities: [loginHost],
    authorityMetadata: JSON.stringify({
      issuer: `https://${loginHost}/{tenantid}/v2.0`,
      authorization_endpoint: `${endpoints}/oauth2/v2.0/authorize`,
      token_endpoint: `${endpoints}/oauth2/v2.0/token`,
      end_session_endpoint: `${endpoints}/oauth2/v2.0/logout`,
      jwks_uri: `${endpoints}/discovery/v2.0/keys`,
    }),
    ...('secret' in credential
      ? { clientSecret: credential.secret }
      : { clientCertificate: { ...credential.certificate } }),
  };
}
