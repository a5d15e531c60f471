import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Cloud } from '#kernel/vocabulary.ts';
import { requestAppToken } from './client-credentials.ts';
import { CLOUD_NAMES } from './clouds.ts';
import { createTokenCache } from './token-cache.ts';

export interface ConnectorTokenSource {
  /** A token of the bot for the Bot Connector, good for at least 5 minutes. Throws `secret_invalid`, `consent_missing`, `entra_down`. */
  getConnectorToken(): Promise<{ readonly token: string; readonly expiresAt: Date }>;
}

/** Multi-tenant bots sign in at Bot Framework's own tenant, single-tenant bots at theirs. */
const BOT_FRAMEWORK_TENANT = 'botframework.com';

export function createConnectorTokenSource(needs: {
  readonly entraBaseUrl: string;
  readonly cloud: Cloud;
  readonly botId: string;
  readonly botPassword: string;
  readonly botType: 'SingleTenant' | 'MultiTenant';
  /** Needed by a single-tenant bot. */
  readonly botTenantId: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMs?: number;
}): ConnectorTokenSource {
  const { entraBaseUrl, cloud, botId, botType, botTenantId } = needs;
  if (botType === 'SingleTenant' && !botTenantId) throw new TypeError('a single-tenant bot needs its tenant');
  const tenant = botType === 'SingleTenant' && botTenantId ? botTenantId : BOT_FRAMEWORK_TENANT;
  const identity = { entraBaseUrl, cloud, clientId: botId, credential: { secret: needs.botPassword } };
  const scope = CLOUD_NAMES[cloud].connectorScope;
  const cache = createTokenCache(() => requestAppToken(identity, { tenant, scope }, needs), needs);

  return {
    async getConnectorToken() {
      const { accessToken, expiresAt } = await cache.get(tenant, { fresh: false });
      return { token: accessToken, expiresAt };
    },
  };
}
