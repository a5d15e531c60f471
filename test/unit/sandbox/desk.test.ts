import { describe, expect, it } from 'vitest';
import { isGuid } from '#kernel/ids.ts';
import { createDesk, userIdOf } from '../../sandbox/desk/create-desk.ts';
import { PRESENCES, STAFF } from '../../sandbox/desk/desk.ts';
import { makeLargeDesk } from '../../sandbox/desk/large-desk.ts';

const NOW = new Date('2026-11-18T10:20:00.000Z');
const desk = createDesk(NOW);

describe('BOX-1 the made-up desk', () => {
  it('is the same for the same hour', () => {
    expect(createDesk(NOW)).toEqual(desk);
  });

  it('has about forty people who take tickets, and nobody twice', () => {
    const takers = desk.agents.filter((agent) => agent.id > 1 && !agent.isdisabled && !agent.isapiagent);
    expect(takers.length).toBeGreaterThanOrEqual(40);
    for (const ids of [
      desk.users.map((user) => user.id),
      desk.agents.map((agent) => agent.id),
      desk.tickets.map((t) => t.id),
    ]) {
      expect(new Set<string | number>(ids).size).toBe(ids.length);
    }
  });

  it('shows every presence on somebody', () => {
    const shown = new Set(STAFF.filter((row) => row.user !== null).map((row) => row.presence));
    expect(Object.keys(PRESENCES).filter((key) => ![...shown].some((presence) => presence === key))).toEqual(
      [],
    );
  });

  it('names people who exist, with version 4 GUIDs', () => {
    for (const person of Object.values(desk.people)) {
      expect(isGuid(person.oid)).toBe(true);
      expect(person.oid.charAt(14)).toBe('4');
      if (person.key !== 'otherTenant') expect(desk.users.some((user) => user.id === person.oid)).toBe(true);
    }
    expect(desk.users.find((user) => user.id === desk.people.guest.oid)?.userType).toBe('Guest');
  });

  it('has members that exist, an empty team, and a team without a schedule', () => {
    const known = new Set(desk.users.map((user) => user.id));
    for (const group of desk.groups) expect(group.memberIds.filter((id) => !known.has(id))).toEqual([]);
    expect(desk.groups.find((group) => group.displayName === 'Alumni')?.memberIds).toEqual([]);
    expect(desk.groups.find((group) => group.displayName === 'Field Engineers')?.schedule).toBeNull();
  });

  it.each([
    ['2026-03-29T09:00:00Z', 'the night in which the clocks go forward'],
    ['2026-10-25T09:00:00Z', 'the night in which they go back'],
    ['2026-11-18T10:20:00Z', 'a plain night'],
  ])('around %s nights last as long as the wall clock says: %s', (now, _what) => {
    const noc = createDesk(new Date(now)).groups.find((group) => group.displayName === 'Network Operations');
    const nights = noc?.schedule?.shifts.filter((shift) => shift.userId === userIdOf('Viktor Novak')) ?? [];
    const hours = nights.map(
      ({ shared }) => ((shared?.end.getTime() ?? 0) - (shared?.start.getTime() ?? 0)) / 3_600_000,
    );
    const odd = hours.filter((length) => length !== 8);
    expect(odd).toEqual({ '2026-03-29T09:00:00Z': [7], '2026-10-25T09:00:00Z': [9] }[now] ?? []);
  });

  it('has tickets of known clients, priorities, states and agents, the well-known ones unassigned', () => {
    const has = (list: readonly { readonly id: number }[], id: number) =>
      list.some((entry) => entry.id === id);
    for (const ticket of desk.tickets) {
      expect(has(desk.clients, ticket.client_id)).toBe(true);
      expect(has(desk.priorities, ticket.priority_id)).toBe(true);
      expect(has(desk.statuses, ticket.status_id)).toBe(true);
      expect(has(desk.agents, ticket.agent_id)).toBe(true);
    }
    for (const id of [4711, 48213]) expect(desk.tickets.find((ticket) => ticket.id === id)?.agent_id).toBe(1);
  });
});

describe('PERF-1 PERF-3 the desk for measurements', () => {
  const options = { technicians: 30, teams: 5, membersPerTeam: 10, rotaTeams: 2, now: NOW };
  const large = makeLargeDesk(options);

  it('has the sizes asked for, and one page of shifts per rota team', () => {
    expect(large.users).toHaveLength(50);
    expect(large.agents).toHaveLength(31);
    expect(large.groups.map((group) => group.memberIds.length)).toEqual([10, 10, 10, 10, 10]);
    expect(large.groups.map((group) => group.schedule?.shifts.length ?? null)).toEqual([
      20,
      20,
      null,
      null,
      null,
    ]);
  });

  it('is the same for the same options and another for another seed', () => {
    expect(makeLargeDesk(options)).toEqual(large);
    expect(makeLargeDesk({ ...options, seed: 2 })).not.toEqual(large);
  });

  it('gives each technician a user with the same e-mail', () => {
    for (const agent of large.agents.slice(1)) {
      expect(large.users.filter((user) => user.mail === agent.email)).toHaveLength(1);
    }
  });

  it('keeps every shift within a day of now', () => {
    for (const { shared } of large.groups[0]?.schedule?.shifts ?? []) {
      expect(Math.abs((shared?.start.getTime() ?? 0) - NOW.getTime())).toBeLessThanOrEqual(24 * 3_600_000);
      expect(Math.abs((shared?.end.getTime() ?? 0) - NOW.getTime())).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });
});
