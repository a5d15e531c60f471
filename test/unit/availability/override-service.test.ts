import { describe, expect, it } from 'vitest';
import { createOverrideService, type OverrideWish } from '#core/availability/override-service.ts';
import type { Override } from '#core/availability/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Role } from '#kernel/vocabulary.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const NOW = new Date('2026-11-21T12:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

function aPerson(userId: string, role: Role = 'member'): Caller {
  return { kind: 'person', deskId: DESK, id: userId, name: userId, role };
}

const ANA = aPerson('u-ana');
const LEAD = aPerson('u-lead', 'lead');
const KEY: Caller = { kind: 'key', deskId: DESK, id: 'k', name: 'k', scopes: ['availability:read'] };

function aDesk(said: readonly Override[] = []) {
  const kept = [...said];
  const ended: string[] = [];
  const service = createOverrideService({
    clock: { now: () => NOW },
    roster: {
      readRoster: async () => ({
        readAt: NOW,
        psaError: null,
        technicians: [
          { technicianId: '2', name: 'Ana', userId: 'u-ana', mapping: 'auto' },
          { technicianId: '3', name: 'Ben', userId: null, mapping: null },
        ],
      }),
    },
    store: {
      readOverrides: async () => kept,
      saveOverride: async (_desk, override) => {
        kept.push(override);
      },
      endOverride: async (_desk, technicianId) => {
        ended.push(technicianId);
        return true;
      },
    },
  });
  return { service, kept, ended };
}

const lunch: OverrideWish = { technicianId: '2', says: 'on-break', from: null, until: hours(0.75) };

describe('AV-9: a technician’s own word', () => {
  it.each([
    ['a technician sets their own', ANA, '2', null],
    ['a technician sets a colleague’s', ANA, '3', 'not_allowed'],
    ['somebody who is no technician sets one', aPerson('u-x'), '2', 'not_allowed'],
    ['a lead sets anybody’s', LEAD, '3', null],
    ['a member asks for a technician who does not exist', ANA, '9', 'not_allowed'],
    ['a lead asks for a technician who does not exist', LEAD, '9', 'technician_not_found'],
    ['a key sets one', KEY, '2', 'not_allowed'],
  ])('%s', async (_name, caller, technicianId, code) => {
    const { service, kept } = aDesk();
    const setting = service.set(caller, { ...lunch, technicianId });
    if (code === null) await setting;
    else await expect(setting).rejects.toMatchObject({ code });
    expect(kept).toHaveLength(code === null ? 1 : 0);
  });

  it('starts now when no start is given, or one in the past', async () => {
    const { service } = aDesk();
    expect(await service.set(ANA, lunch)).toEqual({ ...lunch, from: NOW });
    expect(await service.set(ANA, { ...lunch, from: hours(-1) })).toEqual({ ...lunch, from: NOW });
  });

  it.each([
    ['ends now', null, hours(0), 'until'],
    ['ended already', null, hours(-1), 'until'],
    ['starts with its end', hours(2), hours(2), 'from'],
    ['starts after its end', hours(3), hours(2), 'from'],
    ['ends more than 14 days ahead', null, hours(14 * 24 + 0.01), 'until'],
  ])('refuses a word that %s', async (_name, from, until, field) => {
    const { service, kept } = aDesk();
    await expect(service.set(ANA, { ...lunch, from, until })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field }] },
    });
    expect(kept).toEqual([]);
  });

  it('may last 14 days exactly', async () => {
    const { service } = aDesk();
    await expect(service.set(ANA, { ...lunch, until: hours(14 * 24) })).resolves.toBeDefined();
  });

  it('is ended by the technician or a lead, nobody else', async () => {
    const { service, ended } = aDesk();
    expect(await service.end(ANA, '2')).toBe(true);
    expect(await service.end(LEAD, '2')).toBe(true);
    await expect(service.end(aPerson('u-x', 'dispatcher'), '2')).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect(ended).toEqual(['2', '2']);
  });

  it('readOwn: what counts now, else what was said about later', async () => {
    const later: Override = { technicianId: '2', says: 'off', from: hours(20), until: hours(30) };
    const now: Override = { technicianId: '2', says: 'working', from: hours(-1), until: hours(1) };
    const others: Override = { ...now, technicianId: '3' };
    expect(await aDesk([others, later, now]).service.readOwn(ANA)).toMatchObject({ override: now });
    expect(await aDesk([others, later]).service.readOwn(ANA)).toMatchObject({
      technician: { technicianId: '2' },
      override: later,
    });
    expect(await aDesk([others]).service.readOwn(ANA)).toMatchObject({ override: null });
    expect(await aDesk([others]).service.readOwn(LEAD)).toEqual({ technician: null, override: null });
  });
});
