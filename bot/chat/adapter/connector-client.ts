import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { ServiceOrigins } from '../gate/service-origins.ts';
import { ConnectorError } from './connector-error.ts';
import { type Answer, type Outcome, retryDelay } from './retry-delay.ts';

export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the service address, each part encoded. */
  readonly path: string;
  readonly body?: unknown;
}

export interface ConnectorClient {
  /** The answer's JSON, `null` when it is empty. Throws `ConnectorError`. */
  call(serviceUrl: string, call: ConnectorCall): Promise<unknown>;
  close(): void;
}

/** Calls to the Bot Connector over kept connections: one deadline over all attempts, few retries, no redirects, addresses of the list
 *  only. The SDK's own client has no deadline, follows redirects with our token, and is a third of the cost of a message. */
export function createConnectorClient(needs: {
  readonly origins: ServiceOrigins;
  /** `null` sends no token: the Playground wants none. */
  readonly getConnectorToken: (() => Promise<{ readonly token: string; readonly expiresAt: Date }>) | null;
  readonly deadlineMilliseconds: number;
  /** Chance for the jitter of retries, in [0, 1). */
  readonly random: () => number;
}): ConnectorClient {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
  };

  async function attempt(url: URL, call: ConnectorCall, deadline: AbortSignal): Promise<Answer> {
    const token = needs.getConnectorToken ? (await needs.getConnectorToken()).token : null;
    const body = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
    const isSecure = url.protocol === 'https:';
    const options = {
      method: call.method,
      agent: isSecure ? agents.https : agents.http,
      signal: deadline,
      headers: {
        accept: 'application/json',
        'user-agent': 'Rollcall',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
      },
    };
    return new Promise((resolve, reject) => {
      const request = isSecure ? httpsRequest(url, options) : httpRequest(url, options);
      request.on('response', (response) => void readAnswer(response).then(resolve, reject));
      request.on('error', (cause) => reject(Object.assign(cause, { wasKept: request.reusedSocket })));
      request.end(body ?? undefined);
    });
  }

  return {
    async call(serviceUrl, call) {
      if (!needs.origins.allows(serviceUrl)) throw new ConnectorError('address is not on the list', null);
      const url = new URL(`${serviceUrl.replace(/\/+$/, '')}/${call.path}`);
      const deadline = AbortSignal.timeout(needs.deadlineMilliseconds);
      const startedAt = performance.now();
      for (let tried = 1; ; tried += 1) {
        const outcome = await settle(attempt(url, call, deadline));
        if (outcome.answer && outcome.answer.status < 300) return parse(outcome.answer.text);
        const left = needs.deadlineMilliseconds - (performance.now() - startedAt);
        const wait = deadline.aborted ? null : retryDelay(outcome, { tried, random: needs.random });
        if (wait === null || wait >= left) throw toError(call, outcome);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function settle(attempt: Promise<Answer>): Promise<Outcome> {
  try {
    return { answer: await attempt, failure: null };
  } catch (failure) {
    return { answer: null, failure };
  }
}

/** Ids and rosters are small; whatever is larger is not an answer of the connector. */
const ANSWER_LIMIT_BYTES = 1024 * 1024;

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_LIMIT_BYTES) throw new ConnectorError('answer is too large', null);
    chunks.push(chunk);
  }
  const { statusCode = 0, headers } = response;
  return { status: statusCode, retryAfter: headers['retry-after'], text: Buffer.concat(chunks).toString() };
}

function parse(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConnectorError('answer is not JSON', null, cause);
  }
}

function toError(call: ConnectorCall, { answer, failure }: Outcome): ConnectorError {
  if (failure instanceof ConnectorError) return failure;
  const verb = `${call.method} of the connector`;
  if (answer) return new ConnectorError(`${verb} answered ${answer.status}`, answer.status);
  return new ConnectorError(`${verb} failed`, null, failure);
}
