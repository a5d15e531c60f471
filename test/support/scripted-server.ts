import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the server does with one request. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, with the content type unless `headers` says otherwise. */
      readonly json?: unknown;
      readonly text?: string;
    }
  /** Never answers. */
  | { readonly hang: 'headers' }
  /** Sends headers and the first half of a JSON body, then nothing more. */
  | { readonly hang: 'body' }
  /** Promises more bytes than it sends, then closes. */
  | { readonly cut: string }
  /** Sends a body of this many bytes, as fast as it is taken. */
  | { readonly flood: number }
  /** Closes the connection without an answer. */
  | { readonly reset: true };

/** An answer, or what makes one from the request. */
export type Script = ScriptedAnswer | ((request: RecordedRequest) => ScriptedAnswer);

export interface RecordedRequest {
  readonly method: string;
  /** As sent, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawUrl: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface ScriptedServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** Connections ever opened. */
  connections(): number;
  /** Requests whose client went away before the answer was whole. */
  abandoned(): number;
  /** Requests to `path`. */
  callsTo(path: string): number;
  /** Plays `answers` in this order for `path`, then what `always` says. */
  play(path: string, ...answers: readonly Script[]): void;
  always(path: string, answer: Script): void;
  /** Forgets scripts and records. */
  reset(): void;
  close(): Promise<void>;
}

interface Plan {
  readonly queue: Script[];
  always: Script | null;
}

/** A real HTTP server on loopback that plays a list of answers per path. A request that nothing was scripted for gets 599. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const plans = new Map<string, Plan>();
  const sockets = new Set<Socket>();
  let requests: RecordedRequest[] = [];
  let connections = 0;
  let abandoned = 0;

  const planFor = (path: string): Plan => {
    const plan = plans.get(path) ?? { queue: [], always: null };
    plans.set(path, plan);
    return plan;
  };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await record(incoming);
    requests.push(request);
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const plan = plans.get(request.path);
    const script = plan?.queue.shift() ?? plan?.always ?? { status: 599, text: 'nothing scripted' };
    perform(typeof script === 'function' ? script(request) : script, response);
  }

  const server = createServer((incoming, response) => {
    // A client that hangs up while sending is part of the game.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    connections: () => connections,
    abandoned: () => abandoned,
    callsTo: (path) => requests.filter((request) => request.path === path).length,
    play: (path, ...answers) => void planFor(path).queue.push(...answers),
    always(path, answer) {
      planFor(path).always = answer;
    },
    reset() {
      plans.clear();
      requests = [];
      connections = 0;
      abandoned = 0;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const rawUrl = incoming.url ?? '';
  const [path = '', search = ''] = rawUrl.split('?', 2);
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(search),
    rawUrl,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function perform(answer: ScriptedAnswer, response: ServerResponse): void {
  if ('reset' in answer) {
    response.destroy();
  } else if ('cut' in answer) {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': String(answer.cut.length + 100) });
    response.write(answer.cut, () => response.destroy());
  } else if ('flood' in answer) {
    response.writeHead(200, JSON_TYPE);
    flood(response, answer.flood);
  } else if ('hang' in answer) {
    if (answer.hang === 'headers') return;
    response.writeHead(200, JSON_TYPE);
    response.write('{"value":[');
  } else {
    const body = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
    const type = answer.json === undefined ? {} : JSON_TYPE;
    response.writeHead(answer.status ?? 200, { ...type, ...answer.headers });
    response.end(body);
  }
}

function flood(response: ServerResponse, bytes: number): void {
  const block = Buffer.alloc(1024 * 1024, ' ');
  let left = bytes;
  const pour = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= block.length;
      if (!response.write(block)) {
        response.once('drain', pour);
        return;
      }
    }
    if (left <= 0) response.end();
  };
  pour();
}
