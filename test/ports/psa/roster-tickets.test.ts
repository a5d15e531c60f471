import { describe, expect, it } from 'vitest';
import { createRosterTickets } from '#adapters/psa/roster/roster-tickets.ts';
import type { RosterTicketStore } from '#core/dispatch/ports.ts';
import type { RosterTicketDetails } from '#core/dispatch/roster-ticket-details.ts';
import { createRosterTicketsService } from '#core/dispatch/roster-tickets-service.ts';
import type { PsaConnection, RosterEntry } from '#core/settings/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { DAY, HOUR } from '#kernel/interval.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { type TestDatabase, testDatabases } from '../../support/database.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const DESK_A = '0a000000-0000-4000-8000-00000000000a';
const DESK_B = '0b000000-0000-4000-8000-00000000000b';
const slot = { start: NOW, end: new Date(NOW.getTime() + HOUR) };
const connectionOf = (deskId: string): PsaConnection => ({
  deskId,
  kind: 'roster',
  settings: {},
  secrets: {},
  connectedAt: NOW,
  connectedBy: null,
});
const A = connectionOf(DESK_A);

function anEntry(technicianId: string, changes: Partial<RosterEntry> = {}): RosterEntry {
  const name = `Technician ${technicianId}`;
  const rest = { email: null, otherEmails: [], externalId: null, version: 1, updatedAt: NOW };
  return { technicianId, name, active: true, skills: [], ...rest, ...changes };
}

function aPerson(role: Role = 'dispatcher', deskId = DESK_A): Caller {
  return { kind: 'person', deskId, id: 'u1', name: 'Mia', role };
}

const PLAIN: RosterTicketDetails = {
  title: 'Outlook asks for the password again and again',
  priority: 'P2',
  queue: 'Service Desk',
  company: 'Contoso',
  requiredSkills: ['Exchange'],
};

describe.each(await testDatabases())('tickets of the built-in roster on $engine', (database) => {
  it('PSA-2: a ticket comes with priority, queue, status, owner, company, title and skills', async () => {
    const { psa, add } = await aDesk(database);
    await add('4711', PLAIN);
    expect(await psa.findTicket(A, '4711', 'interactive')).toEqual({
      id: '4711',
      ref: '4711',
      link: null,
      priority: { id: 'P2', label: 'P2', rank: 2 },
      queue: { id: 'Service Desk', name: 'Service Desk' },
      status: { id: 'open', label: 'Open', phase: 'open' },
      ownerId: null,
      ownerName: null,
      company: { id: 'Contoso', name: 'Contoso' },
      title: PLAIN.title,
      description: '',
      requiredSkills: ['Exchange'],
      openedAt: NOW,
    });
    await add('inc-12', { ...PLAIN, priority: null, queue: null, company: null });
    for (const typed of ['INC-12', ' # inc-12 ', '#Inc-12']) {
      const ticket = await psa.findTicket(A, typed, 'interactive');
      expect(ticket).toMatchObject({ id: 'INC-12', priority: null, queue: null, company: null });
    }
  });

  it('PSA-2: lists are newest first, of the desk alone, open or all, of nobody when asked, up to the limit', async () => {
    const { psa, add, service, tick } = await aDesk(database);
    for (const ref of ['1', '2', '3', '4']) {
      await add(ref, PLAIN);
      tick(1000);
    }
    await service.save(aPerson('dispatcher', DESK_B), { ...PLAIN, ref: '9', expectedVersion: 0 });
    await service.setStatus(aPerson(), '3', { status: 'closed', expectedVersion: 1 });
    await assignTicket(psa, A, { ticketId: '2', technicianId: 't1', ifOwnerIs: null });
    const list = async (question: Partial<Parameters<typeof psa.listTickets>[1]>) => {
      const whole = { phase: 'open', unassignedOnly: false, limit: 200, ...question } as const;
      return (await psa.listTickets(A, whole, 'interactive')).map(({ ref }) => ref);
    };
    expect(await list({})).toEqual(['4', '2', '1']);
    expect(await list({ phase: 'any' })).toEqual(['4', '3', '2', '1']);
    expect(await list({ unassignedOnly: true })).toEqual(['4', '1']);
    expect(await list({ limit: 1 })).toEqual(['4']);
  });

  it('DIS-4: work is open tickets weighted by priority, skills of the roster, and who knew the company of late', async () => {
    const { psa, add, tick, service } = await aDesk(database);
    const give = (ref: string, technicianId: string) =>
      assignTicket(psa, A, { ticketId: ref, technicianId, ifOwnerIs: null });
    await add('1', { ...PLAIN, company: 'Fabrikam' });
    await give('1', 't2');
    tick(91 * DAY);
    await add('2', { ...PLAIN, priority: 'P1' });
    await add('3', { ...PLAIN, priority: 'P2' });
    await add('4', { ...PLAIN, priority: null });
    for (const ref of ['2', '3', '4']) await give(ref, 't1');
    await service.setStatus(aPerson(), '4', { status: 'closed', expectedVersion: 2 });
    const read = async (company: string | null) =>
      psa.readWork(
        A,
        {
          ticket: { id: '9', queue: null, company: company === null ? null : { id: company, name: company } },
          technicianIds: ['t1', 't2', 't3', 'stranger'],
          slot,
          calendar: true,
        },
        'interactive',
      );
    const { work, unread } = await read('Contoso');
    expect(unread).toEqual([]);
    const rest = { capacity: null, calendar: 'unknown', earliestStart: null } as const;
    expect([...work]).toEqual([
      [
        't1',
        { openTickets: 2, openLoad: 3.5, skills: ['Exchange', 'Intune'], affinity: 'recent-work', ...rest },
      ],
      ['t2', { openTickets: 1, openLoad: 1.5, skills: [], affinity: 'none', ...rest }],
      ['t3', { openTickets: 0, openLoad: 0, skills: [], affinity: 'none', ...rest }],
      ['stranger', { openTickets: 0, openLoad: 0, skills: null, affinity: 'none', ...rest }],
    ]);
    expect((await read('Fabrikam')).work.get('t2')?.affinity).toBe('none');
    expect((await read(null)).work.get('t1')?.affinity).toBe('unknown');
  });

  it('REL-1: a part that cannot be read is named and the rest stands; only when all fail, reading fails', async () => {
    const { store, roster } = await aDesk(database);
    const down = async (): Promise<never> => {
      throw new AppError('store_down', 'no');
    };
    const question = {
      ticket: { id: '9', queue: null, company: { id: 'c', name: 'c' } },
      technicianIds: ['t1'],
      slot,
      calendar: true,
    };
    const clock = { now: () => NOW };
    const half = createRosterTickets({ roster, tickets: { ...store, readRosterWork: down }, clock });
    const { work, unread } = await half.readWork(A, question, 'interactive');
    expect(unread.map(({ part }) => part)).toEqual(['load']);
    expect(work.get('t1')).toMatchObject({ openTickets: null, openLoad: null, affinity: 'none' });
    const none = createRosterTickets({
      roster: { listRoster: down },
      tickets: { ...store, readRosterWork: down, readRosterAffinity: down },
      clock,
    });
    await expect(none.readWork(A, question, 'interactive')).rejects.toMatchObject({ code: 'store_down' });
    const broken = async (): Promise<never> => {
      throw new TypeError('a fault of the program');
    };
    const faulty = createRosterTickets({ roster, tickets: { ...store, readRosterWork: broken }, clock });
    await expect(faulty.readWork(A, question, 'interactive')).rejects.toThrow(TypeError);
  });

  it('INS-3: the catalogue has four priorities, and the names that tickets and technicians use', async () => {
    const { psa, add } = await aDesk(database);
    await add('1', { ...PLAIN, queue: 'Projects' });
    await add('2', { ...PLAIN, company: 'contoso' });
    const catalogue = await psa.readCatalogue(A, 'interactive');
    expect(catalogue.priorities.map(({ id, rank }) => [id, rank])).toEqual([
      ['P1', 1],
      ['P2', 2],
      ['P3', 3],
      ['P4', 4],
    ]);
    expect(catalogue.queues.map(({ name }) => name)).toEqual(['Projects', 'Service Desk']);
    expect(catalogue.companies).toEqual([{ id: 'Contoso', name: 'Contoso' }]);
    expect(catalogue.skills).toEqual(['Exchange', 'Intune']);
  });

  describe('an assignment', () => {
    it('DIS-1: leaves what another desk has, or is for somebody who takes no tickets', async () => {
      const { psa, add, store } = await aDesk(database);
      await add('2', PLAIN);
      const assign = (technicianId: string, where = A) =>
        assignTicket(psa, where, { ticketId: '2', technicianId, ifOwnerIs: null });
      expect(await assign('t1', connectionOf(DESK_B))).toEqual({ kind: 'gone' });
      for (const nobody of ['t4', 'stranger']) {
        expect(await assign(nobody)).toEqual({ kind: 'technician-refused', text: expect.any(String) });
      }
      expect((await store.readRosterTicket(DESK_A, '2'))?.ownerId).toBeNull();
    });

    it('DIS-9: of many at once for one ticket, one gets it and the others hear whose it is', async () => {
      const { psa, add, store } = await aDesk(database);
      await add('1', PLAIN);
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) => {
          const wish = { ticketId: '1', technicianId: `t${(index % 3) + 1}`, ifOwnerIs: null };
          return assignTicket(psa, A, wish);
        }),
      );
      const { ownerId, version } = (await store.readRosterTicket(DESK_A, '1')) ?? {};
      expect(version).toBe(2);
      expect(outcomes.filter(({ kind }) => kind === 'assigned')).toHaveLength(4);
      for (const outcome of outcomes) {
        if (outcome.kind !== 'assigned') expect(outcome).toMatchObject({ kind: 'owned', ownerId });
      }
    });

    it('has no calendar to book, and no webhooks', async () => {
      const { psa } = await aDesk(database);
      const wish = { ticketId: '1', ticketRef: '1', technicianId: 't1', slot };
      expect(await psa.book(A, wish, 'interactive')).toEqual({ kind: 'not-supported' });
      const message = { headers: {}, body: '{"id":1}', secret: 's' };
      expect(await psa.readHook(A, message)).toEqual({ kind: 'forged' });
    });
  });

  describe('writing tickets down', () => {
    it('PSA-1: numbers follow each other where none is given, names keep the spelling that is there', async () => {
      const { service } = await aDesk(database);
      const save = (changes: Partial<RosterTicketDetails> & { readonly ref?: string }) =>
        service.save(aPerson(), { ...PLAIN, ref: null, expectedVersion: 0, ...changes });
      expect((await save({})).ref).toBe('1');
      expect((await save({ ref: ' #inc 7 ' })).ref).toBe('INC7');
      expect((await save({ ref: '41' })).ref).toBe('41');
      const messy = {
        title: ' VPN \n is  down ',
        company: ' CONTOSO ',
        queue: '  ',
        requiredSkills: ['a', ' A ', ''],
      };
      expect(await save(messy)).toMatchObject({
        ref: '42',
        title: 'VPN is down',
        company: 'Contoso',
        queue: null,
        requiredSkills: ['A'],
        version: 1,
        status: 'open',
        ownerId: null,
      });
    });

    it('PSA-1: every fault is named with its field, and nothing is written', async () => {
      const { service } = await aDesk(database);
      const bad = {
        ref: '!',
        title: ' ',
        priority: 'P9' as 'P1',
        queue: 'q'.repeat(101),
        company: 'c'.repeat(101),
        requiredSkills: ['s'.repeat(61), ...Array.from({ length: 20 }, (_, index) => `s${index}`)],
        expectedVersion: 0,
      };
      const error = await service.save(aPerson(), bad).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ code: 'invalid_input' });
      const { faults } = (error as AppError).details as {
        faults: readonly { field: string; rule: string }[];
      };
      expect(faults.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
        'ref malformed',
        'title missing',
        'priority unknown',
        'queue too-long',
        'company too-long',
        'requiredSkills too-many',
        'requiredSkills too-long',
      ]);
      const all = { phase: 'any', unassignedOnly: false, limit: 9 } as const;
      expect(await service.list(aPerson(), all)).toEqual([]);
    });

    it('PSA-1: nobody overwrites what somebody else wrote meanwhile, dispatch among them', async () => {
      const { service, psa } = await aDesk(database);
      const change = (title: string, expectedVersion: number) =>
        service.save(aPerson(), { ...PLAIN, title, ref: '1', expectedVersion });
      const both = await Promise.allSettled([change('one', 0), change('two', 0)]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await assignTicket(psa, A, { ticketId: '1', technicianId: 't1', ifOwnerIs: null });
      await expect(change('three', 1)).rejects.toMatchObject({ code: 'conflict' });
      expect(await change('three', 2)).toMatchObject({ title: 'three', ownerId: 't1', version: 3 });
      await expect(
        service.setStatus(aPerson(), '1', { status: 'closed', expectedVersion: 2 }),
      ).rejects.toMatchObject({ code: 'conflict' });
      const missing = service.save(aPerson(), { ...PLAIN, ref: '8', expectedVersion: 3 });
      await expect(missing).rejects.toMatchObject({ code: 'ticket_not_found' });
    });

    it('DATA-2: each change is in the trail, without the words of a customer', async () => {
      const { service, audit } = await aDesk(database);
      await service.save(aPerson(), { ...PLAIN, ref: '1', expectedVersion: 0 });
      await service.save(aPerson(), { ...PLAIN, priority: 'P1', ref: '1', expectedVersion: 1 });
      await service.setStatus(aPerson(), '1', { status: 'closed', expectedVersion: 2 });
      await service.setStatus(aPerson(), '1', { status: 'open', expectedVersion: 3 });
      const trail = await audit.listAudit(DESK_A, { limit: 9, before: null });
      expect(trail.map(({ action, subjectId }) => `${action} ${subjectId}`)).toEqual([
        'reopened 1',
        'closed 1',
        'updated 1',
        'created 1',
      ]);
      expect(trail[2]).toMatchObject({ before: { priority: 'P2' }, after: { priority: 'P1' } });
      expect(JSON.stringify(trail)).not.toContain('Outlook');
    });

    it('asks for the right first: members see nothing, keys need their scope', async () => {
      const { service } = await aDesk(database);
      const all = { phase: 'any', unassignedOnly: false, limit: 9 } as const;
      const key = (scope: string): Caller => ({
        kind: 'key',
        deskId: DESK_A,
        id: 'k',
        name: 'k',
        scopes: [scope],
      });
      const ticket = { ...PLAIN, ref: '1', expectedVersion: 0 };
      const refused = { code: 'not_allowed' };
      await expect(service.list(aPerson('member'), all)).rejects.toMatchObject(refused);
      await expect(service.read(aPerson('member'), '1')).rejects.toMatchObject(refused);
      await expect(service.save(key('dispatch:read'), ticket)).rejects.toMatchObject(refused);
      const close = { status: 'closed', expectedVersion: 1 } as const;
      await expect(service.setStatus(key('dispatch:read'), '1', close)).rejects.toMatchObject(refused);
      await service.save(key('dispatch:write'), ticket);
      expect(await service.read(key('dispatch:read'), '#1')).toMatchObject({ ref: '1' });
      await expect(service.read(aPerson('lead', DESK_B), '1')).rejects.toMatchObject({
        code: 'ticket_not_found',
      });
    });
  });
});

/** Three who take tickets and one who does not, on a database of their own. */
async function aDesk(database: TestDatabase) {
  const { roster, rosterTickets: store, audit } = await database.openStore();
  const write = [
    anEntry('t1', { skills: ['Exchange', 'Intune'] }),
    anEntry('t2'),
    anEntry('t3'),
    anEntry('t4', { active: false }),
  ];
  await roster.changeRoster(DESK_A, () => ({ write, remove: [], audit: [], result: null }));
  let now = NOW;
  const clock = { now: () => now };
  const service = createRosterTicketsService({ store, clock });
  return {
    roster,
    store: store satisfies RosterTicketStore,
    audit,
    service,
    psa: createRosterTickets({ roster, tickets: store, clock }),
    add: (ref: string, details: RosterTicketDetails) =>
      service.save(aPerson(), { ...details, ref, expectedVersion: 0 }),
    tick: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}
