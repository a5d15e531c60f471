import { CLOUDS, type Cloud, type DeskId, type UserId } from '#kernel/vocabulary.ts';
import { createEnvReader, type EnvSource } from './env-reader.ts';

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
    | { readonly secret: string }
    | { readonly certificate: { readonly thumbprintSha256: string; readonly privateKey: string } };
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

/** Reads the whole configuration, the only place that looks at process.env. Throws EnvError with every fault at once. */
export function readEnv(source: EnvSource = process.env): Env {
  const reader = createEnvReader(source);
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
