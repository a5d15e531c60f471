import {
  AuthenticationConstants,
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorFactory,
  UserTokenClient,
} from 'botframework-connector';

/** Tells the SDK what the gate found out. Nothing is verified a second time and no key is fetched; a way into the SDK that does
 *  not lead through the gate is refused. */
class GatedAuthentication extends BotFrameworkAuthentication {
  readonly #connectors: ConnectorFactory;

  constructor(connectors: ConnectorFactory) {
    super();
    this.#connectors = connectors;
  }

  override authenticateRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new TypeError('activities come through the gate'));
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new TypeError('there is no streaming door'));
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#connectors;
  }

  override createUserTokenClient(): Promise<UserTokenClient> {
    return Promise.resolve(NO_USER_TOKENS);
  }
}

export function createGatedAuthentication(connectors: ConnectorFactory): BotFrameworkAuthentication {
  return new GatedAuthentication(connectors);
}

/** How a turn that the gate let in is presented to the SDK. */
export function gatedRequest(botId: string, connectors: ConnectorFactory): AuthenticateRequestResult {
  const claimsIdentity = new ClaimsIdentity([
    { type: AuthenticationConstants.AudienceClaim, value: botId },
    { type: AuthenticationConstants.AppIdClaim, value: botId },
  ]);
  return {
    audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
    claimsIdentity,
    connectorFactory: connectors,
  };
}

/** Rollcall signs nobody in through the bot; the SDK makes one of these for each turn, so it must cost nothing. */
class NoUserTokens extends UserTokenClient {
  override getUserToken(): Promise<never> {
    return refuse();
  }
  override getSignInResource(): Promise<never> {
    return refuse();
  }
  override signOutUser(): Promise<never> {
    return refuse();
  }
  override getTokenStatus(): Promise<never> {
    return refuse();
  }
  override getAadTokens(): Promise<never> {
    return refuse();
  }
  override exchangeToken(): Promise<never> {
    return refuse();
  }
}

const NO_USER_TOKENS = new NoUserTokens();

function refuse(): Promise<never> {
  return Promise.reject(new TypeError('the bot signs nobody in'));
}
