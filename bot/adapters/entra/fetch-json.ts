/** Metadata and key sets are some kilobytes. */
const BODY_CAP_BYTES = 1024 * 1024;

/** A JSON document from one of Microsoft's key addresses. No redirects; `signal` bounds headers and body. Throws on anything else. */
export async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { redirect: 'manual', headers: { accept: 'application/json' }, signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new TypeError(`the key address answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_CAP_BYTES) throw new RangeError('the key document is too large');
    chunks.push(chunk);
  }
  return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
}
