import { describe, expect, it } from 'vitest';
import type { ConsentRecord } from '#core/access/ports.ts';
import type { SourceState } from '#core/availability/availability-service.ts';
import { createHealthService, type HealthFinding } from '#core/settings/health-service.ts';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { aPerson, DESK, NOW } from './callers.ts';

const CONSENT: ConsentRecord = {
  deskId: DESK,
  state: 'granted',
  missingPermissions: [],
  lastGrantAt: NOW,
  confirmedAt: NOW,
  changedAt: NOW,
};
const TEAM = { teamId: '00000000-0000-4000-8000-000000000001', name: 'Service desk' };
const error = (code: ErrorCode): AppError => new AppError(code, code);

const used = (source: SourceState['source']): SourceState => ({
  source,
  team: source === 'shifts' ? TEAM : null,
  used: true,
  reason: null,
  error: null,
});
const unused = (
  source: SourceState['source'],
  reason: SourceState['reason'],
  code: ErrorCode | null = null,
): SourceState => ({ ...used(source), used: false, reason, error: code && error(code) });

interface Found {
  readonly consent?: Partial<ConsentRecord>;
  readonly consentError?: ErrorCode;
  /** What is known of consent once the other parts have used it. */
  readonly consentThen?: Partial<ConsentRecord>;
  /** Whether each technician is mapped, or how the list fails. */
  readonly technicians?: readonly boolean[] | ErrorCode;
  /** What an answer says about its sources, or how the question fails. */
  readonly sources?: readonly SourceState[] | ErrorCode;
}

/** The set-up check of a desk where this is found; fine unless said. */
async function check(found: Found): Promise<readonly HealthFinding[]> {
  const { technicians = [true, true], sources = [used('technicians'), used('presence'), used('shifts')] } =
    found;
  let reads = 0;
  const service = createHealthService({
    clock: { now: () => NOW },
    consent: {
      async read() {
        reads += 1;
        const then = reads > 1 ? found.consentThen : {};
        return {
          consent: { ...CONSENT, ...found.consent, ...then },
          error: found.consentError ? error(found.consentError) : null,
        };
      },
    },
    mapping: {
      async listTechnicians() {
        if (typeof technicians === 'string') throw error(technicians);
        return technicians.map((isMapped, index) => ({
          technician: { technicianId: String(index), name: 'T', email: null, otherEmails: [] },
          mapping: isMapped ? aMapping(String(index)) : null,
        }));
      },
    },
    availability: {
      async ask() {
        if (typeof sources === 'string') throw error(sources);
        return { slot: { start: NOW, end: NOW }, isNow: true, asOf: NOW, technicians: [], sources };
      },
    },
  });
  const report = await service.check(aPerson('member'));
  expect(report.checkedAt).toBe(NOW);
  return report.findings;
}

function aMapping(technicianId: string) {
  return {
    technicianId,
    technicianName: 'T',
    userId: `user-${technicianId}`,
    userPrincipalName: null,
    userDisplayName: null,
    isGuest: false,
    source: 'auto',
    excluded: false,
    updatedAt: NOW,
  } as const;
}

const short = (findings: readonly HealthFinding[]): readonly string[] =>
  findings.map(({ check: name, state, code }) => `${name} ${state}${code ? ` ${code}` : ''}`);

const FINE = ['consent ok', 'technicians ok', 'mapping ok', 'presence ok', 'rota ok'];

it('TAB-6: where all is well every part says so, in the order of the set-up', async () => {
  const findings = await check({});
  expect(short(findings)).toEqual(FINE);
  expect(findings.find(({ check: name }) => name === 'mapping')?.facts).toEqual({
    technicians: 2,
    mapped: 2,
    unmapped: 0,
  });
});

describe('TAB-6: what is found is judged by how much it hurts', () => {
  it.each<[string, Found, Partial<Record<string, string>>]>([
    ['consent never given', { consent: { state: 'missing' } }, { consent: 'consent broken consent_missing' }],
    [
      'consent on its way',
      { consent: { state: 'spreading' } },
      { consent: 'consent warning consent_spreading' },
    ],
    ['consent taken back', { consent: { state: 'revoked' } }, { consent: 'consent broken consent_revoked' }],
    [
      'a permission missing',
      { consent: { state: 'incomplete', missingPermissions: ['Presence.Read.All'] } },
      { consent: 'consent broken permission_missing' },
    ],
    [
      'a secret that ended',
      { consentError: 'secret_invalid' },
      { consent: 'consent unknown secret_invalid' },
    ],
    [
      'no PSA',
      { technicians: 'psa_not_connected', sources: 'psa_not_connected' },
      {
        technicians: 'technicians broken psa_not_connected',
        mapping: 'mapping unknown psa_not_connected',
        presence: 'presence unknown psa_not_connected',
        rota: 'rota unknown psa_not_connected',
      },
    ],
    [
      'a PSA that is down while the last list still stands in',
      { sources: [unused('technicians', 'failed', 'psa_down'), used('presence'), used('shifts')] },
      { technicians: 'technicians broken psa_down' },
    ],
    [
      'a PSA that is down and no list',
      {
        technicians: 'psa_down',
        sources: [unused('technicians', 'failed', 'psa_down'), used('presence'), used('shifts')],
      },
      { technicians: 'technicians broken psa_down', mapping: 'mapping unknown psa_down' },
    ],
    ['somebody not mapped', { technicians: [true, false] }, { mapping: 'mapping warning' }],
    ['nobody mapped', { technicians: [false, false] }, { mapping: 'mapping broken' }],
    [
      'presence refused',
      { sources: [used('technicians'), unused('presence', 'failed', 'permission_missing'), used('shifts')] },
      { presence: 'presence broken permission_missing' },
    ],
    [
      'presence partly read',
      { sources: [used('technicians'), unused('presence', 'partly-failed', 'graph_slow'), used('shifts')] },
      { presence: 'presence warning graph_slow' },
    ],
    [
      'nobody to read presence of',
      { sources: [used('technicians'), unused('presence', 'nobody-mapped'), used('shifts')] },
      { presence: 'presence warning' },
    ],
    [
      'no rota chosen',
      { sources: [used('technicians'), used('presence'), unused('shifts', 'no-rota-chosen')] },
      { rota: 'rota warning' },
    ],
    [
      'a rota team without a schedule',
      { sources: [used('technicians'), used('presence'), unused('shifts', 'failed', 'no_schedule')] },
      { rota: 'rota warning no_schedule' },
    ],
    [
      'a rota team that cannot be read',
      { sources: [used('technicians'), used('presence'), unused('shifts', 'failed', 'team_unreadable')] },
      { rota: 'rota broken team_unreadable' },
    ],
  ])('%s', async (_, found, changed) => {
    const wanted = FINE.map((line) => changed[line.split(' ', 1)[0] ?? ''] ?? line);
    expect(short(await check(found))).toEqual(wanted);
  });

  it('each rota team has a line with its name', async () => {
    const other = {
      ...unused('shifts', 'failed', 'team_unreadable'),
      team: { teamId: 'x', name: 'Escalations' },
    };
    const findings = await check({ sources: [used('presence'), used('shifts'), other] });
    expect(findings.filter(({ check: name }) => name === 'rota').map(({ facts }) => facts['team'])).toEqual([
      'Service desk',
      'Escalations',
    ]);
  });

  it('names the missing permissions', async () => {
    const [consent] = await check({
      consent: { state: 'incomplete', missingPermissions: ['Presence.Read.All', 'User.Read.All'] },
    });
    expect(consent?.facts).toEqual({ state: 'incomplete', missing: 'Presence.Read.All, User.Read.All' });
  });
});

it('CON-6: consent that turns out taken back while it is used is not told as granted', async () => {
  const findings = await check({
    sources: [used('technicians'), unused('presence', 'failed', 'consent_revoked'), used('shifts')],
    consentThen: { state: 'revoked' },
  });
  expect(findings[0]).toMatchObject({ check: 'consent', state: 'broken', code: 'consent_revoked' });
});
