import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import type { TokenRefusal } from './sign-in-failures.ts';

/** A token answer is some kilobytes; more is not one. */
const BODY_CAP_BYTES = 1024 * 1024;

const bodySchema = z.looseObject({
  expires_in: z.coerce.number().positive().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).optional().catch(undefined),
});

/** What went over the wire in one token request, which MSAL's own errors tell only in part. */
export interface TokenExchange {
  readonly network: INetworkModule;
  readonly refusal: () => TokenRefusal;
  /** `false`: MSAL gave up before it asked, because of what it was configured with. */
  readonly wasSent: () => boolean;
  /** Lifetime of the token given; `null` when none was given or it named none. */
  readonly expiresInSeconds: () => number | null;
}

/** MSAL's way to the network, with what it lacks: one deadline over headers and body, no redirects, a size limit. For one request. */
export function createTokenExchange(timeoutMs: number): TokenExchange {
  let refusal: TokenRefusal = { status: null, error: null, numbers: [], retryAfterSeconds: null };
  let expiresInSeconds: number | null = null;
  let wasSent = false;

  async function send<Body>(
    url: string,
    method: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<Body>> {
    wasSent = true;
    const response = await fetch(url, {
      method,
      headers: options?.headers ?? {},
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    refusal = { ...refusal, status: response.status, retryAfterSeconds: retryAfter(response.headers) };
    const body = bodySchema.parse(JSON.parse(await readCapped(response)));
    refusal = { ...refusal, error: body.error ?? null, numbers: body.error_codes ?? [] };
    expiresInSeconds = body.expires_in ?? null;
    // MSAL reads the raw body: the schema above only adds our own reading of three fields.
    return { headers: Object.fromEntries(response.headers), status: response.status, body: body as Body };
  }

  return {
    network: {
      sendGetRequestAsync: (url, options) => send(url, 'GET', options),
      sendPostRequestAsync: (url, options) => send(url, 'POST', options),
    },
    refusal: () => refusal,
    wasSent: () => wasSent,
    expiresInSeconds: () => expiresInSeconds,
  };
}

/** Entra sends seconds. */
function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 && Number.isFinite(seconds) ? Math.min(seconds, 3600) : null;
}

async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_CAP_BYTES) throw new RangeError('the token answer is too large');
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
