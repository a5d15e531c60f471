import { badAnswer, type Failure, tooSlow, unreachable } from './failure.ts';
import { addressOf } from './address.ts';

/** Everything that can be asked of the desk's Graph (CON-5): a GET, or the presence of users. There is no third kind. */
export type Ask = { readonly read: URL } | { readonly presencesOf: readonly string[] };

export interface Outgoing {
  readonly baseUrl: string;
  readonly ask: Ask;
  readonly token: string;
  readonly clientRequestId: string;
  /** Directory reads with a cast or a count need it (Graph docs: group-list-members). */
  readonly isEventual: boolean;
  readonly timeoutMs: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** Of the body, after decompression. */
  readonly bytes: number;
  /** The body; the second time it is empty. Until then it lies outside of the heap: 16 answers may wait for their turn to be read, and
   *  texts that wait are moved to the old part of the heap and stay there long after their use (PERF-3). */
  readonly takeText: () => string;
}

/** Counted while it streams, after decompression: a page of 999 users is about 1 MB. */
const BODY_CAP_BYTES = 32 * 1024 * 1024;
const PRESENCES = '/communications/getPresencesByUserId';

/** One attempt under one timer over headers and body. Redirects are answers, not followed. The only network call of this room. */
export async function exchange(outgoing: Outgoing): Promise<Answer | Failure> {
  const controller = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, outgoing.timeoutMs);
  try {
    const response = await send(outgoing, controller.signal);
    const body = await readCapped(response);
    if (body !== null) return { status: response.status, headers: response.headers, ...body };
    controller.abort();
    return badAnswer('the answer is larger than 32 MB');
  } catch (cause) {
    return isLate ? tooSlow(outgoing.timeoutMs) : unreachable(cause);
  } finally {
    clearTimeout(timer);
  }
}

function send({ baseUrl, ask, ...outgoing }: Outgoing, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    authorization: `Bearer ${outgoing.token}`,
    'client-request-id': outgoing.clientRequestId,
    ...(outgoing.isEventual ? { consistencylevel: 'eventual' } : {}),
  };
  if ('read' in ask) return fetch(ask.read, { method: 'GET', headers, redirect: 'manual', signal });
  return fetch(addressOf(baseUrl, { template: PRESENCES }), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ ids: ask.presencesOf }),
    redirect: 'manual',
    signal,
  });
}

async function readCapped(response: Response): Promise<Pick<Answer, 'bytes' | 'takeText'> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_CAP_BYTES) return null;
    chunks.push(chunk);
  }
  return { bytes, takeText: () => takeText(chunks.splice(0)) };
}

function takeText(chunks: readonly Uint8Array<ArrayBuffer>[]): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    // A stream hands over the buffers that it enqueues (WHATWG Streams: TransferArrayBuffer), so this one is ours alone. Its memory is
    // given back here; the garbage collector, which counts bytes of the heap, would let tens of megabytes of such buffers pile up.
    chunk.buffer.transfer(0);
  }
  return text + decoder.decode();
}
