import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectWise, createConnectWise } from '#adapters/psa/connectwise/connectwise.ts';
import { ticketLink } from '#adapters/psa/connectwise/connectwise-tickets.ts';
import { isTimeOff } from '#adapters/psa/connectwise/connectwise-types.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { HOUR } from '#kernel/interval.ts';
import { silentLogger } from '#kernel/logger.ts';
import { type ConnectWiseSim, startConnectWise } from '../../sandbox/connectwise/connectwise.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ROSA = '13';
const BEN = 3;
const slot = { start: new Date('2026-11-23T09:10:00.250Z'), end: new Date('2026-11-23T10:10:00.250Z') };
const work = { ticket: { id: '4711', company: { id: '11', name: 'x' }, queue: null }, slot, calendar: true };

let now = NOW;
let psa: ConnectWiseSim;
let source: ConnectWise;

beforeAll(async () => {
  psa = await startConnectWise({ port: 0, desk: createDesk(NOW), clock: { now: () => now } });
});
beforeEach(() => {
  now = NOW;
  psa.reset();
  source = createConnectWise({
    clock: { now: () => now },
    sleep: async () => {},
    logger: silentLogger,
    allowLoopback: true,
  });
});
afterAll(() => psa.close());

function connection(changes: Partial<PsaConnection> = {}): PsaConnection {
  const { companyId, clientId, admin } = psa.access;
  return {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'connectwise',
    settings: { baseUrl: psa.origin, companyId, clientId },
    secrets: { publicKey: admin.publicKey, privateKey: admin.privateKey },
    connectedAt: NOW,
    connectedBy: null,
    ...changes,
  };
}

const calls = (route: string) => psa.requests.filter((request) => request.route === route).length;
const assign = (technicianId: string | null, ifOwnerIs: string | null = null) =>
  assignTicket(source, connection(), { ticketId: '4711', technicianId, ifOwnerIs });
const book = () =>
  source.book(connection(), { ticketId: '4711', ticketRef: '4711', technicianId: ROSA, slot }, 'interactive');

describe('the owner of a ticket', () => {
  it('DIS-8: is changed by a JSON patch of the owner, and never of the resources', async () => {
    expect(await assign(ROSA)).toEqual({ kind: 'assigned' });
    expect(psa.state().writes()).toEqual([
      { route: 'patch-ticket', body: [{ op: 'replace', path: 'owner', value: { id: 13 } }] },
    ]);
  });

  it('DIS-8: one conflict is looked at again, and the write repeated', async () => {
    psa.state().setConflicts(1);
    expect(await assign(ROSA)).toEqual({ kind: 'assigned' });
    expect([calls('ticket'), calls('patch-ticket')]).toEqual([3, 2]);
  });

  it('DIS-1: a conflict with somebody who takes the ticket leaves it to them', async () => {
    psa.state().setConflicts(1);
    const ticket = psa.state().ticket(4711);
    const assigning = assign(ROSA);
    while (calls('patch-ticket') === 0) await new Promise((resolve) => setImmediate(resolve));
    if (ticket) psa.state().putTicket({ ...ticket, agent_id: BEN });
    expect(await assigning).toMatchObject({ kind: 'owned', ownerId: String(BEN) });
    expect(psa.assignments()).toEqual([]);
  });

  it('REL-1: conflicts without end are psa_down after two writes', async () => {
    psa.state().setConflicts(9);
    await expect(assign(ROSA)).rejects.toMatchObject({ code: 'psa_down' });
    expect(calls('patch-ticket')).toBe(2);
  });

  it.each(['502', '503', '504', 'reset', 'reset-after'])(
    'REL-2: a write that ends in %s is not repeated, because it may have been done',
    async (fault) => {
      psa.faults.set({ route: 'patch-ticket', fault });
      await expect(assign(ROSA)).rejects.toMatchObject({ code: 'psa_down' });
      expect(calls('patch-ticket')).toBe(1);
    },
  );

  it('PSA-2: a codebase that moves before the write takes it at its new place, once', async () => {
    await source.findTicket(connection(), '4711', 'interactive');
    psa.setCodebase('v2027_1');
    expect(await assign(ROSA)).toEqual({ kind: 'assigned' });
    expect(psa.assignments()).toHaveLength(1);
  });

  it.each(['0', 'x', '99999999999', '13 or 1=1'])(
    'DIS-9: "%s" is no member, and nothing is written',
    async (id) => {
      expect(await assign(id)).toMatchObject({ kind: 'technician-refused' });
      expect(calls('patch-ticket')).toBe(0);
    },
  );

  it('PSA-3: an API member and one who is not there are refused in the vendor’s words', async () => {
    expect(await assign('57')).toEqual({
      kind: 'technician-refused',
      text: expect.stringContaining('cannot own tickets'),
    });
    expect(await assign('4242')).toEqual({ kind: 'technician-refused', text: 'Member 4242 not found' });
  });
});

describe('a schedule entry', () => {
  it('DIS-8: is of the type Service, whose id is looked up, in UTC without fractions, and overlaps nothing', async () => {
    expect(await book()).toMatchObject({ kind: 'booked' });
    expect(psa.state().writes()).toEqual([
      {
        route: 'add-schedule-entry',
        body: {
          objectId: 4711,
          type: { id: 4, identifier: 'S' },
          member: { id: 13 },
          dateStart: '2026-11-23T09:10:00Z',
          dateEnd: '2026-11-23T10:10:00Z',
          allowScheduleConflictsFlag: false,
        },
      },
    ]);
    expect(await book()).toMatchObject({ kind: 'booked' });
    expect(psa.state().writes()).toHaveLength(1);
  });

  it('DIS-8: of a member whom the PSA refuses is refused in its words', async () => {
    psa.state().changeAgent(13, { isdisabled: true });
    expect(await book()).toEqual({ kind: 'refused', text: 'Member not found or inactive' });
  });
});

describe('work', () => {
  const read = async (technicianIds: readonly string[] = [ROSA], where = connection()) =>
    source.readWork(where, { ...work, technicianIds }, 'interactive');

  it('AV-8: hours, types and company teams are read once an hour, tickets and entries each time', async () => {
    await read();
    const first = psa.requests.length;
    await read();
    const again = psa.requests.slice(first).map(({ route }) => route ?? '');
    expect(again.toSorted((a, b) => a.localeCompare(b))).toEqual(['schedule-entries', 'tickets', 'tickets']);
    await read([ROSA], connection({ connectedAt: new Date(NOW.getTime() + 1) }));
    expect(calls('calendars')).toBe(2);
    now = new Date(NOW.getTime() + HOUR + 1);
    await read();
    expect(calls('calendars')).toBe(3);
  });

  it('DIS-4: who looks after the company comes before who worked for it', async () => {
    const ticket = { ...work.ticket, company: { id: '13', name: 'Quayside Logistics' } };
    const reading = await source.readWork(
      connection(),
      { ...work, ticket, technicianIds: [ROSA, '10', '20'] },
      'interactive',
    );
    const ties = ['13', '10', '20'].map((id) => reading.work.get(id)?.affinity);
    expect(ties).toEqual(['account-team', 'recent-work', 'none']);
  });

  it('PSA-3: without the right to read company teams, recent work counts; another failure is told', async () => {
    psa.faults.set({ route: 'company-teams', fault: '403' });
    expect((await read(['2'])).work.get('2')?.affinity).toBe('recent-work');
    psa.faults.set({ route: 'company-teams', fault: '500' });
    source = createConnectWise({
      clock: { now: () => now },
      sleep: async () => {},
      logger: silentLogger,
      allowLoopback: true,
    });
    const { unread, work: found } = await read(['2']);
    expect(unread.map(({ part }) => part)).toEqual(['affinity']);
    expect(found.get('2')?.affinity).toBe('unknown');
  });

  it('INS-3: a priority whose reference does not tell its level is looked up', async () => {
    const [before] = (await read(['15'])).work.values();
    expect(calls('priorities')).toBe(0);
    psa.state().setTellsLevels(false);
    const [after] = (await read(['15'])).work.values();
    expect(after?.openLoad).toBe(before?.openLoad);
    expect((await source.findTicket(connection(), '4712', 'interactive'))?.priority).toEqual({
      id: '11',
      label: 'Priority 1 - Emergency',
      rank: 1,
    });
    expect(calls('priorities')).toBe(1);
  });

  it('DIS-2: whoever has no calendar that we can read is unknown, unless an entry says more', async () => {
    psa.faults.set({ route: 'calendars', fault: '403' });
    const { unread } = await read();
    expect(unread).toMatchObject([{ part: 'calendar', error: { code: 'psa_permission_missing' } }]);
    psa.faults.clear();
    psa.state().work.setHours({ from: '09:00', to: '17:00', days: [1], zone: 'GMT+3/Nowhere' });
    psa.state().work.addEntry({
      agent: 13,
      ticket: null,
      kind: 'appointment',
      subject: '',
      start: NOW,
      end: new Date(NOW.getTime() + HOUR),
    });
    const { work: found } = await read([ROSA, '2', '424242']);
    expect(found.get(ROSA)).toMatchObject({
      calendar: 'busy',
      earliestStart: new Date(NOW.getTime() + HOUR),
    });
    for (const id of ['2', '424242'])
      expect(found.get(id)).toMatchObject({ calendar: 'unknown', earliestStart: null });
  });

  it('DIS-2: a holiday is outside the hours', async () => {
    psa.state().setHolidays([{ date: '2026-11-23' }]);
    expect((await read()).work.get(ROSA)).toMatchObject({
      calendar: 'outside-hours',
      earliestStart: new Date('2026-11-24T00:00:00Z'),
    });
  });

  it('DIS-6: only when nothing could be read at all, it fails', async () => {
    psa.faults.set({ route: '*', fault: '500' });
    await expect(read()).rejects.toMatchObject({ code: 'psa_down' });
  });
});

it.each([
  ['Vacation', true],
  ['Time Off - approved', true],
  ['PTO', true],
  ['Sick Leave', true],
  ['Urlaub', true],
  ['Krankheit', true],
  ['Service', false],
  ['Holidaymaker support', false],
  ['Ptolemy project', false],
])('DIS-2: entries of the type "%s" are time off: %s', (name, expected) => {
  expect(isTimeOff(name)).toBe(expected);
});

describe('a ticket', () => {
  it('PSA-2: without its notes is still a ticket', async () => {
    psa.faults.set({ route: 'ticket-notes', fault: '403' });
    expect(await source.findTicket(connection(), '4711', 'interactive')).toMatchObject({
      id: '4711',
      description: '',
    });
  });

  it('SEC-2: what people typed reaches the PSA only as a number', async () => {
    for (const typed of ['x', '4711 or id>0', '"', '4711/notes', '0', '2147483648'])
      expect(await source.findTicket(connection(), typed, 'interactive')).toBeNull();
    expect(psa.requests).toEqual([]);
  });

  it.each([
    ['https://na.myconnectwise.net', 'https://na.myconnectwise.net'],
    ['https://api-na.myconnectwise.net/v4_6_release/apis/3.0', 'https://na.myconnectwise.net'],
    ['https://psa.msp.example:8443/x', 'https://psa.msp.example:8443'],
  ])('CHAT-8: of %s opens where people sign in', (baseUrl, origin) => {
    const { companyId, clientId } = psa.access;
    const link = ticketLink(connection({ settings: { baseUrl, companyId, clientId } }), 4711);
    expect(link).toBe(
      `${origin}/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=ServiceFv&recid=4711&companyName=harbourlane`,
    );
  });
});
