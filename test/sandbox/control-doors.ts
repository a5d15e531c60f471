import type { IncomingMessage } from 'node:http';
import { ControlInputError, type FaultBoard, type FaultRequest } from './faults.ts';
import type { Route, SimReply, SimRequest } from './routing.ts';

/** One request as the log keeps it: addresses and outcome, never a token or a body. */
export interface RequestRecord {
  readonly method: string;
  /** Path and query; values of secret-bearing parameters are left out. */
  readonly path: string;
  /** `null`: no route of this simulator. */
  readonly route: string | null;
  /** `null` while unanswered, or never answered. */
  status: number | null;
  readonly at: Date;
  readonly hasAuthorization: boolean;
}

export interface ControlledSimulator {
  readonly faults: FaultBoard;
  readonly requests: RequestRecord[];
  reset(): void;
}

/** The doors that every simulator has under `/_sandbox`. */
export function createControlDoors(simulator: ControlledSimulator): readonly Route[] {
  const ok: SimReply = { status: 200, body: { ok: true } };
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/faults',
      name: 'set-fault',
      handle(request) {
        // The board checks each field itself.
        simulator.faults.set(readControlBody(request) as unknown as FaultRequest);
        return { status: 200, body: { faults: simulator.faults.list() } };
      },
    },
    {
      method: 'GET',
      pattern: '/_sandbox/faults',
      name: 'list-faults',
      handle: () => ({ status: 200, body: { faults: simulator.faults.list() } }),
    },
    {
      method: 'DELETE',
      pattern: '/_sandbox/faults',
      name: 'clear-faults',
      handle(request) {
        simulator.faults.clear(request.url.searchParams.get('route') ?? undefined);
        return { status: 200, body: { faults: simulator.faults.list() } };
      },
    },
    {
      method: 'GET',
      pattern: '/_sandbox/requests',
      name: 'list-requests',
      handle: () => ({ status: 200, body: { requests: simulator.requests } }),
    },
    {
      method: 'DELETE',
      pattern: '/_sandbox/requests',
      name: 'clear-requests',
      handle() {
        simulator.requests.length = 0;
        return ok;
      },
    },
    {
      method: 'POST',
      pattern: '/_sandbox/reset',
      name: 'reset',
      handle() {
        simulator.reset();
        return ok;
      },
    },
  ];
}

/** The JSON object of a control request; no body is an empty object. Throws `ControlInputError`. */
export function readControlBody(request: SimRequest): Readonly<Record<string, unknown>> {
  if (request.body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(request.body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>; // narrowed just before
    }
  } catch {
    // falls through to the same sentence
  }
  throw new ControlInputError('body', 'must be a JSON object');
}

export function controlFault(error: ControlInputError): SimReply {
  return { status: 400, body: { error: `${error.field}: ${error.message}`, field: error.field } };
}

const LOOPBACK_HOST = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** Whether a control door may answer: the socket, the host asked for and the page that asks all are of this machine.
 *  The last two keep a web page elsewhere from steering the sandbox through a browser. */
export function isFromThisMachine(message: IncomingMessage): boolean {
  const address = message.socket.remoteAddress ?? '';
  if (!/^(::ffff:)?127\./.test(address) && address !== '::1') return false;
  const { host, origin } = message.headers;
  return isLoopbackUrl(`http://${host ?? ''}`) && (origin === undefined || isLoopbackUrl(origin));
}

function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && LOOPBACK_HOST.test(new URL(text).hostname);
}

const SECRETS =
  /([?&](?:code|client_secret|access_token|refresh_token|id_token_hint|client_assertion|token)=)[^&]*/gi;

export function recordablePath(path: string): string {
  return path.replace(SECRETS, '$1…');
}
