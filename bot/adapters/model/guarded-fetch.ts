/** Twenty candidates with their reasons are about 4 kB. */
const BODY_CAP_BYTES = 256 * 1024;

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** `fetch` for a package that reads answers without a limit and follows redirects with its key. The body is read here, so that the caller's
 *  signal ends it too; what is no JSON, and what is larger than 256 kB, never gets in. */
export function createGuardedFetch(base: Fetch): Fetch {
  return async (url, init) => {
    const response = await base(url, { ...init, redirect: 'manual' });
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      return new Response(null, { status: 502 });
    }
    const body = await readCapped(response);
    const type = headers.get('content-type') ?? '';
    // A captive portal or a proxy answers 200 with a page.
    if (response.ok && !/^application\/json\b/i.test(type)) throw new Error('the answer is not JSON');
    return new Response(body, { status, headers: kept(headers) });
  };
}

/** Length and encoding were those of the wire. */
function kept(headers: Headers): Headers {
  const names = ['content-type', 'x-request-id', 'apim-request-id'];
  return new Headers(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    }),
  );
}

async function readCapped(response: Response): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_CAP_BYTES) throw new Error('the answer is larger than 256 kB');
    chunks.push(chunk);
  }
  return new Blob(chunks);
}
