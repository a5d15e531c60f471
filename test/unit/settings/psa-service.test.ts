import { describe, expect, it } from 'vitest';
import type { PsaCheck, PsaConnection, PsaConnectionStore, PsaWrite } from '#core/settings/ports.ts';
import { createPsaService, type PsaService } from '#core/settings/psa-service.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import { AppError } from '#kernel/errors.ts';
import { aPerson, DESK, NOW, OPERATOR, OTHER_DESK } from './callers.ts';

const WANTED = {
  kind: 'halopsa',
  settings: {
    baseUrl: 'https://desk.halopsa.example/api',
    tokenUrl: 'https://desk.halopsa.example/auth/token',
  },
  secrets: { clientId: 'id-of-the-app', clientSecret: 'hunter22' },
} as const;
const FINE = { problem: null, remedy: null, code: null, missing: [], field: null };
const WORKS: PsaCheck = {
  ok: true,
  steps: [{ id: 'sign-in', step: 'Sign in', ok: true, ...FINE }],
  technicianCount: 12,
};
const REFUSED = { problem: 'refused', remedy: 'Copy it again.', code: 'psa_refused' } as const;
const FAILS: PsaCheck = {
  ok: false,
  steps: [{ id: 'sign-in', step: 'Sign in', ok: false, ...FINE, ...REFUSED }],
  technicianCount: null,
};
const CONFIRMED = { confirmSwitch: true };
const UNASKED = { confirmSwitch: false };

/** The service on a store in memory, with a PSA that answers `check` and a desk with so many mappings. */
function aService(check: PsaCheck, mappings = 0) {
  const saved = new Map<string, PsaConnection>();
  const audits: AuditEntry[] = [];
  const tried: PsaConnection[] = [];
  const changed: string[] = [];
  const assertStands = (deskId: string, { expected }: PsaWrite): void => {
    const stored = saved.get(deskId)?.connectedAt ?? null;
    if (expected !== undefined && expected?.getTime() !== stored?.getTime()) {
      throw new AppError('conflict', 'changed meanwhile');
    }
  };
  const store: PsaConnectionStore = {
    readPsaConnection: async (deskId) => saved.get(deskId) ?? null,
    async savePsaConnection(connection, write) {
      assertStands(connection.deskId, write);
      saved.set(connection.deskId, connection);
      audits.push(write.audit);
    },
    async removePsaConnection(deskId, write) {
      assertStands(deskId, write);
      audits.push(write.audit);
      return saved.delete(deskId);
    },
  };
  const connector = {
    async checkPsa(connection: PsaConnection) {
      tried.push(connection);
      return check;
    },
  };
  const mapped = Array.from({ length: mappings }, (_, index) => ({
    technicianId: String(index),
    technicianName: 'x',
    userId: 'u',
    source: 'auto' as const,
  }));
  const service: PsaService = createPsaService({
    clock: { now: () => NOW },
    store,
    mappings: { listMapped: async () => mapped },
    connectors: { roster: connector, halopsa: connector, connectwise: connector, autotask: connector },
    onTechniciansChanged: (deskId) => changed.push(deskId),
  });
  return { service, saved, audits, tried, changed };
}

/** What is stored for the desk, as of another moment. */
function stored(changes: Partial<PsaConnection> = {}): PsaConnection {
  return { ...WANTED, deskId: DESK, connectedAt: new Date(0), connectedBy: 'Tom Reed', ...changes };
}

describe('PSA-3: connect', () => {
  it('saves a connection that works, for the caller’s desk, and has the technicians read again', async () => {
    const { service, saved, tried, changed } = aService(WORKS);
    expect(await service.connect(OPERATOR, WANTED, UNASKED)).toEqual({
      check: WORKS,
      saved: true,
      leaving: null,
    });
    expect([...saved.values()]).toEqual([
      { ...WANTED, deskId: DESK, connectedAt: NOW, connectedBy: 'Command line' },
    ]);
    expect(tried).toEqual([...saved.values()]);
    expect(changed).toEqual([DESK]);
  });

  it('saves nothing that does not work, and leaves what was there', async () => {
    const { service, saved, audits, changed } = aService(FAILS);
    const before = stored();
    saved.set(DESK, before);
    const wanted = { ...WANTED, secrets: { clientSecret: 'other' } };
    expect(await service.connect(OPERATOR, wanted, UNASKED)).toMatchObject({ check: FAILS, saved: false });
    expect(saved.get(DESK)).toBe(before);
    expect([audits, changed]).toEqual([[], []]);
  });

  it('S28, DATA-2: is audited with the settings before and after, and no secret', async () => {
    const { service, audits } = aService(WORKS);
    await service.connect(OPERATOR, WANTED, UNASKED);
    const settings = { ...WANTED.settings, baseUrl: 'https://desk.halopsa.example/api2' };
    await service.connect(aPerson('admin'), { ...WANTED, settings }, UNASKED);
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
      await expect(service.connect(aPerson(role), WANTED, UNASKED)).rejects.toMatchObject({
        code: 'not_allowed',
      });
      await expect(service.disconnect(aPerson(role), {})).rejects.toMatchObject({ code: 'not_allowed' });
      expect(tried).toEqual([]);
    },
  );

  it('an empty secret keeps the stored one', async () => {
    const { service, saved, tried } = aService(WORKS);
    saved.set(DESK, stored());
    const wanted = { ...WANTED, secrets: { clientId: ' ', clientSecret: 'new-one' } };
    await service.connect(OPERATOR, wanted, UNASKED);
    expect(tried[0]?.secrets).toEqual({ clientId: 'id-of-the-app', clientSecret: 'new-one' });
  });

  it.each(['baseUrl', 'tokenUrl'])(
    'S27: a stored secret never goes to another %s than the one that it was given for',
    async (name) => {
      const { service, saved, tried } = aService(WORKS);
      saved.set(DESK, stored());
      const settings = { ...WANTED.settings, [name]: 'https://somewhere.else.example/x' };
      await expect(
        service.connect(OPERATOR, { ...WANTED, settings, secrets: {} }, UNASKED),
      ).rejects.toMatchObject({
        code: 'invalid_input',
        details: { faults: [{ field: 'secrets.clientId' }, { field: 'secrets.clientSecret' }] },
      });
      expect(tried).toEqual([]);
    },
  );

  it('tells every fault of the input together, and tries nothing', async () => {
    const { service, tried } = aService(WORKS);
    const settings = { baseUrl: 'desk.halopsa.example', password: 'x' };
    const wanted = { kind: 'halopsa', settings, secrets: { clientId: 'a' } } as const;
    await expect(service.connect(OPERATOR, wanted, UNASKED)).rejects.toMatchObject({
      details: {
        faults: [
          { field: 'settings.password' },
          { field: 'settings.baseUrl' },
          { field: 'settings.tokenUrl' },
          { field: 'secrets.clientSecret' },
        ],
      },
    });
    expect(tried).toEqual([]);
  });
});

describe('PSA-3: two admins at the PSA page', () => {
  it('the second one to save, or to disconnect, gets conflict', async () => {
    const { service, saved } = aService(WORKS);
    await service.connect(OPERATOR, WANTED, { ...UNASKED, expected: null });
    const [first] = saved.values();
    for (const expected of [null, new Date(1)]) {
      await expect(service.connect(OPERATOR, WANTED, { ...UNASKED, expected })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(service.disconnect(OPERATOR, { expected })).rejects.toMatchObject({ code: 'conflict' });
    }
    expect([...saved.values()]).toEqual([first]);
  });

  it('two changes in one moment look different', async () => {
    const { service, saved } = aService(WORKS);
    await service.connect(OPERATOR, WANTED, UNASKED);
    await service.connect(OPERATOR, WANTED, UNASKED);
    expect(saved.get(DESK)?.connectedAt.getTime()).toBe(NOW.getTime() + 1);
  });
});

describe('PSA-1: to another PSA', () => {
  const ROSTER = { kind: 'roster', settings: {}, secrets: {} } as const;
  const ELSEWHERE = {
    ...WANTED,
    settings: { baseUrl: 'https://b.example/api', tokenUrl: 'https://b.example/auth/token' },
  };

  it.each([
    ['another kind', ROSTER],
    ['another installation of the same kind', ELSEWHERE],
  ])('%s says first how many mappings belong to the old ids, and waits for a yes', async (_, wanted) => {
    const { service, saved, audits } = aService(WORKS, 31);
    saved.set(DESK, stored());
    expect(await service.connect(OPERATOR, wanted, UNASKED)).toEqual({
      check: WORKS,
      saved: false,
      leaving: { kind: 'halopsa', mappings: 31 },
    });
    expect(audits).toEqual([]);
    expect(await service.connect(OPERATOR, wanted, CONFIRMED)).toMatchObject({ saved: true });
    expect(saved.get(DESK)?.kind).toBe(wanted.kind);
  });

  it('needs no yes where nothing is mapped, nor for a change within one installation', async () => {
    const empty = aService(WORKS, 0);
    empty.saved.set(DESK, stored());
    expect(await empty.service.connect(OPERATOR, ROSTER, UNASKED)).toMatchObject({ saved: true });
    const { service, saved } = aService(WORKS, 31);
    saved.set(DESK, stored());
    const settings = { ...WANTED.settings, scope: 'all' };
    expect(await service.connect(OPERATOR, { ...WANTED, settings }, UNASKED)).toMatchObject({
      saved: true,
      leaving: null,
    });
  });
});

describe('PSA-3: read and disconnect', () => {
  it('reads everything but the secrets, for leads and admins', async () => {
    const { service, saved } = aService(WORKS, 3);
    expect(await service.read(aPerson('lead'))).toEqual({ connection: null, mappings: 3 });
    saved.set(DESK, stored());
    const answer = await service.read(aPerson('admin'));
    expect(answer.connection).toEqual({
      kind: 'halopsa',
      settings: WANTED.settings,
      connectedAt: new Date(0),
      connectedBy: 'Tom Reed',
    });
    await expect(service.read(aPerson('dispatcher'))).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('forgets connection and secrets, is audited, and has the technicians read again', async () => {
    const { service, saved, audits, changed } = aService(WORKS);
    saved.set(DESK, stored());
    await service.disconnect(aPerson('admin'), { expected: new Date(0) });
    expect(saved.size).toBe(0);
    expect(audits).toMatchObject([{ subject: 'psa', action: 'removed', before: { kind: 'halopsa' } }]);
    expect(JSON.stringify(audits)).not.toMatch(/hunter22|id-of-the-app/);
    expect(changed).toEqual([DESK]);
    await expect(service.disconnect(aPerson('admin'), {})).rejects.toMatchObject({
      code: 'psa_not_connected',
    });
  });
});

describe('PSA-3: check', () => {
  it('tries what is saved for this desk, and says when nothing is', async () => {
    const { service, tried } = aService(WORKS);
    await service.connect(OPERATOR, WANTED, UNASKED);
    expect(await service.check(aPerson('lead'))).toBe(WORKS);
    expect(tried.at(-1)).toMatchObject({ deskId: DESK });
    await expect(service.check(aPerson('lead', OTHER_DESK))).rejects.toMatchObject({
      code: 'psa_not_connected',
      remedy: expect.stringContaining('psa connect'),
    });
  });
});
