import { type Clock, systemClock } from '#kernel/clock.ts';
import { type SimReply, type Simulator, startSimulator } from '../simulator.ts';

export interface ExchangeOptions {
  readonly port: number;
  readonly clock?: Clock;
}

/** Exchange Online of tenants none of which has granted anything yet: every request is refused, whatever token it bears. */
export async function startExchange(options: ExchangeOptions): Promise<Simulator> {
  return startSimulator({
    name: 'exchange',
    port: options.port,
    clock: options.clock ?? systemClock,
    refuse: ({ status, reason }) => (reason === 'fault' ? { status } : unauthorised()),
    routes: [
      {
        method: 'POST',
        pattern: '/adminapi/beta/:tenant/InvokeCommand',
        name: 'invoke-command',
        handle: unauthorised,
      },
      {
        method: 'POST',
        pattern: '/adminapi/v2.0/:tenant/:resource',
        name: 'admin-api',
        handle: unauthorised,
      },
    ],
  });
}

/** The resource of Exchange Online in every tenant. */
const EXCHANGE_RESOURCE = '00000002-0000-0ff1-ce00-000000000000';

function unauthorised(): SimReply {
  const challenge = [
    `Bearer client_id="${EXCHANGE_RESOURCE}"`,
    `trusted_issuers="00000001-0000-0000-c000-000000000000@*"`,
    'token_types="app_asserted_user_v1 service_asserted_app_v1"',
    'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    'error="invalid_token"',
  ].join(', ');
  return {
    status: 401,
    headers: { 'www-authenticate': challenge, 'x-feserver': 'SANDBOX' },
    body: {
      error: {
        code: 'Unauthorized',
        message: 'UnAuthorized',
        innererror: { message: 'The role assigned to application is not supported in this scenario.' },
      },
    },
  };
}
