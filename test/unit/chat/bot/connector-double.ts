import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Card } from '#chat/cards/card.ts';

/** One request that the bot made to Teams. */
export interface ConnectorRequest {
  readonly method: string;
  readonly path: string;
  readonly conversationId: string;
  /** Of a reply: the message replied to. Of an update: the message updated. */
  readonly activityId: string | null;
  readonly authorization: string | null;
  readonly body: {
    readonly type?: string;
    readonly text?: string;
    readonly summary?: string;
    readonly attachments?: readonly { readonly contentType: string; readonly content: Card }[];
  } | null;
}

export interface RosterEntry {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
  readonly tenantId: string;
  readonly userRole: string;
}

/** Teams as the bot sees it: records what it is sent, knows who is in a conversation, and can be told to fail. */
export interface ConnectorDouble {
  readonly serviceUrl: string;
  readonly requests: ConnectorRequest[];
  readonly roster: Map<string, RosterEntry>;
  /** Answers of the next requests instead of the usual one; `hang` never answers. */
  readonly failNext: (number | 'hang' | { readonly status: number; readonly retryAfter: string })[];
  /** New messages with a card, in order. */
  sent(): readonly Card[];
  /** Edits: which message, to what. */
  edits(): readonly { readonly messageId: string | null; readonly card: Card }[];
  typings(): number;
  close(): Promise<void>;
}

export async function startConnector(): Promise<ConnectorDouble> {
  const requests: ConnectorRequest[] = [];
  const roster = new Map<string, RosterEntry>();
  const failNext: ConnectorDouble['failNext'] = [];
  let messages = 0;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const parts = (req.url ?? '').split('/').map((part) => decodeURIComponent(part));
      const [, , , , conversationId = '', kind = '', id = null] = parts;
      requests.push({
        method: req.method ?? '',
        path: req.url ?? '',
        conversationId,
        activityId: kind === 'activities' ? id : null,
        authorization: req.headers.authorization ?? null,
        body: text === '' ? null : (JSON.parse(text) as ConnectorRequest['body']),
      });
      const failure = failNext.shift();
      if (failure === 'hang') return;
      if (failure !== undefined) {
        const { status, retryAfter } =
          typeof failure === 'number' ? { status: failure, retryAfter: null } : failure;
        res.writeHead(status, retryAfter === null ? {} : { 'retry-after': retryAfter });
        res.end('{"error":{"code":"made for a test"}}');
        return;
      }
      const member = kind === 'members' ? roster.get(id ?? '') : undefined;
      if (kind === 'members' && member === undefined) {
        res.writeHead(404).end();
        return;
      }
      messages += 1;
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(member ?? { id: `sent-${messages}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const cardOf = ({ body }: ConnectorRequest): readonly Card[] =>
    body?.attachments?.map((attachment) => attachment.content) ?? [];

  return {
    serviceUrl: `http://127.0.0.1:${port}/teams`,
    requests,
    roster,
    failNext,
    sent: () => requests.filter((each) => each.method === 'POST').flatMap(cardOf),
    edits: () =>
      requests
        .filter((each) => each.method === 'PUT')
        .flatMap((each) => cardOf(each).map((card) => ({ messageId: each.activityId, card }))),
    typings: () => requests.filter((each) => each.body?.type === 'typing').length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
