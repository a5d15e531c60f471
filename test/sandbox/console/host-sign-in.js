import { control } from './sandbox-calls.js';

const GRAPH = 'https://graph.microsoft.com';
const HOUR_SECONDS = 3600;
const NO_ANSWER = null;

/** What becomes of `getAuthToken`, by the word in the address. Refusals carry Teams' own words (Teams docs: tab-sso-code). */
export const SIGN_IN_MODES = {
  ok: { says: 'works', act: ({ person, challenge }) => tokenOf(person, {}, challenge) },
  'consent-required': { says: 'consent required', act: () => refusal('resourceRequiresConsent') },
  cancelled: { says: 'person cancels', act: () => refusal('CancelledByUser') },
  'no-second-factor': {
    says: 'second factor refused',
    act: ({ person, challenge }) =>
      challenge === undefined ? tokenOf(person, {}) : refusal('resourceRequiresMfa'),
  },
  'no-answer': { says: 'host does not answer', act: () => NO_ANSWER },
  expired: { says: 'expired token', act: ({ person }) => expiredToken(person) },
  'wrong-audience': {
    says: 'token of another app',
    act: ({ person }) => tokenOf(person, { aud: '00000003-0000-0ff1-ce00-000000000000' }),
  },
  'graph-token': { says: 'token for Graph', act: ({ person }) => graphToken(person) },
  'other-tenant': { says: 'somebody of another tenant', act: () => tokenOf('otherTenant', {}) },
  forged: { says: 'forged token', act: ({ person }) => forgedToken(person) },
};

/** Args of the answer: `[true, token]` or `[false, reason]`; `null` when the host keeps silent. `claims`: challenges as the tab passed them on. */
export async function signIn({ mode, person, claims }) {
  const challenge = Array.isArray(claims) && claims.length > 0 ? claims : undefined;
  try {
    return await SIGN_IN_MODES[mode].act({ person, challenge });
  } catch (error) {
    return refusal(error.message);
  }
}

function refusal(reason) {
  return [false, reason];
}

async function tokenOf(person, claims, challenge) {
  const { token } = await control('entra', 'token', { body: { person, claims, ...(challenge ? { challenge } : {}) } });
  return [true, token];
}

/** By the clock of Entra, which need not be that of this browser. */
async function expiredToken(person) {
  const [, token] = await tokenOf(person, {});
  const { iat } = claimsOf(token);
  return tokenOf(person, { iat: iat - 2 * HOUR_SECONDS, nbf: iat - 2 * HOUR_SECONDS, exp: iat - HOUR_SECONDS });
}

async function graphToken(person) {
  const [, token] = await tokenOf(person, {});
  const { tid, azp } = claimsOf(token);
  return tokenOf(person, {
    aud: GRAPH,
    iss: `https://sts.windows.net/${tid}/`,
    ver: '1.0',
    appid: azp,
    azp: null,
    scp: 'User.Read openid profile email',
  });
}

/** The claims of an administrator under the signature of somebody else. */
async function forgedToken(person) {
  const [[, mine], [, theirs]] = await Promise.all([tokenOf(person, {}), tokenOf('admin', {})]);
  const [header, , signature] = mine.split('.');
  return [true, [header, theirs.split('.')[1], signature].join('.')];
}

function claimsOf(token) {
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (each) =>
    each.codePointAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}
