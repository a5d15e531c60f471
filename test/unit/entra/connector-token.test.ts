import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConnectorTokenSource } from '#adapters/entra/connector-token.ts';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createFakeClock, createRecordingLogger, START } from './fake-clock.ts';

const BOT = '11111111-0000-4000-8000-00000000b07a';
const TENANT = '0b1c2d3e-0000-4000-8000-00000000d35c';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const needs = (time = createFakeClock()) => ({
  entraBaseUrl: server.origin,
  cloud: 'global' as const,
  botId: BOT,
  botPassword: 'planted-bot-password',
  clock: time.clock,
  logger: createRecordingLogger().logger,
});
const granted = { json: { token_type: 'Bearer', expires_in: 3_600, access_token: 'bot-token' } };

it.each([
  ['SingleTenant', TENANT, TENANT],
  ['MultiTenant', null, 'botframework.com'],
  ['MultiTenant', TENANT, 'botframework.com'],
] as const)('a %s bot (tenant %s) signs in at %s', async (botType, botTenantId, tenant) => {
  server.play(`/${tenant}/oauth2/v2.0/token`, granted);
  const source = createConnectorTokenSource({ ...needs(), botType, botTenantId });
  const tokens = await Promise.all([source.getConnectorToken(), source.getConnectorToken()]);
  const expected = { token: 'bot-token', expiresAt: new Date(START.getTime() + 3_600_000) };
  expect([...tokens, await source.getConnectorToken()]).toEqual([expected, expected, expected]);
  expect(server.requests).toHaveLength(1);
  const body = new URLSearchParams(server.requests[0]?.body);
  expect(body.get('client_id')).toBe(BOT);
  expect(body.get('scope')).toContain('https://api.botframework.com/.default');
});

it('a single-tenant bot without a tenant is refused when it is set up', () => {
  const make = () => createConnectorTokenSource({ ...needs(), botType: 'SingleTenant', botTenantId: null });
  expect(make).toThrow('needs its tenant');
});

it('REL-1: a token endpoint that hangs is cut off', async () => {
  server.always(`/${TENANT}/oauth2/v2.0/token`, { hang: 'headers' });
  const source = createConnectorTokenSource({
    ...needs(),
    botType: 'SingleTenant',
    botTenantId: TENANT,
    timeoutMs: 80,
  });
  await expect(source.getConnectorToken()).rejects.toMatchObject({ code: 'entra_down' });
});
