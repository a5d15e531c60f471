import type { IncomingMessage } from 'node:http';
import { accepted, type Checked, refused } from './refusal.ts';

/** Row S17. The largest activity of a person (2,000 characters, mentions, a card's inputs) is below 40 kB. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** What the headers alone tell: nothing is read for a request that cannot be one of ours. */
export function checkHeaders(req: IncomingMessage): Checked<null> {
  if (req.method !== 'POST') return refused(405, 'method');
  if (!isJson(req.headers['content-type'])) return refused(415, 'content-type');
  const encoding = req.headers['content-encoding'];
  // A few compressed bytes can become gigabytes; Teams sends plain JSON.
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return refused(415, 'compressed');
  if (Number(req.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return refused(413, 'too-large');
  return accepted(null);
}

function isJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') return false;
  return parameters.every((each) => {
    const [name = '', value = ''] = each.split('=');
    return name.trim() !== 'charset' || /^\s*"?utf-8"?\s*$/.test(value);
  });
}

/** The whole body as text, held to its limit, its deadline and UTF-8. */
export function readBody(req: IncomingMessage, deadlineMilliseconds: number): Promise<Checked<string>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => finish(refused(408, 'slow-body')), deadlineMilliseconds);

    function finish(result: Checked<string>): void {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      // A request that breaks off after the verdict must not end the process.
      req.on('error', () => {});
      resolve(result);
    }
    function onData(chunk: Buffer): void {
      size += chunk.length;
      if (size > BODY_LIMIT_BYTES) finish(refused(413, 'too-large'));
      else chunks.push(chunk);
    }
    function onEnd(): void {
      finish(decode(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    }
    function onBroken(): void {
      finish(refused(400, 'broken-off'));
    }
    req.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): Checked<string> {
  try {
    return accepted(utf8.decode(bytes));
  } catch {
    return refused(400, 'not-utf8');
  }
}
