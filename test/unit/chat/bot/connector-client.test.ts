import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectorClient, createConnectorClient } from '#chat/adapter/connector-client.ts';
import { createServiceOrigins } from '#chat/gate/service-origins.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"id":"1"}';

let port: number;
let connections: number;
let requests: number;
/** What the server does with the n-th request of a connection; `null` resets it. */
let answer: (nth: number) => string | null;
let close: () => Promise<void>;
let client: ConnectorClient;

beforeEach(async () => {
  connections = 0;
  requests = 0;
  answer = () => ANSWER;
  const server = createServer((socket) => {
    connections += 1;
    let nth = 0;
    socket.on('error', () => {});
    socket.on('data', () => {
      nth += 1;
      requests += 1;
      const text = answer(nth);
      if (text === null) socket.resetAndDestroy();
      else socket.write(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  client = createConnectorClient({
    origins: createServiceOrigins([`http://127.0.0.1:${port}`]),
    getConnectorToken: () => Promise.resolve({ token: 't', expiresAt: new Date(0) }),
    deadlineMilliseconds: 1000,
    random: () => 0,
  });
  close = async () => {
    client.close();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

const call = (serviceUrl = `http://127.0.0.1:${port}/teams`): Promise<unknown> =>
  client.call(serviceUrl, { method: 'POST', path: 'v3/x', body: {} });

describe('calls to Teams', () => {
  it('share a kept connection', async () => {
    expect([await call(), await call()]).toEqual([{ id: '1' }, { id: '1' }]);
    expect([connections, requests]).toEqual([1, 2]);
  });

  it('S4: never leave for an address that is not on the list', async () => {
    for (const url of [
      'http://127.0.0.1:1/',
      `http://localhost:${port}/`,
      `http://a@127.0.0.1:${port}/`,
      'file:///x',
    ]) {
      await expect(call(url)).rejects.toThrow('not on the list');
    }
    expect(connections).toBe(0);
  });

  it('G27: a kept connection that was closed meanwhile is replaced', async () => {
    answer = (nth) => (nth === 1 ? ANSWER : null);
    await call();
    expect(await call()).toEqual({ id: '1' });
    expect(connections).toBe(2);
  });

  it('a new connection that breaks is not tried again: the message may have arrived', async () => {
    answer = () => null;
    await expect(call()).rejects.toMatchObject({ name: 'ConnectorError', status: null });
    expect(requests).toBe(1);
  });

  it('an answer that is no JSON, or endless, is a failure', async () => {
    answer = () => 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<ht>';
    await expect(call()).rejects.toThrow('not JSON');
    answer = () => `HTTP/1.1 200 OK\r\ncontent-length: 2000000\r\n\r\n${'a'.repeat(1_500_000)}`;
    await expect(call()).rejects.toMatchObject({ name: 'ConnectorError' });
  });
});
