import { CLOUDS, type Cloud, type DeskId, type UserId } from '#kernel/vocabulary.ts';
import {
  type AppCredentials,
  readAdmins,
  readAppCredentials,
  readDatabaseUrl,
  readKeyRing,
} from './env-credentials.ts';
import { createFaultList, type FaultList } from './env-faults.ts';
import { type ModelAccess, readModelAccess } from './env-model.ts';
import { createEnvReader, type EnvReader, type EnvSource } from './env-reader.ts';

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
  /** Authentication context of Conditional Access, such as `c1`, that a person must have met for what opens doors to others; `null`: none. */
  readonly stepUpContext: string | null;
  /** `null`: rules alone rank. */
  readonly model: ModelAccess | null;
  readonly allowLoopback: boolean;
  readonly playground: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the whole configuration, the only place that looks at process.env. Throws `EnvError` with every fault at once. */
export function readEnv(source: EnvSource = process.env): Env {
  const faults = createFaultList();
  const isProduction = source['NODE_ENV']?.trim() === 'production';
  const flags = readFlags(source, faults, isProduction);
  const reader = createEnvReader({ source, faults, allowLoopback: flags.allowLoopback });
  const env = readAll(reader, faults, { ...flags, isProduction });
  faults.finish();
  return env;
}

interface Flags {
  readonly allowLoopback: boolean;
  readonly playground: boolean;
}

/** What only a sandbox may have. In production none of it holds, so that everything that leaned on it is listed too (S36). */
function readFlags(source: EnvSource, faults: FaultList, isProduction: boolean): Flags {
  const reader = createEnvReader({ source, faults, allowLoopback: false });
  const allowLoopback = reader.flag('ROLLCALL_ALLOW_LOOPBACK');
  const playground = reader.flag('ROLLCALL_PLAYGROUND');
  const needLoopback = {
    ROLLCALL_PLAYGROUND: playground,
    TAB_HOST_ORIGINS: reader.text('TAB_HOST_ORIGINS') !== '',
  };
  if (isProduction && allowLoopback) {
    faults.fault(
      'ROLLCALL_ALLOW_LOOPBACK',
      'is set in production',
      'Unset it: it opens doors for a sandbox.',
    );
  }
  for (const [name, isSet] of Object.entries(needLoopback)) {
    if (!isSet || (allowLoopback && !isProduction)) continue;
    const problem = isProduction ? 'is set in production' : 'needs ROLLCALL_ALLOW_LOOPBACK=1';
    faults.fault(name, problem, 'Unset it outside a sandbox.');
  }
  return { allowLoopback: allowLoopback && !isProduction, playground };
}

function readAll(
  reader: EnvReader,
  faults: FaultList,
  { allowLoopback, playground, isProduction }: Flags & { readonly isProduction: boolean },
): Env {
  const cloud = reader.oneOf('CLOUD', CLOUDS, 'global');
  const addresses = CLOUD_ADDRESSES[cloud];
  const botId = reader.guid('BOT_ID', 'Copy the application (client) id of the bot’s app registration.');
  const deskApp = readAppCredentials(reader, faults, 'DESK_CLIENT');
  const databaseUrl = { name: 'DATABASE_URL', fallback: 'sqlite:data/rollcall.db', isProduction };
  return {
    port: reader.port('PORT', 3978),
    publicUrl: reader.origin('PUBLIC_URL', null),
    desks: reader.guids('DESKS', 'Write the tenant ids of the desks to serve, comma-separated.'),
    databaseUrl: readDatabaseUrl(reader, faults, databaseUrl),
    encryptionKeys: readKeyRing(reader, faults, 'ENCRYPTION_KEYS'),
    initialAdmins: readAdmins(reader, faults, 'INITIAL_ADMINS'),
    cloud,
    entraBaseUrl: reader.origin('ENTRA_BASE_URL', addresses.entra),
    graphBaseUrl: reader.origin('GRAPH_BASE_URL', addresses.graph),
    exchangeBaseUrl: reader.origin('EXCHANGE_BASE_URL', addresses.exchange),
    botOpenIdMetadataUrl: reader.url('BOT_OPENID_METADATA_URL', addresses.botKeys),
    botServiceUrls: reader.origins('BOT_SERVICE_URLS', addresses.botServices),
    tabHostOrigins: reader.origins('TAB_HOST_ORIGINS', ''),
    bot: {
      appId: botId,
      password: reader.needed('BOT_PASSWORD', 'Copy the value of a client secret of the bot’s registration.'),
      type: reader.oneOf('BOT_TYPE', ['SingleTenant', 'MultiTenant'], 'SingleTenant'),
      tenantId: reader.guid('BOT_TENANT_ID', 'Copy the id of the tenant that holds the bot’s registration.'),
    },
    deskApp,
    teamsAppId: reader.guid('TEAMS_APP_ID', 'Copy the id of the app in the Teams catalogue.', botId),
    ssoAudience: reader.text('SSO_AUDIENCE') || deskApp.clientId,
    stepUpContext: readStepUpContext(reader, faults),
    model: readModelAccess(reader, faults),
    allowLoopback,
    playground,
    logLevel: reader.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  };
}

/** Entra knows `c1` to `c99` (Entra docs: developer-guide-conditional-access-authentication-context). */
function readStepUpContext(reader: EnvReader, faults: FaultList): string | null {
  const value = reader.text('STEP_UP_CONTEXT').toLowerCase();
  if (value === '' || /^c[1-9]\d?$/.test(value)) return value || null;
  faults.fault(
    'STEP_UP_CONTEXT',
    'is not an authentication context',
    'Write its id, c1 to c99, or leave it out.',
  );
  return null;
}
