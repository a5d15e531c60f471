import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../../bot/env.ts';
import { EnvError, type EnvFault } from '../../../bot/env-faults.ts';
import { anEnvironment, APP, aRingKey, BOT, PERSON, TENANT } from './env-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const { privateKey: PEM } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const THUMBPRINT = 'AB'.repeat(32);
const WITH_CERTIFICATE = {
  DESK_CLIENT_SECRET: undefined,
  DESK_CLIENT_CERTIFICATE_THUMBPRINT: THUMBPRINT,
  DESK_CLIENT_CERTIFICATE_KEY: PEM,
};

function faultsOf(source: Readonly<Record<string, string>>): readonly EnvFault[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

describe('a good environment', () => {
  it('OPS-1: the least that a deployment sets is enough, and the rest has defaults', () => {
    expect(readEnv(anEnvironment())).toEqual({
      port: 3978,
      publicUrl: 'https://rollcall.example.com',
      desks: [TENANT],
      databaseUrl: 'sqlite:data/rollcall.db',
      encryptionKeys: aRingKey('k1'),
      initialAdmins: [],
      cloud: 'global',
      entraBaseUrl: 'https://login.microsoftonline.com',
      graphBaseUrl: 'https://graph.microsoft.com',
      exchangeBaseUrl: 'https://outlook.office365.com',
      botOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      botServiceUrls: ['https://smba.trafficmanager.net', 'https://smba.infra.gcc.teams.microsoft.com'],
      tabHostOrigins: [],
      bot: { appId: BOT, password: 'bot-password-of-the-test', type: 'SingleTenant', tenantId: TENANT },
      deskApp: { clientId: APP, credential: { secret: 'desk-secret-of-the-test' } },
      teamsAppId: BOT,
      ssoAudience: APP,
      stepUpContext: null,
      model: null,
      allowLoopback: false,
      playground: false,
      logLevel: 'info',
    });
  });

  it('OPS-1: an empty value is none: the lines of .env.example that nobody filled in change nothing', () => {
    const empty = {
      TEAMS_APP_ID: '',
      SSO_AUDIENCE: '',
      PORT: '',
      CLOUD: ' ',
      GRAPH_BASE_URL: '',
      LOG_LEVEL: '',
    };
    expect(readEnv(anEnvironment(empty))).toEqual(readEnv(anEnvironment()));
  });

  it('ids are GUIDs in lower case, lists are trimmed and without repetitions', () => {
    const env = readEnv(
      anEnvironment({
        DESKS: ` ${TENANT.toUpperCase()} , ${BOT},${TENANT},`,
        INITIAL_ADMINS: `${TENANT.toUpperCase()} : ${PERSON}`,
        DESK_CLIENT_ID: APP.toUpperCase(),
        TEAMS_APP_ID: PERSON.toUpperCase(),
      }),
    );
    expect(env.desks).toEqual([TENANT, BOT]);
    expect(env.initialAdmins).toEqual([{ deskId: TENANT, userId: PERSON }]);
    expect(env.deskApp.clientId).toBe(APP);
    expect(env.teamsAppId).toBe(PERSON);
  });

  it.each([
    [
      'gcc-high',
      'login.microsoftonline.us',
      'graph.microsoft.us',
      'outlook.office365.us',
      'smba.infra.gov.teams.microsoft.us',
    ],
    [
      'dod',
      'login.microsoftonline.us',
      'dod-graph.microsoft.us',
      'outlook-dod.office365.us',
      'smba.infra.dod.teams.microsoft.us',
    ],
    [
      'china',
      'login.chinacloudapi.cn',
      'microsoftgraph.chinacloudapi.cn',
      'outlook.office365.cn',
      'frontend.botapi.msg.infra.teams.microsoftonline.cn',
    ],
  ])(
    'the cloud %s brings its own addresses, and none of another cloud',
    (cloud, entra, graph, exchange, bot) => {
      const env = readEnv(anEnvironment({ CLOUD: cloud }));
      expect(env).toMatchObject({
        cloud,
        entraBaseUrl: `https://${entra}`,
        graphBaseUrl: `https://${graph}`,
        exchangeBaseUrl: `https://${exchange}`,
        botServiceUrls: [`https://${bot}`],
      });
      expect(new URL(env.botOpenIdMetadataUrl).host).not.toBe('login.botframework.com');
    },
  );

  it('one address can differ from those of the cloud', () => {
    const env = readEnv(anEnvironment({ CLOUD: 'china', GRAPH_BASE_URL: 'https://graph.example.cn:8443/' }));
    expect(env.graphBaseUrl).toBe('https://graph.example.cn:8443');
    expect(env.entraBaseUrl).toBe('https://login.chinacloudapi.cn');
  });

  it('NAME_FILE stands in for NAME, without the line break at its end', () => {
    const env = readEnv(
      anEnvironment({
        BOT_PASSWORD: undefined,
        BOT_PASSWORD_FILE: fileWith('bot-password', 'from a file\n'),
        DESKS: undefined,
        DESKS_FILE: fileWith('desks', `${TENANT}\n`),
      }),
    );
    expect(env.bot.password).toBe('from a file');
    expect(env.desks).toEqual([TENANT]);
  });

  it.each([
    ['c1', 'c1'],
    [' C25 ', 'c25'],
    ['', null],
  ])('the stronger sign-in %j is the authentication context %j', (given, context) => {
    expect(readEnv(anEnvironment({ STEP_UP_CONTEXT: given })).stepUpContext).toBe(context);
  });

  it('a certificate stands in for the desk’s secret', () => {
    const { credential } = readEnv(anEnvironment(WITH_CERTIFICATE)).deskApp;
    expect(credential).toEqual({ certificate: { thumbprintSha256: THUMBPRINT, privateKey: PEM.trim() } });
  });

  it('a certificate is read as tools print it: colons and small letters, the key on one line or in a file', () => {
    const pretty = {
      ...WITH_CERTIFICATE,
      DESK_CLIENT_CERTIFICATE_THUMBPRINT: 'ab:'.repeat(31) + 'ab',
      DESK_CLIENT_CERTIFICATE_KEY: PEM.replaceAll('\n', String.raw`\n`),
    };
    const { DESK_CLIENT_CERTIFICATE_KEY: _, ...rest } = WITH_CERTIFICATE;
    const inFile = { ...rest, DESK_CLIENT_CERTIFICATE_KEY_FILE: fileWith('key.pem', PEM) };
    for (const changes of [pretty, inFile]) {
      const { credential } = readEnv(anEnvironment(changes)).deskApp;
      expect(credential).toMatchObject({ certificate: { thumbprintSha256: THUMBPRINT } });
      expect('certificate' in credential && credential.certificate.privateKey.trim()).toBe(PEM.trim());
    }
  });

  it('the sandbox’s leave opens loopback, plain http, the playground and other tab hosts', () => {
    const env = readEnv(
      anEnvironment({
        NODE_ENV: undefined,
        ROLLCALL_ALLOW_LOOPBACK: '1',
        ROLLCALL_PLAYGROUND: '1',
        PUBLIC_URL: 'http://127.0.0.1:3978',
        GRAPH_BASE_URL: 'http://localhost:4702',
        BOT_SERVICE_URLS: 'http://127.0.0.1:4703, http://localhost:56150',
        BOT_OPENID_METADATA_URL: 'http://127.0.0.1:4703/v1/.well-known/openidconfiguration',
        TAB_HOST_ORIGINS: 'http://127.0.0.1:4700',
      }),
    );
    expect(env).toMatchObject({
      allowLoopback: true,
      playground: true,
      publicUrl: 'http://127.0.0.1:3978',
      botServiceUrls: ['http://127.0.0.1:4703', 'http://localhost:56150'],
      tabHostOrigins: ['http://127.0.0.1:4700'],
    });
  });
});

describe('S36: what is wrong is said, each with its name, problem and remedy', () => {
  it.each([
    ['PORT', 'eighty', 'is not a port'],
    ['PORT', '65536', 'is not a port'],
    ['PORT', '-1', 'is not a port'],
    ['PORT', '1e3', 'is not a port'],
    ['PUBLIC_URL', undefined, 'is missing'],
    ['PUBLIC_URL', 'rollcall.example.com', 'is not an origin'],
    ['PUBLIC_URL', 'https://rollcall.example.com/app', 'is not an origin'],
    ['PUBLIC_URL', 'https://rollcall.example.com/?x=1', 'is not an origin'],
    ['PUBLIC_URL', 'https://rollcall.example.com/#x', 'is not an origin'],
    ['PUBLIC_URL', 'https://admin:hunter22@rollcall.example.com', 'is not an origin'],
    ['PUBLIC_URL', 'ftp://rollcall.example.com', 'is not an origin'],
    ['PUBLIC_URL', 'http://rollcall.example.com', 'is not a public https address'],
    ['PUBLIC_URL', 'https://localhost', 'is not a public https address'],
    ['PUBLIC_URL', 'https://rollcall.localhost', 'is not a public https address'],
    ['PUBLIC_URL', 'https://127.1', 'is not a public https address'],
    ['PUBLIC_URL', 'https://[::1]', 'is not a public https address'],
    ['PUBLIC_URL', 'https://[::ffff:127.0.0.1]', 'is not a public https address'],
    ['ENTRA_BASE_URL', 'http://login.microsoftonline.com', 'is not a public https address'],
    ['GRAPH_BASE_URL', 'https://graph.microsoft.com/v1.0', 'is not an origin'],
    ['EXCHANGE_BASE_URL', 'nonsense', 'is not an origin'],
    ['BOT_OPENID_METADATA_URL', 'nonsense', 'is not an address'],
    ['BOT_OPENID_METADATA_URL', 'file:///etc/passwd', 'is not an address'],
    ['BOT_OPENID_METADATA_URL', 'http://login.botframework.com/x', 'is not a public https address'],
    [
      'BOT_SERVICE_URLS',
      'https://smba.trafficmanager.net,http://127.0.0.1:9',
      'is not a public https address',
    ],
    ['BOT_SERVICE_URLS', 'https://smba.trafficmanager.net/amer/', 'is not an origin'],
    ['TAB_HOST_ORIGINS', 'https://evil.example', 'is set in production'],
    ['DESKS', undefined, 'is missing'],
    ['DESKS', ',', 'is an empty list'],
    ['DESKS', 'contoso.com', 'holds something that is not a GUID'],
    ['INITIAL_ADMINS', 'ana@contoso.com', 'is not a list of tenant:user'],
    ['INITIAL_ADMINS', TENANT, 'is not a list of tenant:user'],
    ['DATABASE_URL', 'mysql://x', 'is not the address of a database'],
    ['DATABASE_URL', 'sqlite:', 'is not the address of a database'],
    ['DATABASE_URL', 'postgres://', 'is not the address of a database'],
    ['DATABASE_URL', 'sqlite::memory:', 'forgets everything when Rollcall stops'],
    ['ENCRYPTION_KEYS', undefined, 'is missing'],
    ['ENCRYPTION_KEYS', 'k1', 'entry 1 is not NAME:BASE64'],
    [
      'ENCRYPTION_KEYS',
      `k1:${Buffer.alloc(16, 'abcdefgh').toString('base64')}`,
      'key "k1" has 16 bytes, not 32',
    ],
    ['ENCRYPTION_KEYS', `k1:${Buffer.alloc(32).toString('base64')}`, 'key "k1" is not random'],
    ['ENCRYPTION_KEYS', `${aRingKey('k1')},${aRingKey('k1')}`, 'key name "k1" stands twice'],
    ['CLOUD', 'mars', 'is not a known value'],
    ['CLOUD', 'Global', 'is not a known value'],
    ['LOG_LEVEL', 'verbose', 'is not a known value'],
    ['BOT_TYPE', 'UserAssignedMSI', 'is not a known value'],
    ['BOT_ID', undefined, 'is missing'],
    ['BOT_ID', 'my-bot', 'is not a GUID'],
    ['BOT_TENANT_ID', 'contoso.com', 'is not a GUID'],
    ['TEAMS_APP_ID', 'rollcall', 'is not a GUID'],
    ['BOT_PASSWORD', undefined, 'is missing'],
    ['BOT_PASSWORD', '  ', 'is missing'],
    [
      'BOT_PASSWORD',
      '@Microsoft.KeyVault(SecretUri=https://v.example/x)',
      'is a Key Vault reference that the host did not resolve',
    ],
    ['DESK_CLIENT_ID', 'app', 'is not a GUID'],
    ['DESK_CLIENT_SECRET', undefined, 'is missing'],
    ['ROLLCALL_ALLOW_LOOPBACK', '1', 'is set in production'],
    ['ROLLCALL_ALLOW_LOOPBACK', 'true', 'is neither 0 nor 1'],
    ['ROLLCALL_PLAYGROUND', '1', 'is set in production'],
  ])('%s = %s: %s', (variable, value, problem) => {
    const faults = faultsOf(anEnvironment({ [variable]: value }));
    expect(faults).toEqual([
      { variable, problem, remedy: expect.stringMatching(/^[A-Z].+\.$|^Make one: /s) },
    ]);
  });

  it.each([
    ['ROLLCALL_PLAYGROUND', '1'],
    ['TAB_HOST_ORIGINS', 'https://tab.example'],
  ])('%s needs the sandbox’s leave outside production too', (variable, value) => {
    const faults = faultsOf(anEnvironment({ NODE_ENV: 'development', [variable]: value }));
    expect(faults).toMatchObject([{ variable, problem: 'needs ROLLCALL_ALLOW_LOOPBACK=1' }]);
  });

  it.each([
    ['a file that is not there', 'nothing-here', /BOT_PASSWORD_FILE names no readable file/],
    ['an empty file', 'empty', /BOT_PASSWORD_FILE names a file without content/],
  ])('%s is one fault, not also a missing value', (_, name, problem) => {
    if (name === 'empty') fileWith('empty', ' \n');
    const source = anEnvironment({ BOT_PASSWORD: undefined, BOT_PASSWORD_FILE: join(folder, name) });
    expect(faultsOf(source)).toEqual([
      { variable: 'BOT_PASSWORD', problem: expect.stringMatching(problem), remedy: expect.any(String) },
    ]);
  });

  it('NAME and NAME_FILE together are refused: nobody can say which one counts', () => {
    const source = anEnvironment({ BOT_PASSWORD_FILE: fileWith('both', 'other') });
    expect(faultsOf(source)).toMatchObject([{ variable: 'BOT_PASSWORD', remedy: 'Set one of the two.' }]);
  });

  it.each(['c0', 'c100', 'c01', 'mfa', '1', 'c1,c2'])('S36: %s is no authentication context', (given) => {
    expect(faultsOf(anEnvironment({ STEP_UP_CONTEXT: given }))).toMatchObject([
      { variable: 'STEP_UP_CONTEXT', problem: 'is not an authentication context' },
    ]);
  });

  it.each<[string, Record<string, string | undefined>, string, string]>([
    [
      'without its thumbprint',
      { DESK_CLIENT_CERTIFICATE_THUMBPRINT: undefined },
      'DESK_CLIENT_CERTIFICATE_THUMBPRINT',
      'is missing',
    ],
    [
      'without its key',
      { DESK_CLIENT_CERTIFICATE_KEY: undefined },
      'DESK_CLIENT_CERTIFICATE_KEY',
      'is missing',
    ],
    [
      'with a SHA-1 thumbprint',
      { DESK_CLIENT_CERTIFICATE_THUMBPRINT: 'AB'.repeat(20) },
      'DESK_CLIENT_CERTIFICATE_THUMBPRINT',
      'is no SHA-256 thumbprint',
    ],
    [
      'with half a key',
      { DESK_CLIENT_CERTIFICATE_KEY: PEM.slice(0, 80) },
      'DESK_CLIENT_CERTIFICATE_KEY',
      'is not a private key',
    ],
    ['beside a secret', { DESK_CLIENT_SECRET: 'x' }, 'DESK_CLIENT_SECRET', 'is set beside a certificate'],
  ])('a certificate %s is refused', (_, changes, variable, problem) => {
    const faults = faultsOf(anEnvironment({ ...WITH_CERTIFICATE, ...changes }));
    expect(faults).toMatchObject([{ variable, problem }]);
  });

  it('S36: production with the sandbox’s settings lists all problems at once', () => {
    const source = {
      NODE_ENV: 'production',
      ROLLCALL_ALLOW_LOOPBACK: '1',
      ROLLCALL_PLAYGROUND: '1',
      TAB_HOST_ORIGINS: 'http://127.0.0.1:4700',
      PUBLIC_URL: 'http://rollcall.example.com',
      GRAPH_BASE_URL: 'http://127.0.0.1:4702',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      CLOUD: 'mars',
      PORT: 'x',
    };
    expect([...new Set(faultsOf(source).map((fault) => fault.variable))].toSorted()).toEqual([
      'BOT_ID',
      'BOT_PASSWORD',
      'BOT_TENANT_ID',
      'CLOUD',
      'DESKS',
      'DESK_CLIENT_ID',
      'DESK_CLIENT_SECRET',
      'ENCRYPTION_KEYS',
      'GRAPH_BASE_URL',
      'PORT',
      'PUBLIC_URL',
      'ROLLCALL_ALLOW_LOOPBACK',
      'ROLLCALL_PLAYGROUND',
      'TAB_HOST_ORIGINS',
    ]);
  });

  it('S28: no fault repeats a secret', () => {
    const secret = 'hunter22hunter22';
    const ring = Buffer.from(secret).toString('base64');
    const source = anEnvironment({
      ENCRYPTION_KEYS: `k1:${ring}`,
      DATABASE_URL: `mysql://rollcall:${secret}@db/x`,
      PUBLIC_URL: `https://a:${secret}@rollcall.example.com`,
      DESK_CLIENT_CERTIFICATE_KEY: secret,
      CLOUD: secret,
      LOG_LEVEL: secret,
      PORT: secret,
      DESKS: secret,
      INITIAL_ADMINS: secret,
    });
    const said = JSON.stringify(faultsOf(source));
    expect(said).toContain('ENCRYPTION_KEYS');
    expect(said).not.toContain(secret);
    expect(said).not.toContain(ring);
  });
});
