import type { IncomingMessage } from 'node:http';
import { accepted, type Checked, refused } from './refusal.ts';
import { isLoopbackHost } from './service-origins.ts';

/** Whether a request comes from a program on this machine: not through a proxy, not from a web page, and not by a name that
 *  somebody else's DNS points at us. Stands in for the token at the door of the Agents Playground, which cannot sign. */
export function checkLoopback(req: IncomingMessage): Checked<null> {
  if (!isLoopbackAddress(req.socket.remoteAddress)) return refused(403, 'not-loopback');
  const host = URL.parse(`http://${req.headers.host ?? ''}`);
  if (host === null || !isLoopbackHost(host.hostname)) return refused(403, 'foreign-host');
  if (req.headers.origin !== undefined) return refused(403, 'from-a-page');
  const isProxied = Object.keys(req.headers).some((name) => /^(?:forwarded|via|x-forwarded-.*)$/.test(name));
  return isProxied ? refused(403, 'proxied') : accepted(null);
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address ?? '');
}
