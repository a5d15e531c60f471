import { describe, expect, it } from 'vitest';
import type { PsaCheck, PsaConnection, PsaConnectionStore } from '#core/settings/ports.ts';
import { createPsaService, type PsaService } from '#core/settings/psa-service.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import { aPerson, DESK, NOW, OPERATOR, OTHER_DESK } from './callers.ts';

const WANTED = {
  kind: 'halopsa',
  settings: {
    baseUrl: 'https://desk.halopsa.example/api',
    tokenUrl: 'https://desk.halopsa.example/auth/token',
  },
  secrets: { clientId: 'id-of-the-app', clientSecret: 'hunter22' },
} as const;
const WORKS: PsaCheck = {
  ok: true,
  steps: [{ step: 'Sign in', ok: true, problem: null, remedy: null }],
  technicianCount: 12,
};
const FAILS: PsaCheck = {
  ok: false,
  steps: [{ step: 'Sign in', ok: false, problem: 'refused', remedy: 'Copy it again.' }],
  technicianCount: null,
};

/** The service on a store in memory, with a PSA that answers `check`. */
function aService(check: PsaCheck): {
  readonly service: PsaService;
  readonly saved: Map<string, PsaConnection>;
  readonly audits: AuditEntry[];
  readonly tried: PsaConnection[];
} {
  const saved = new Map<string, PsaConnection>();
  const audits: AuditEntry[] = [];
  const tried: PsaConnection[] = [];
  const store: PsaConnectionStore = {
    readPsaConnection: async (deskId) => saved.get(deskId) ?? null,
    async savePsaConnection(connection, audit) {
      saved.set(connection.deskId, connection);
      audits.push(audit);
    },
  };
  const connector = {
    async checkPsa(connection: PsaConnection) {
      tried.push(connection);
      return check;
    },
  };
  return { service: createPsaService({ clock: { now: () => NOW }, store, connector }), saved, audits, tried };
}

describe('PSA-3: connect', () => {
  it('saves a connection that works, for the caller’s desk', async () => {
    const { service, saved, tried } = aService(WORKS);
    expect(await service.connect(OPERATOR, WANTED)).toBe(WORKS);
    expect([...saved.values()]).toEqual([{ ...WANTED, deskId: DESK, connectedAt: NOW }]);
    expect(tried).toEqual([...saved.values()]);
  });

  it('saves nothing that does not work, and leaves what was there', async () => {
    const { service, saved, audits } = aService(FAILS);
    const before: PsaConnection = { ...WANTED, deskId: DESK, connectedAt: new Date(0) };
    saved.set(DESK, before);
    expect(await service.connect(OPERATOR, { ...WANTED, secrets: { clientSecret: 'other' } })).toBe(FAILS);
    expect(saved.get(DESK)).toBe(before);
    expect(audits).toEqual([]);
  });

  it('S28, DATA-2: is audited with the settings before and after, and no secret', async () => {
    const { service, audits } = aService(WORKS);
    await service.connect(OPERATOR, WANTED);
    const settings = { ...WANTED.settings, baseUrl: 'https://new.halopsa.example/api' };
    await service.connect(aPerson('admin'), { ...WANTED, settings });
    expect(audits).toMatchObject([
      {
        subject: 'psa',
        action: 'created',
        before: null,
        after: { kind: 'halopsa', settings: WANTED.settings },
      },
      {
        action: 'updated',
        actor: { name: 'Lena Ortiz' },
        before: { settings: WANTED.settings },
        after: { settings },
      },
    ]);
    expect(JSON.stringify(audits)).not.toMatch(/hunter22|id-of-the-app/);
  });

  it.each(['member', 'dispatcher', 'lead'] as const)(
    'is not for a %s, and nothing is tried',
    async (role) => {
      const { service, tried } = aService(WORKS);
      await expect(service.connect(aPerson(role), WANTED)).rejects.toMatchObject({ code: 'not_allowed' });
      expect(tried).toEqual([]);
    },
  );
});

describe('PSA-3: check', () => {
  it('tries what is saved for this desk, and says when nothing is', async () => {
    const { service, tried } = aService(WORKS);
    await service.connect(OPERATOR, WANTED);
    expect(await service.check(aPerson('member'))).toBe(WORKS);
    expect(tried.at(-1)).toMatchObject({ deskId: DESK });
    await expect(service.check(aPerson('member', OTHER_DESK))).rejects.toMatchObject({
      code: 'psa_not_connected',
      remedy: expect.stringContaining('psa connect'),
    });
  });
});
