import type { Clock } from '#kernel/clock.ts';
import { guidOf } from '../desk/ids.ts';
import { ControlInputError } from '../faults.ts';

/** The application permissions that the desk's registration asks for, with the words of Microsoft's consent page. */
export const REQUIRED_PERMISSIONS = [
  { name: 'Presence.Read.All', says: 'Read presence information of all users in your organization' },
  { name: 'Schedule.Read.All', says: 'Read all schedule items' },
  { name: 'GroupMember.Read.All', says: 'Read all group memberships' },
  { name: 'User.Read.All', says: "Read all users' full profiles" },
] as const;

export const CONSENT_STATES = ['none', 'granted', 'spreading', 'revoked', 'partial'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** What a tenant's administrator has done, and how far it has come. */
export interface ConsentChange {
  readonly state: ConsentState;
  /** Permissions that `partial` lacks. */
  readonly missing?: readonly string[];
  /** How many calls still meet the old state (default 2, unless `spreadMs` is given). */
  readonly spreadCalls?: number;
  /** How long they do. */
  readonly spreadMs?: number;
  /** Where the old state shows: the token is refused (default), Graph does not know the application, or the token has no roles. */
  readonly spreadAt?: 'token' | 'graph' | 'roles';
}

export interface ConsentBoard {
  /** Throws `ControlInputError`. */
  set(tenantId: string, change: ConsentChange): void;
  /** What pressing Accept leads to; `granted` unless set. */
  setAcceptOutcome(change: ConsentChange): void;
  accept(tenantId: string): void;
  state(tenantId: string): ConsentState;
  /** Roles of a new token; `null`: the tenant has no service principal of the application. Spends one call of a spreading consent. */
  rolesForToken(tenantId: string): readonly string[] | null;
  /** Object id of the service principal; another one after each revocation. */
  principalId(tenantId: string): string;
  /** Whether Graph knows the caller. Spends one call of a consent that spreads at Graph. */
  isKnownToGraph(tenantId: string, principalId: string): boolean;
  reset(): void;
}

interface TenantConsent {
  state: ConsentState;
  missing: readonly string[];
  generation: number;
  spreadAt: 'token' | 'graph' | 'roles';
  spreadCallsLeft: number;
  spreadUntil: number;
}

/** Consent of each tenant to one application. */
export function createConsentBoard(
  clientId: string,
  clock: Clock,
  initial: Readonly<Record<string, ConsentState>> = {},
): ConsentBoard {
  const tenants = new Map<string, TenantConsent>();
  let acceptOutcome: ConsentChange = { state: 'granted' };

  const of = (tenantId: string): TenantConsent => {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known;
    const fresh: TenantConsent = {
      state: initial[tenantId] ?? 'none',
      missing: [],
      generation: 1,
      spreadAt: 'token',
      spreadCallsLeft: 0,
      spreadUntil: 0,
    };
    tenants.set(tenantId, fresh);
    return fresh;
  };

  /** Whether this call still meets the state before consent. */
  const meetsOldState = (consent: TenantConsent, at: TenantConsent['spreadAt']): boolean => {
    if (consent.state !== 'spreading' || consent.spreadAt !== at) return false;
    if (consent.spreadCallsLeft > 0) {
      consent.spreadCallsLeft -= 1;
      return true;
    }
    if (clock.now().getTime() < consent.spreadUntil) return true;
    consent.state = 'granted';
    return false;
  };

  const principalId = (tenantId: string): string =>
    guidOf(`service-principal:${tenantId}:${clientId}:${of(tenantId).generation}`);

  const board: ConsentBoard = {
    set(tenantId, change) {
      check(change);
      const consent = of(tenantId);
      if (change.state === 'none' || change.state === 'revoked') consent.generation += 1;
      consent.state = change.state;
      consent.missing = change.missing ?? [];
      consent.spreadAt = change.spreadAt ?? 'token';
      consent.spreadCallsLeft = change.spreadCalls ?? (change.spreadMs === undefined ? 2 : 0);
      consent.spreadUntil = clock.now().getTime() + (change.spreadMs ?? 0);
    },
    setAcceptOutcome(change) {
      check(change);
      acceptOutcome = change;
    },
    accept: (tenantId) => board.set(tenantId, acceptOutcome),
    state: (tenantId) => of(tenantId).state,
    rolesForToken(tenantId) {
      const consent = of(tenantId);
      if (consent.state === 'none' || consent.state === 'revoked') return null;
      if (meetsOldState(consent, 'token')) return null;
      if (meetsOldState(consent, 'roles')) return [];
      const missing = consent.state === 'partial' ? consent.missing : [];
      return REQUIRED_PERMISSIONS.map(({ name }) => name).filter((name) => !missing.includes(name));
    },
    principalId,
    isKnownToGraph(tenantId, principal) {
      const consent = of(tenantId);
      if (consent.state === 'none' || consent.state === 'revoked') return false;
      return principal === principalId(tenantId) && !meetsOldState(consent, 'graph');
    },
    reset() {
      tenants.clear();
      acceptOutcome = { state: 'granted' };
    },
  };
  return board;
}

function check(change: ConsentChange): void {
  if (!CONSENT_STATES.includes(change.state)) {
    throw new ControlInputError('state', `use one of ${CONSENT_STATES.join(', ')}`);
  }
  const names: readonly string[] = REQUIRED_PERMISSIONS.map(({ name }) => name);
  const { missing, spreadAt } = change;
  if (missing !== undefined && !(Array.isArray(missing) && missing.every((name) => names.includes(name)))) {
    throw new ControlInputError('missing', `list some of ${names.join(', ')}`);
  }
  if (change.state === 'partial' && (missing ?? []).length === 0) {
    throw new ControlInputError('missing', 'a partial consent lacks something: name it');
  }
  if (spreadAt !== undefined && !['token', 'graph', 'roles'].includes(spreadAt)) {
    throw new ControlInputError('spreadAt', 'use token, graph or roles');
  }
  checkCount('spreadCalls', change.spreadCalls);
  checkCount('spreadMs', change.spreadMs);
}

function checkCount(field: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0)) return;
  throw new ControlInputError(field, 'must be a whole number, zero or more');
}
