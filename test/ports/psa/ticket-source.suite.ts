import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HookMessage, Ticket, TechnicianWork } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { DAY, HOUR, MINUTE } from '#kernel/interval.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { TicketAdapter, TicketSimulation, TicketsUnderTest } from './ticket-simulation.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const DESK = '0a000000-0000-4000-8000-00000000000a';
/** Numbers of the made-up desk. */
const AISHA = 2;
const BEN = 3;
const SAM = 4;
const ROSA = 13;
const WEI = 43;
const CLIENT = 11;
const QUIET_CLIENT = 14;
const slot = { start: new Date(NOW.getTime() + 10 * MINUTE), end: new Date(NOW.getTime() + 70 * MINUTE) };
const at = (minutes: number): Date => new Date(slot.start.getTime() + minutes * MINUTE);

type Part = NonNullable<TicketsUnderTest['lacks']>[number];

/** In place of `it` and `describe`: what a PSA does not have is no promise of its adapter. */
function notForThisPsa(_name: string, _test: () => unknown): void {}

/** One suite for every PSA: tickets, work, assignments, bookings and hooks (PSA-1). */
export function ticketSourceSuite({ name, knows, lacks = [], start, adapter }: TicketsUnderTest): void {
  const itWith = (part: Part): typeof notForThisPsa => (lacks.includes(part) ? notForThisPsa : it);
  const describeWith = (part: Part): ((name: string, suite: () => void) => void) =>
    lacks.includes(part) ? notForThisPsa : describe;

  describe(`tickets of ${name}`, () => {
    let now = NOW;
    let waits: number[] = [];
    let psa: TicketSimulation;
    let source: TicketAdapter;
    const clock: Clock = { now: () => now };
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      now = new Date(now.getTime() + milliseconds);
    };
    const connection = () => psa.connectionOf(DESK);
    const find = (ref: string, budget: Budget = 'interactive') =>
      source.findTicket(connection(), ref, budget);
    const found = async (ticket: number): Promise<Ticket> => {
      const answer = await find(psa.ticketRef(ticket));
      if (answer === null) throw new Error(`ticket ${ticket} was not found`);
      return answer;
    };
    const assign = (ticket: number, agent: number | null, ifOwnerIs: number | null = null) =>
      assignTicket(source, connection(), {
        ticketId: psa.ticketId(ticket),
        technicianId: agent === null ? null : psa.technicianId(agent),
        ifOwnerIs: ifOwnerIs === null ? null : psa.technicianId(ifOwnerIs),
      });
    const read = async (
      ticket: number,
      agents: readonly number[],
      options: { calendar?: boolean; start?: Date } = {},
    ) => {
      const from = options.start ?? slot.start;
      const question = {
        ticket: await found(ticket),
        technicianIds: agents.map((agent) => psa.technicianId(agent)),
        slot: { start: from, end: new Date(from.getTime() + HOUR) },
        calendar: options.calendar ?? true,
      };
      const reading = await source.readWork(connection(), question, 'interactive');
      const of = (agent: number): TechnicianWork => {
        const work = reading.work.get(psa.technicianId(agent));
        if (work === undefined) throw new Error(`no work of agent ${agent}`);
        return work;
      };
      return { ...reading, of };
    };
    const book = (ticket: number, agent: number, from: Date = slot.start) =>
      source.book(
        connection(),
        {
          ticketId: psa.ticketId(ticket),
          ticketRef: psa.ticketRef(ticket),
          technicianId: psa.technicianId(agent),
          slot: { start: from, end: new Date(from.getTime() + HOUR) },
        },
        'interactive',
      );
    const ownerOf = async (ticket: number) => (await found(ticket)).ownerId;

    beforeAll(async () => {
      psa = await start(clock);
    });
    afterAll(() => psa.close());
    beforeEach(() => {
      now = NOW;
      waits = [];
      psa.reset();
      source = adapter({ psa, clock, sleep });
    });

    describe('a ticket', () => {
      it('PSA-2: comes with priority, queue, status, owner, company and title', async () => {
        const ticket = await found(4711);
        expect(ticket).toMatchObject({
          id: psa.ticketId(4711),
          ref: psa.ticketRef(4711),
          title: 'Outlook asks for the password again and again',
          status: { phase: 'open' },
          priority: { rank: 2 },
          ownerId: null,
          ownerName: null,
          company: { name: psa.desk.clients.find(({ id }) => id === CLIENT)?.name },
          queue: { name: 'Service Desk' },
        });
        expect(ticket.openedAt?.toISOString()).toBe(
          psa.desk.tickets.find(({ id }) => id === 4711)?.dateoccurred,
        );
        if (ticket.link !== null) expect(URL.canParse(ticket.link)).toBe(true);
      });

      itWith('texts')('PSA-2: comes with the customer’s words, and with the name of its owner', async () => {
        expect((await found(4711)).description).toContain('Reported by telephone');
        const name = psa.desk.agents.find(({ id }) => id === AISHA)?.name;
        expect((await found(4701)).ownerName).toBe(name);
      });

      it('PSA-2: says whose it is, and when it is closed', async () => {
        expect((await found(4701)).ownerId).toBe(psa.technicianId(AISHA));
        expect(await found(4700)).toMatchObject({ status: { phase: 'closed' } });
      });

      it.each([
        [4712, 1],
        [4711, 2],
        [4713, 3],
        [4732, 4],
      ])('INS-3: the priority of %d has rank %d', async (ticket, rank) => {
        expect((await found(ticket)).priority?.rank).toBe(rank);
      });

      it('is found by number as people type it, and by id', async () => {
        const { id, ref } = await found(4711);
        for (const typed of [ref, `#${ref}`, ` # ${ref} `, id]) expect((await find(typed))?.id).toBe(id);
      });

      it.each([
        '999999',
        '',
        '#',
        '4711" or "1"="1',
        "4711' or id > 0",
        '../4711',
        '4711/../4700',
        '4711?x=1',
        '4711%20',
        '4711%',
        '\0',
        '-1',
        '4711.5',
        '9'.repeat(30),
        '\u0664\u0667\u0661\u0661',
        '4711\r\nX: y',
      ])('what people typed is data: %j is no ticket', async (typed) => {
        expect(await find(typed)).toBeNull();
      });

      it('is read anew each time', async () => {
        await found(4711);
        psa.changeTicket(4711, { owner: ROSA, title: 'Changed' });
        expect(await found(4711)).toMatchObject({ ownerId: psa.technicianId(ROSA), title: 'Changed' });
        psa.changeTicket(4711, 'remove');
        expect(await find(psa.ticketRef(4711))).toBeNull();
      });

      it('CHAT-6: keeps foreign words as they are', async () => {
        psa.changeTicket(4711, {
          title: '<at>everyone</at> **now**',
          description: '<p>Hi &amp; <b>bye</b></p>',
        });
        const ticket = await found(4711);
        expect(ticket.title).toBe('<at>everyone</at> **now**');
        if (!lacks.includes('texts')) expect(ticket.description).toContain('<b>bye</b>');
      });

      describeWith('network')('over a network', () => {
        it.each([
          ['503', 'psa_down'],
          ['500', 'psa_down'],
          ['reset', 'psa_down'],
          ['html', 'psa_down'],
          ['truncate', 'psa_down'],
          ['wrong-type', 'psa_down'],
          ['429', 'psa_throttled'],
          ['403', 'psa_permission_missing'],
          ['html:404', 'psa_down'],
        ])('REL-1: %s is %s, never "no such ticket"', async (fault, code) => {
          psa.spoil('ticket', fault);
          await expect(find(psa.ticketRef(4711))).rejects.toMatchObject({ code });
        });

        it.each(['503', '429:1'])('REL-1: one %s passes unnoticed, after a wait', async (fault) => {
          psa.spoil('ticket', fault, 1);
          expect((await found(4711)).id).toBe(psa.ticketId(4711));
          expect(waits).toHaveLength(1);
        });

        it('REL-1: two resets pass unnoticed', async () => {
          // A kept connection that is gone is replaced at once.
          psa.spoil('ticket', 'reset', 2);
          expect((await found(4711)).id).toBe(psa.ticketId(4711));
          expect(waits.length).toBeGreaterThan(0);
          expect(waits.length).toBeLessThanOrEqual(2);
        });

        it('PSA-3: a missing right is named', async () => {
          const limited = psa.withoutRight(connection(), 'read');
          await expect(source.findTicket(limited, psa.ticketRef(4711), 'interactive')).rejects.toMatchObject({
            code: 'psa_permission_missing',
            details: { missing: [expect.any(String)] },
          });
        });
      });
    });

    describe('a list of tickets', () => {
      const list = (question: Partial<Parameters<TicketAdapter['listTickets']>[1]>) =>
        source.listTickets(
          connection(),
          { phase: 'open', unassignedOnly: false, limit: 200, ...question },
          'interactive',
        );
      const idsOf = (isWanted: (ticket: TicketSimulation['desk']['tickets'][number]) => boolean) =>
        psa.desk.tickets.filter(isWanted).map(({ id }) => psa.ticketId(id));
      const isOpen = ({ status_id }: { readonly status_id: number }) =>
        psa.desk.statuses.find(({ id }) => id === status_id)?.closed === false;

      it('holds the open ones, newest first', async () => {
        const tickets = await list({});
        expect(tickets.map(({ id }) => id)).toEqual(idsOf(isOpen));
        expect(tickets.every(({ status }) => status.phase === 'open')).toBe(true);
        const one = tickets.find(({ id }) => id === psa.ticketId(4711));
        expect(one).toMatchObject({ ref: psa.ticketRef(4711), priority: { rank: 2 }, ownerId: null });
      });

      it('holds those of nobody when asked, and closed ones only when asked', async () => {
        const unassigned = await list({ unassignedOnly: true });
        expect(unassigned.map(({ id }) => id)).toEqual(
          idsOf((ticket) => isOpen(ticket) && ticket.agent_id === 1),
        );
        const any = await list({ phase: 'any' });
        expect(any.map(({ id }) => id)).toEqual(idsOf(() => true));
        expect(any.find(({ id }) => id === psa.ticketId(4700))?.status.phase).toBe('closed');
      });

      it('ends at the limit, across pages, with each ticket once', async () => {
        const added = Array.from({ length: 230 }, () => psa.addTicket({}));
        const tickets = await list({});
        expect(tickets).toHaveLength(200);
        expect(new Set(tickets.map(({ id }) => id)).size).toBe(200);
        expect(tickets[0]?.id).toBe(psa.ticketId(added.at(-1) ?? 0));
        expect(await list({ limit: 3 })).toHaveLength(3);
      });
    });

    describe('work', () => {
      const everybody = () => psa.desk.agents.filter(({ id }) => id !== 1).map(({ id }) => id);

      it('DIS-4: counts open tickets, weighted by priority', async () => {
        const { of, unread } = await read(4711, everybody());
        expect(unread).toEqual([]);
        const closed = new Set(psa.desk.statuses.filter((status) => status.closed).map(({ id }) => id));
        for (const agent of everybody()) {
          const open = psa.desk.tickets.filter((one) => one.agent_id === agent && !closed.has(one.status_id));
          const load = open.reduce((sum, { priority_id: rank }) => sum + ({ 1: 2, 2: 1.5 }[rank] ?? 1), 0);
          expect(of(agent)).toMatchObject({ openTickets: open.length, openLoad: load });
        }
      });

      it('PSA-2: counts across pages, each ticket once', async () => {
        const before = (await read(4711, [ROSA])).of(ROSA).openTickets ?? Number.NaN;
        for (let added = 0; added < 260; added += 1) psa.addTicket({ owner: ROSA, priority: 1 });
        const { of } = await read(4711, [ROSA]);
        expect(of(ROSA).openTickets).toBe(before + 260);
      });

      it('DIS-9: sees at once what was just assigned', async () => {
        const before = (await read(4711, [ROSA])).of(ROSA);
        expect(await assign(4711, ROSA)).toEqual({ kind: 'assigned' });
        const after = (await read(4712, [ROSA])).of(ROSA);
        expect(after.openTickets).toBe((before.openTickets ?? 0) + 1);
        expect(after.openLoad).toBe((before.openLoad ?? 0) + 1.5);
      });

      it('AV-8: needs as many requests for everybody as for one', async () => {
        await read(4711, [ROSA]);
        const one = psa.requests();
        psa.reset();
        source = adapter({ psa, clock, sleep });
        const { work } = await read(4711, everybody());
        expect(psa.requests()).toBe(one);
        expect([...work.keys()].toSorted()).toEqual(
          everybody()
            .map((agent) => psa.technicianId(agent))
            .toSorted(),
        );
      });

      it('answers for a technician that the PSA does not know', async () => {
        const question = { ticket: await found(4711), technicianIds: ['424242'], slot, calendar: true };
        const { work } = await source.readWork(connection(), question, 'interactive');
        expect([...work.keys()]).toEqual(['424242']);
      });

      itWith('calendar')(
        'DIS-2: the calendar blocks the slot’s start, half-open, up to the end of the entries that follow',
        async () => {
          const appointment = (agent: number, from: number, to: number) =>
            psa.addEntry({ agent, start: at(from), end: at(to), kind: 'appointment' });
          appointment(AISHA, -30, 20);
          appointment(AISHA, 20, 45);
          appointment(BEN, -30, 0);
          appointment(SAM, 30, 60);
          psa.addEntry({ agent: ROSA, start: at(-600), end: at(900), kind: 'time-off' });
          const { of, unread } = await read(4711, [AISHA, BEN, SAM, ROSA, WEI]);
          expect(unread).toEqual([]);
          expect(of(AISHA)).toMatchObject({ calendar: 'busy', earliestStart: at(45) });
          expect(of(BEN)).toMatchObject({ calendar: 'free', earliestStart: slot.start });
          expect(of(SAM)).toMatchObject({ calendar: 'free', earliestStart: slot.start });
          expect(of(ROSA).calendar).toBe('time-off');
          expect(of(WEI)).toMatchObject({ calendar: 'free', earliestStart: slot.start });
        },
      );

      itWith('calendar')('DIS-2: an entry that began days ago still blocks', async () => {
        psa.addEntry({ agent: AISHA, start: at(-3 * 24 * 60), end: at(60), kind: 'time-off' });
        expect((await read(4711, [AISHA])).of(AISHA).calendar).toBe('time-off');
      });

      (knows.hours ? it : notForThisPsa)(
        'DIS-2: working hours are those of the wall clock, in summer too',
        async () => {
          psa.setHours({ from: '09:00', to: '17:30', days: [1, 2, 3, 4, 5], zone: 'Europe/London' });
          const cases = [
            ['2026-11-23T09:10:00Z', 'free', '2026-11-23T09:10:00Z'],
            ['2026-11-23T08:59:00Z', 'outside-hours', '2026-11-23T09:00:00Z'],
            ['2026-11-23T17:30:00Z', 'outside-hours', '2026-11-24T09:00:00Z'],
            ['2026-11-28T10:00:00Z', 'outside-hours', '2026-11-30T09:00:00Z'],
            ['2026-07-06T08:10:00Z', 'free', '2026-07-06T08:10:00Z'],
            ['2026-07-06T07:50:00Z', 'outside-hours', '2026-07-06T08:00:00Z'],
          ] as const;
          for (const [from, calendar, earliest] of cases) {
            const { of } = await read(4711, [AISHA], { start: new Date(from) });
            expect({ from, ...of(AISHA) }).toMatchObject({
              from,
              calendar,
              earliestStart: new Date(earliest),
            });
          }
        },
      );

      itWith('calendar')('DIS-2: a workflow that ignores the calendar costs no request for it', async () => {
        psa.addEntry({ agent: AISHA, start: at(-30), end: at(20), kind: 'appointment' });
        const { of } = await read(4711, [AISHA], { calendar: false });
        expect(of(AISHA)).toMatchObject({ calendar: 'unknown', earliestStart: null });
        expect(psa.calls('calendar')).toBe(0);
      });

      it('DIS-4: knows who worked for the company in the last 90 days', async () => {
        const opened = (days: number) => new Date(NOW.getTime() - days * DAY);
        psa.addTicket({ owner: AISHA, client: QUIET_CLIENT, closed: true, openedAt: opened(60) });
        psa.addTicket({ owner: WEI, client: QUIET_CLIENT, closed: true, openedAt: opened(95) });
        const ticket = psa.addTicket({ client: QUIET_CLIENT });
        const { of } = await read(ticket, [AISHA, WEI]);
        expect(of(AISHA).affinity).toBe('recent-work');
        expect(of(WEI).affinity).toBe('none');
      });

      (knows.skills ? it : notForThisPsa)('PSA-2: knows skills', async () => {
        const { of } = await read(4711, [AISHA, WEI]);
        expect(of(AISHA).skills?.toSorted()).toEqual(['Hardware', 'Microsoft 365']);
        expect(of(WEI).skills).toEqual([]);
      });

      itWith('network')('DIS-6: a part that cannot be read is named, and the rest stands', async () => {
        psa.spoil('calendar', '500');
        const { of, unread } = await read(4711, [AISHA]);
        expect(unread).toEqual([{ part: 'calendar', error: expect.objectContaining({ code: 'psa_down' }) }]);
        expect(of(AISHA)).toMatchObject({ calendar: 'unknown', earliestStart: null });
        expect(of(AISHA).openTickets).toBeGreaterThan(0);
        psa.reset();
        const ticket = await found(4711);
        psa.spoil('tickets', '500');
        const question = { ticket, technicianIds: [psa.technicianId(AISHA)], slot, calendar: true };
        const second = await adapter({ psa, clock, sleep }).readWork(connection(), question, 'interactive');
        expect(second.unread.map(({ part }) => part)).toContain('load');
        expect(second.work.get(psa.technicianId(AISHA))).toMatchObject({
          openTickets: null,
          openLoad: null,
          calendar: 'free',
        });
      });
    });

    describe('names for instructions', () => {
      const catalogue = (where = connection()) => source.readCatalogue(where, 'interactive');

      it('INS-3: priorities come most urgent first, with the ids that tickets carry', async () => {
        const { priorities } = await catalogue();
        const ranks = priorities.map(({ rank }) => rank);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(new Set(ranks)).toEqual(new Set([1, 2, 3, 4]));
        const ticket = await found(4711);
        expect(priorities.find(({ id }) => id === ticket.priority?.id)).toEqual(ticket.priority);
      });

      it('INS-2: queues and companies come by name, with the ids that tickets carry', async () => {
        const { queues, companies } = await catalogue();
        const ticket = await found(4711);
        expect(queues).toContainEqual(ticket.queue);
        expect(companies).toContainEqual(ticket.company);
        expect(companies.map((company) => company.name).toSorted()).toEqual(
          psa.desk.clients.map((client) => client.name).toSorted(),
        );
      });

      (knows.skills ? it : notForThisPsa)('INS-2: skills come sorted, each once', async () => {
        const { skills } = await catalogue();
        const known = new Set(psa.desk.agents.flatMap((agent) => agent.skills ?? []));
        expect(skills).toEqual([...known].toSorted());
      });

      itWith('network')('is kept for an hour, and not across a new connection', async () => {
        await catalogue();
        const first = psa.requests();
        await catalogue();
        expect(psa.requests()).toBe(first);
        await catalogue({ ...connection(), connectedAt: new Date(NOW.getTime() + 1) });
        expect(psa.requests()).toBeGreaterThan(first);
        const second = psa.requests();
        now = new Date(NOW.getTime() + HOUR + 1000);
        await catalogue();
        expect(psa.requests()).toBeGreaterThan(second);
      });

      itWith('network')('a failure is not kept', async () => {
        psa.spoil('catalogue', '500', 1);
        await expect(catalogue()).rejects.toMatchObject({ code: 'psa_down' });
        expect((await catalogue()).priorities.length).toBeGreaterThan(0);
      });
    });

    describe('an assignment', () => {
      const writes = () => psa.assignments().map(({ ticketId, technicianId }) => [ticketId, technicianId]);

      it('DIS-8: is written once and read back', async () => {
        expect(await assign(4711, ROSA)).toEqual({ kind: 'assigned' });
        expect(await ownerOf(4711)).toBe(psa.technicianId(ROSA));
        expect(writes()).toEqual([[psa.ticketId(4711), psa.technicianId(ROSA)]]);
      });

      it('DIS-8: is safe to repeat', async () => {
        await assign(4711, ROSA);
        expect(await assign(4711, ROSA)).toEqual({ kind: 'assigned' });
        expect(writes()).toHaveLength(1);
        expect(psa.calls('write-ticket')).toBe(1);
      });

      it('DIS-8: takes the ticket from the one who had it, and gives it back to nobody', async () => {
        expect(await assign(4701, ROSA, AISHA)).toEqual({ kind: 'assigned' });
        expect(await assign(4701, null, ROSA)).toEqual({ kind: 'assigned' });
        expect(await found(4701)).toMatchObject({ ownerId: null, ownerName: null });
        expect(await assign(4701, null, null)).toEqual({ kind: 'assigned' });
        expect(psa.calls('write-ticket')).toBe(2);
      });

      it('DIS-1: leaves a ticket that somebody else has by now, and names them', async () => {
        psa.changeTicket(4711, { owner: BEN });
        const name = psa.desk.agents.find(({ id }) => id === BEN)?.name;
        expect(await assign(4711, ROSA)).toEqual({
          kind: 'owned',
          ownerId: psa.technicianId(BEN),
          ownerName: name,
        });
        expect(await assign(4711, ROSA, AISHA)).toMatchObject({ kind: 'owned' });
        expect(psa.calls('write-ticket')).toBe(0);
      });

      it('DIS-1: a ticket that its owner gave back meanwhile is taken from nobody', async () => {
        psa.changeTicket(4701, { owner: null });
        expect(await assign(4701, ROSA, AISHA)).toEqual({ kind: 'assigned' });
        expect(await ownerOf(4701)).toBe(psa.technicianId(ROSA));
      });

      it('DIS-1: leaves a closed ticket and one that is gone', async () => {
        psa.changeTicket(4711, { closed: true });
        expect(await assign(4711, ROSA)).toEqual({ kind: 'closed' });
        psa.changeTicket(4711, 'remove');
        expect(await assign(4711, ROSA)).toEqual({ kind: 'gone' });
        expect(psa.calls('write-ticket')).toBe(0);
      });

      itWith('network')('DIS-8: whoever overwrites us is seen when the ticket is read back', async () => {
        psa.afterNextWrite(() => psa.changeTicket(4711, { owner: BEN }));
        expect(await assign(4711, ROSA)).toMatchObject({ kind: 'owned', ownerId: psa.technicianId(BEN) });
      });

      it('DIS-9: a technician whom the PSA refuses is told apart, in its words', async () => {
        psa.disableAgent(ROSA);
        const outcome = await assign(4711, ROSA);
        expect(outcome).toEqual({ kind: 'technician-refused', text: expect.stringMatching(/./) });
        if (outcome.kind === 'technician-refused') expect(outcome.text.length).toBeLessThanOrEqual(300);
        expect(await ownerOf(4711)).toBeNull();
        expect(psa.assignments()).toEqual([]);
      });

      describeWith('network')('over a network', () => {
        it('REL-2: a write whose answer is lost is not doubled by whoever repeats it', async () => {
          psa.spoil('write-ticket', 'reset-after', 1);
          const first = await assign(4711, ROSA).catch((error: unknown) => error);
          if (first instanceof Error) expect(first).toMatchObject({ code: 'psa_down' });
          expect(await assign(4711, ROSA)).toEqual({ kind: 'assigned' });
          expect(writes()).toEqual([[psa.ticketId(4711), psa.technicianId(ROSA)]]);
        });

        it('REL-1: a write that fails inside is not sent again', async () => {
          psa.spoil('write-ticket', '500');
          await expect(assign(4711, ROSA)).rejects.toMatchObject({ code: 'psa_down' });
          expect(psa.calls('write-ticket')).toBe(1);
          expect(await ownerOf(4711)).toBeNull();
        });

        it('REL-1: a 404 that is not the PSA’s own says nothing about the ticket', async () => {
          psa.spoil('write-ticket', 'html:404');
          await expect(assign(4711, ROSA)).rejects.toMatchObject({ code: 'psa_down' });
          psa.spoil('ticket', 'html:404');
          await expect(assign(4711, ROSA)).rejects.toMatchObject({ code: 'psa_down' });
          expect(psa.assignments()).toEqual([]);
        });

        it('REL-1: a throttled write waits as long as the PSA asks', async () => {
          psa.spoil('write-ticket', '429:2', 1);
          expect(await assign(4711, ROSA)).toEqual({ kind: 'assigned' });
          expect(waits).toEqual([2000]);
          expect(writes()).toHaveLength(1);
        });

        it('PSA-3: a missing right to write is named, and nothing changes', async () => {
          const wish = {
            ticketId: psa.ticketId(4711),
            technicianId: psa.technicianId(ROSA),
            ifOwnerIs: null,
          };
          const limited = psa.withoutRight(connection(), 'write');
          await expect(assignTicket(source, limited, wish)).rejects.toMatchObject({
            code: 'psa_permission_missing',
          });
          expect(await ownerOf(4711)).toBeNull();
        });

        it('REL-1: begun and never used, it writes nothing and troubles nobody when the PSA is down', async () => {
          psa.spoil('ticket', 'reset');
          source.beginAssign(connection(), psa.ticketId(4711), 'interactive');
          await expect.poll(() => psa.calls('ticket')).toBeGreaterThan(0);
          expect(psa.calls('write-ticket')).toBe(0);
        });

        it('REL-1: nothing is written while the ticket cannot be read', async () => {
          psa.spoil('ticket', '503');
          await expect(assign(4711, ROSA)).rejects.toMatchObject({ code: 'psa_down' });
          expect(psa.calls('write-ticket')).toBe(0);
        });
      });
    });

    describeWith('booking')('a booking', () => {
      it('DIS-8: stands in the calendar, with the very times', async () => {
        expect(await book(4711, ROSA)).toEqual({ kind: 'booked', entryId: expect.stringMatching(/./) });
        expect(psa.bookings()).toEqual([
          {
            ticketId: psa.ticketId(4711),
            technicianId: psa.technicianId(ROSA),
            start: slot.start,
            end: new Date(slot.start.getTime() + HOUR),
          },
        ]);
        expect((await read(4712, [ROSA])).of(ROSA).calendar).toBe('busy');
      });

      it('DIS-8: is made once, however often it is asked for', async () => {
        const first = await book(4711, ROSA);
        expect(await book(4711, ROSA)).toEqual(first);
        expect(psa.bookings()).toHaveLength(1);
      });

      it('DIS-8: is found again though calendars keep no fractions of a second', async () => {
        const odd = new Date(slot.start.getTime() + 23_457);
        const first = await book(4711, ROSA, odd);
        expect(first).toMatchObject({ kind: 'booked' });
        expect(await book(4711, ROSA, odd)).toEqual(first);
        const [booking, ...others] = psa.bookings();
        expect(booking?.start).toEqual(new Date(slot.start.getTime() + 23_000));
        expect(others).toEqual([]);
      });

      it('DIS-8: of another ticket, technician or start is another one', async () => {
        await book(4711, ROSA);
        expect(await book(4711, AISHA)).toMatchObject({ kind: 'booked' });
        expect(await book(4711, ROSA, at(120))).toMatchObject({ kind: 'booked' });
        expect(await book(4712, BEN)).toMatchObject({ kind: 'booked' });
        expect(psa.bookings()).toHaveLength(4);
      });

      it('REL-2: one whose answer is lost is not doubled by whoever repeats it', async () => {
        psa.spoil('write-calendar', 'reset-after', 1);
        await book(4711, ROSA).catch((error: unknown) => expect(error).toMatchObject({ code: 'psa_down' }));
        expect(psa.bookings()).toHaveLength(1);
        expect(await book(4711, ROSA)).toMatchObject({ kind: 'booked' });
        expect(psa.bookings()).toHaveLength(1);
      });

      it.each(['500', '503', 'reset'])(
        'REL-1: one that fails (%s) is not sent again unseen',
        async (fault) => {
          psa.spoil('write-calendar', fault);
          await book(4711, ROSA).catch((error: unknown) => expect(error).toMatchObject({ code: 'psa_down' }));
          expect(psa.calls('write-calendar')).toBe(1);
          expect(psa.bookings()).toEqual([]);
        },
      );

      it('REL-2: nothing is booked while the calendar cannot be read', async () => {
        psa.spoil('calendar', '503');
        await expect(book(4711, ROSA)).rejects.toMatchObject({ code: 'psa_down' });
        expect(psa.calls('write-calendar')).toBe(0);
      });

      (knows.conflicts ? it : notForThisPsa)(
        'DIS-9: where another appointment is, is a conflict',
        async () => {
          psa.addEntry({ agent: ROSA, start: at(-10), end: at(30), kind: 'appointment' });
          expect(await book(4711, ROSA)).toEqual({ kind: 'conflict' });
          expect(psa.bookings()).toEqual([]);
        },
      );
    });

    describeWith('hooks')('a hook', () => {
      const SECRET = 'handed-out-when-the-hook-was-made';
      const readHook = (message: Sent, secret = SECRET) =>
        source.readHook(connection(), { ...message, secret });
      const sent = (proof = SECRET) => whatIsSent((url) => psa.sendHook(url, psa.ticketId(4711), proof));

      it('DIS-1: names the ticket, and only that', async () => {
        const reading = await readHook(await sent());
        expect(reading).toMatchObject({ kind: 'tickets', ticketIds: [psa.ticketId(4711)] });
      });

      it('SEC-1: with another proof, or without any, is forged', async () => {
        expect(await readHook(await sent('guessed'))).toEqual({ kind: 'forged' });
        expect(await readHook(await sent(''))).toEqual({ kind: 'forged' });
        const { body } = await sent();
        expect(await readHook({ headers: { 'content-type': 'application/json' }, body })).toEqual({
          kind: 'forged',
        });
        if (knows.secretInAddressOnly) return;
        expect(await readHook(await sent(), 'another desk’s')).toEqual({ kind: 'forged' });
      });

      (knows.signsHooks ? it : notForThisPsa)(
        'SEC-1: a signature belongs to its body, byte for byte',
        async () => {
          const message = await sent();
          expect(await readHook({ ...message, body: `${message.body} ` })).toEqual({ kind: 'forged' });
        },
      );

      it.each(['', '{', '[]', 'null', '{"id":{}}', '[1,null,"x"]'])(
        'SEC-1: a body that makes no sense (%s) names no ticket and breaks nothing',
        async (body) => {
          const reading = await readHook({ ...(await sent()), body });
          if (reading.kind === 'tickets') expect(reading.ticketIds).toEqual([]);
          expect(reading.kind).toBe(knows.signsHooks ? 'forged' : 'tickets');
        },
      );
    });
  });
}

type Sent = Omit<HookMessage, 'secret'>;

/** What arrives at an address of ours. */
async function whatIsSent(send: (url: string) => Promise<void>): Promise<Sent> {
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const headers = Object.entries(message.headers).map(([key, value]) => [key, value?.toString()]);
      resolve({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString('utf8') });
      response.end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  try {
    await send(`http://127.0.0.1:${port}/hooks/psa`);
    return await promise;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
