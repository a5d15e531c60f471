import type { Row } from './connectwise-conditions.ts';
import type { CwState } from './connectwise-state.ts';

/** Ids of this PSA are its own: nobody who mixes them up with another's gets away with it. */
const PRIORITY_OFFSET = 10;
const STATUS_OFFSET = 500;

export function priorityReference(id: number, state: CwState): Row {
  const { level, ...row } = priorityRow(id, state);
  return { id: row['id'], name: row['name'], sort: row['sortOrder'], ...(state.tellsLevels() && { level }) };
}

/** Least urgent first, as nobody sorted them. */
export function priorityRows(state: CwState): readonly Row[] {
  return state.desk.priorities.toReversed().map(({ id }) => priorityRow(id, state));
}

function priorityRow(id: number, { desk }: CwState): Row {
  const level = desk.priorities.find((priority) => priority.id === id)?.name ?? 'Medium';
  return {
    id: PRIORITY_OFFSET + id,
    name: `Priority ${id} - ${level === 'Critical' ? 'Emergency' : level}`,
    color: 'White',
    sortOrder: id,
    defaultFlag: id === 3,
    level,
  };
}

export function statusReference(id: number, { desk }: CwState): Row {
  const name = desk.statuses.find((status) => status.id === id)?.name ?? '';
  return { id: STATUS_OFFSET + id, name, sort: id };
}

export function boardReference(team: string, { desk }: CwState): Row | null {
  const found = desk.psaTeams.find(({ name }) => name === team);
  return found === undefined ? null : { id: found.id, name: found.name };
}

/** Boards are the desk's teams; two more take no service tickets. */
export function boardRows({ desk }: CwState): readonly Row[] {
  const board = (id: number, name: string, flags: Row = {}): Row => ({
    id,
    name,
    location: { id: 1, name: 'Head Office' },
    department: { id: 1, name: 'Service' },
    inactiveFlag: false,
    projectFlag: false,
    ...flags,
  });
  return [
    ...desk.psaTeams.map(({ id, name }) => board(id, name)),
    board(901, 'Old help desk', { inactiveFlag: true }),
    board(902, 'Roll-outs', { projectFlag: true }),
  ];
}

export function companyReference(id: number, { desk }: CwState): Row {
  const name = desk.clients.find((client) => client.id === id)?.name ?? '';
  return { id, identifier: name.replace(/\W/g, '').slice(0, 20), name };
}

/** The desk's clients; two more are no clients any longer. */
export function companyRows(state: CwState): readonly Row[] {
  const company = (id: number, name: string, changes: Row = {}): Row => ({
    id,
    identifier: name.replace(/\W/g, '').slice(0, 20),
    name,
    status: { id: 1, name: 'Active' },
    deletedFlag: false,
    ...changes,
  });
  return [
    ...state.desk.clients.map(({ id, name }) => company(id, name)),
    company(901, 'Moved Away Ltd', { status: { id: 2, name: 'Inactive' } }),
    company(902, 'Entered Twice Ltd', { deletedFlag: true }),
  ];
}
