import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems take for outgoing connections (Linux from 32768, others from 49152): a port from there may be gone in the moment it is used. */
const FIRST = 20_000;
/** Each worker of a test run has so many of its own, so that two of them never choose the same. */
const PORTS_PER_WORKER = 3_000;
const WORKERS = 4;

/** A port that nobody listens on now, and that nobody is likely to take before the caller does. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;
  for (;;) {
    const port = FIRST + worker * PORTS_PER_WORKER + randomInt(PORTS_PER_WORKER);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    // On every address, as the program listens.
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
