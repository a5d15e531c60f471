import { readFileSync } from 'node:fs';
import { isGuid } from '#kernel/ids.ts';
import { CLOUDS, type Cloud, type DeskId, type UserId } from '#kernel/vocabulary.ts';
import { z } from 'zod';

/** Microsoft's addresses per cloud (Graph docs: concepts/deployments; Bot Framework docs: authentication). */
const CLOUD_ADDRESSES: Record<
  Cloud,
  { entra: string; graph: string; exchange: string; botKeys: string; botServices: string }
> = {
  global: {
    entra: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
    botKeys: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    botServices: 'https://smba.trafficmanager.net,https://smba.infra.gcc.teams.microsoft.com',
  },
  'gcc-high': {
    entra: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
    botKeys: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    botServices: 'https://smba.infra.gov.teams.microsoft.us',
  },
  dod: {
    entra: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
    botKeys: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    botServices: 'https://smba.infra.dod.teams.microsoft.us',
  },
  china: {
    entra: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://outlook.office365.cn',
    botKeys: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    botServices: 'https://frontend.botapi.msg.infra.teams.microsoftonline.cn',
  },
};

/** Who an application is to Entra. */
export interface AppCredentials {
  readonly clientId: string;
  readonly credential:
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'certificate'; readonly thumbprintSha256: string; readonly privateKey: string };
}

export interface Env {
  readonly port: number;
  /** Origin under which people and Microsoft reach this program. */
  readonly publicUrl: string;
  readonly desks: readonly DeskId[];
  readonly databaseUrl: string;
  /** `id:base64` pairs, comma-separated, the first is active. */
  readonly encryptionKeys: string;
  readonly initialAdmins: readonly { readonly deskId: DeskId; readonly userId: UserId }[];
  readonly cloud: Cloud;
  readonly entraBaseUrl: string;
  readonly graphBaseUrl: string;
  readonly exchangeBaseUrl: string;
  readonly botOpenIdMetadataUrl: string;
  /** Exact origins to which the bot may answer. */
  readonly botServiceUrls: readonly string[];
  readonly tabHostOrigins: readonly string[];
  readonly bot: {
    readonly appId: string;
    readonly password: string;
    readonly type: 'SingleTenant' | 'MultiTenant';
    readonly tenantId: string;
  };
  readonly deskApp: AppCredentials;
  /** Id of the app in the Teams catalogue, for links into the tab; the bot's id unless said. */
  readonly teamsAppId: string;
  readonly ssoAudience: string;
  readonly allowLoopback: boolean;
  readonly playground: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** One thing that is wrong with the environment. */
export interface EnvFault {
  readonly variable: string;
  readonly problem: string;
  readonly remedy: string;
}

export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly faults: readonly EnvFault[];
  constructor(faults: readonly EnvFault[]) {
    super(faults.map((fault) => `${fault.variable} ${fault.problem}. ${fault.remedy}`).join('\n'));
    this.faults = faults;
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/** Reads the whole configuration, the only place that looks at process.env. Throws EnvError with every fault at once. */
export function readEnv(source: Source = process.env): Env {
  const reader = createReader(source);
  const isProduction = source['NODE_ENV'] === 'production';
  const allowLoopback = reader.flag('ROLLCALL_ALLOW_LOOPBACK');
  const playground = reader.flag('ROLLCALL_PLAYGROUND');
  if (isProduction && allowLoopback) {
    reader.fault(
      'ROLLCALL_ALLOW_LOOPBACK',
      'is set in production',
      'Unset it: it opens doors for a sandbox.',
    );
  }
  if (playground && !allowLoopback) {
    reader.fault('ROLLCALL_PLAYGROUND', 'needs ROLLCALL_ALLOW_LOOPBACK=1', 'Unset it outside a sandbox.');
  }
  const cloud = reader.oneOf('CLOUD', CLOUDS, 'global');
  const addresses = CLOUD_ADDRESSES[cloud];
  const origin = (name: string, fallback: string | null): string =>
    reader.origin(name, fallback, allowLoopback);
  const tabHostOrigins = reader.origins('TAB_HOST_ORIGINS', '', allowLoopback);
  if (tabHostOrigins.length > 0 && !allowLoopback) {
    reader.fault(
      'TAB_HOST_ORIGINS',
      'needs ROLLCALL_ALLOW_LOOPBACK=1',
      'Unset it: Teams’ own hosts are built in.',
    );
  }
  const botId = reader.guid('BOT_ID', 'The client id of the bot’s app registration.');
  const env: Env = {
    port: reader.port('PORT', 3978),
    publicUrl: origin('PUBLIC_URL', null),
    desks: reader.guids('DESKS', 'The tenant ids of the desks to serve, comma-separated.'),
    databaseUrl: reader.databaseUrl('DATABASE_URL', 'sqlite:data/rollcall.db'),
    encryptionKeys: reader.keyRing('ENCRYPTION_KEYS'),
    initialAdmins: reader.admins('INITIAL_ADMINS'),
    cloud,
    entraBaseUrl: origin('ENTRA_BASE_URL', addresses.entra),
    graphBaseUrl: origin('GRAPH_BASE_URL', addresses.graph),
    exchangeBaseUrl: origin('EXCHANGE_BASE_URL', addresses.exchange),
    botOpenIdMetadataUrl: reader.url('BOT_OPENID_METADATA_URL', addresses.botKeys, allowLoopback),
    botServiceUrls: reader.origins('BOT_SERVICE_URLS', addresses.botServices, allowLoopback),
    tabHostOrigins,
    bot: {
      appId: botId,
      password: reader.secret('BOT_PASSWORD', 'The client secret of the bot’s app registration.'),
      type: reader.oneOf('BOT_TYPE', ['SingleTenant', 'MultiTenant'] as const, 'SingleTenant'),
      tenantId: reader.guid('BOT_TENANT_ID', 'The tenant in which the bot’s app registration lives.'),
    },
    deskApp: reader.appCredentials('DESK_CLIENT'),
    teamsAppId: source['TEAMS_APP_ID'] ?? botId,
    ssoAudience: reader.text('SSO_AUDIENCE', source['DESK_CLIENT_ID'] ?? ''),
    allowLoopback,
    playground,
    logLevel: reader.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
  };
  reader.finish();
  return env;
}

interface Reader {
  fault(variable: string, problem: string, remedy: string): void;
  flag(name: string): boolean;
  text(name: string, fallback: string): string;
  secret(name: string, help: string): string;
  oneOf<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice;
  port(name: string, fallback: number): number;
  guid(name: string, help: string): string;
  guids(name: string, help: string): readonly string[];
  origin(name: string, fallback: string | null, allowLoopback: boolean): string;
  origins(name: string, fallback: string, allowLoopback: boolean): readonly string[];
  url(name: string, fallback: string, allowLoopback: boolean): string;
  databaseUrl(name: string, fallback: string): string;
  keyRing(name: string): string;
  admins(name: string): Env['initialAdmins'];
  appCredentials(prefix: string): AppCredentials;
  /** Throws when anything was wrong. */
  finish(): void;
}

function createReader(source: Source): Reader {
  const faults: EnvFault[] = [];
  const fault: Reader['fault'] = (variable, problem, remedy) => {
    faults.push({ variable, problem, remedy });
  };

  /** The value, or the content of the file that `NAME_FILE` points to. */
  function raw(name: string): string {
    const file = source[`${name}_FILE`]?.trim();
    if (!file) return source[name]?.trim() ?? '';
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      fault(`${name}_FILE`, 'names a file that cannot be read', 'Check the path and its permissions.');
      return '';
    }
  }

  function needed(name: string, help: string): string {
    const value = raw(name);
    if (value === '') fault(name, 'is missing', help);
    return value;
  }

  function checkOrigin(name: string, value: string, allowLoopback: boolean): string {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || (url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.username !== '') {
      fault(name, 'is not an origin', 'Write scheme and host only, such as https://rollcall.example.com.');
      return value;
    }
    checkReach(name, url, allowLoopback);
    return url.origin;
  }

  function checkReach(name: string, url: URL, allowLoopback: boolean): void {
    if (allowLoopback) return;
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    if (url.protocol === 'https:' && !isLoopback) return;
    fault(
      name,
      'is not a public https address',
      'Use https and a public name; only the sandbox may use loopback.',
    );
  }

  return {
    fault,
    flag: (name) => raw(name) === '1',
    text: (name, fallback) => raw(name) || fallback,
    secret: needed,
    oneOf(name, choices, fallback) {
      const value = raw(name) || fallback;
      const choice = choices.find((each) => each === value);
      if (choice === undefined) fault(name, `is "${value}"`, `Write one of ${choices.join(', ')}.`);
      return choice ?? fallback;
    },
    port(name, fallback) {
      const parsed = z.coerce
        .number()
        .int()
        .min(0)
        .max(65_535)
        .safeParse(raw(name) || fallback);
      if (!parsed.success)
        fault(name, 'is not a port', 'Write a number from 0 to 65535; 0 takes a free one.');
      return parsed.success ? parsed.data : fallback;
    },
    guid(name, help) {
      const value = needed(name, help).toLowerCase();
      if (value !== '' && !isGuid(value)) fault(name, 'is not a GUID', help);
      return value;
    },
    guids(name, help) {
      const values = splitList(needed(name, help)).map((value) => value.toLowerCase());
      if (!values.every(isGuid)) fault(name, 'holds something that is not a GUID', help);
      return values;
    },
    origin(name, fallback, allowLoopback) {
      const value = raw(name) || fallback;
      if (value) return checkOrigin(name, value, allowLoopback);
      fault(name, 'is missing', 'Write the origin under which Microsoft reaches this program.');
      return '';
    },
    origins(name, fallback, allowLoopback) {
      return splitList(raw(name) || fallback).map((value) => checkOrigin(name, value, allowLoopback));
    },
    url(name, fallback, allowLoopback) {
      const value = raw(name) || fallback;
      if (URL.canParse(value)) checkReach(name, new URL(value), allowLoopback);
      else fault(name, 'is not an address', `Leave it out for ${fallback}.`);
      return value;
    },
    databaseUrl(name, fallback) {
      const value = raw(name) || fallback;
      if (!/^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(value)) {
        fault(name, 'is not a database', 'Write sqlite:PATH or postgres://user@host/name.');
      }
      return value;
    },
    keyRing(name) {
      const help = 'Write id:key pairs, comma-separated; make a key with: openssl rand -base64 32';
      const value = needed(name, help);
      const isRing = splitList(value).every((pair) => /^[\w-]+:[A-Za-z0-9+/]{43}=$/.test(pair));
      if (value !== '' && !isRing) fault(name, 'holds something that is not id:base64 of 32 bytes', help);
      return value;
    },
    admins(name) {
      const pairs = splitList(raw(name)).map((pair) => pair.toLowerCase().split(':'));
      const isFine = pairs.every((pair) => pair.length === 2 && pair.every(isGuid));
      if (!isFine)
        fault(name, 'is not a list of tenant:user', 'Write tid:oid pairs of GUIDs, comma-separated.');
      return pairs.map(([deskId = '', userId = '']) => ({ deskId, userId }));
    },
    appCredentials(prefix) {
      const clientId = needed(
        `${prefix}_ID`,
        'The client id of the app registration that reads the desk’s tenant.',
      );
      if (clientId !== '' && !isGuid(clientId))
        fault(`${prefix}_ID`, 'is not a GUID', 'Copy the application (client) id.');
      const thumbprintSha256 = raw(`${prefix}_CERTIFICATE_THUMBPRINT`);
      if (thumbprintSha256 !== '') {
        const privateKey = needed(`${prefix}_CERTIFICATE_KEY`, 'The certificate’s private key in PEM form.');
        return { clientId, credential: { kind: 'certificate', thumbprintSha256, privateKey } };
      }
      const secret = needed(
        `${prefix}_SECRET`,
        'The client secret, or set the certificate’s thumbprint and key.',
      );
      return { clientId, credential: { kind: 'secret', secret } };
    },
    finish() {
      if (faults.length > 0) throw new EnvError(faults);
    },
  };
}

function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
