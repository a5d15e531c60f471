export interface BotTokenRules {
  readonly botId: string;
  readonly botTenantId: string;
  /** Claims of a token that the simulated Entra issued and that is in force; `null` for any other. */
  readonly verifyToken: (token: string) => Promise<Readonly<Record<string, unknown>> | null>;
}

/** Who may answer in a chat: the bot itself, with a token of its own tenant that is meant for the Bot Framework.
 *  Answers why not, or `null` when it may. */
export type CheckBotToken = (authorization: string | undefined) => Promise<string | null>;

const AUDIENCE = 'https://api.botframework.com';

export function createBotTokenCheck({ botId, botTenantId, verifyToken }: BotTokenRules): CheckBotToken {
  const issuers = [
    `https://sts.windows.net/${botTenantId}/`,
    `https://login.microsoftonline.com/${botTenantId}/v2.0`,
  ];
  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return 'there is no bearer token';
    const claims = await verifyToken(token);
    if (claims === null) return 'the token is not of Entra, or not in force';
    if (claims['aud'] !== AUDIENCE) return 'the token is meant for another service';
    if (!issuers.includes(String(claims['iss'])) || claims['tid'] !== botTenantId) {
      return 'the token is of another tenant';
    }
    return (claims['appid'] ?? claims['azp']) === botId ? null : 'the token is of another application';
  };
}
