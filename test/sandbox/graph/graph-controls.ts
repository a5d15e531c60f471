import { randomUUID } from 'node:crypto';
import { readControlBody } from '../control-doors.ts';
import type { DeskPresence, DeskSpan, DeskUser } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import type { Route } from '../routing.ts';
import type { GraphState } from './graph-state.ts';

type Body = Readonly<Record<string, unknown>>;

/** Doors that plant values. `state` answers for the desk's tenant, afresh after each reset. */
export function createGraphControls(state: () => GraphState): readonly Route[] {
  return [
    control('/_sandbox/presence', (body) => {
      const user = knownUser(state(), body);
      state().setPresence(user.id, body.missing === true ? null : readPresence(body));
      return { userId: user.id };
    }),
    control('/_sandbox/shifts', (body) => {
      const teamId = plannedTeam(state(), body);
      const span = readSpan(body);
      const id = `SHFT_${randomUUID()}`;
      const userId = body.userId === null ? null : textOf(body, 'userId');
      const isDraft = body.draft === true;
      const isStagedForDeletion = body.isStagedForDeletion === true;
      const [shared, draft] = isDraft ? [null, span] : [span, null];
      state().addShift(teamId, {
        id,
        userId,
        isStagedForDeletion,
        label: 'Planted',
        notes: null,
        shared,
        draft,
      });
      return { id };
    }),
    control('/_sandbox/times-off', (body) => {
      const teamId = plannedTeam(state(), body);
      const id = `TOFF_${randomUUID()}`;
      const userId = textOf(body, 'userId');
      state().addTimeOff(teamId, {
        id,
        userId,
        isStagedForDeletion: false,
        shared: readSpan(body),
        draft: null,
      });
      return { id };
    }),
    control('/_sandbox/users', (body) => {
      const user = { ...knownUser(state(), body), ...readUserChange(body) };
      state().putUser(user);
      return { userId: user.id };
    }),
    control('/_sandbox/members', (body) => {
      const user = knownUser(state(), body);
      const group = state().group(textOf(body, 'teamId'));
      if (group === null) throw new ControlInputError('teamId', 'no such team');
      const others = group.memberIds.filter((id) => id !== user.id);
      state().putGroup({ ...group, memberIds: body.remove === true ? others : [...others, user.id] });
      return { members: state().group(group.id)?.memberIds.length };
    }),
  ];
}

function knownUser(state: GraphState, body: Body): DeskUser {
  const user = state.user(textOf(body, 'userId'));
  if (user === null) throw new ControlInputError('userId', 'no user has this id or sign-in name');
  return user;
}

function plannedTeam(state: GraphState, body: Body): string {
  const group = state.group(textOf(body, 'teamId'));
  if (!group?.schedule) throw new ControlInputError('teamId', 'no team with a schedule has this id');
  return group.id;
}

function readPresence(body: Body): DeskPresence {
  const availability = textOrNull(body, 'availability');
  const { outOfOffice = false } = body;
  if (outOfOffice !== null && typeof outOfOffice !== 'boolean') {
    throw new ControlInputError('outOfOffice', 'must be true, false or null');
  }
  return {
    availability,
    activity: body.activity === undefined ? availability : textOrNull(body, 'activity'),
    outOfOffice,
  };
}

/** An end before the start is let through: broken plans are worth planting. */
function readSpan(body: Body): DeskSpan {
  return { start: readInstant(body, 'startDateTime'), end: readInstant(body, 'endDateTime') };
}

function readInstant(body: Body, field: string): Date {
  const date = new Date(textOf(body, field));
  if (Number.isNaN(date.getTime())) throw new ControlInputError(field, 'must be an ISO instant');
  return date;
}

function readUserChange(body: Body): Partial<DeskUser> {
  const { accountEnabled } = body;
  if (accountEnabled !== undefined && typeof accountEnabled !== 'boolean') {
    throw new ControlInputError('accountEnabled', 'must be true or false');
  }
  return {
    ...(accountEnabled === undefined ? {} : { accountEnabled }),
    ...(body.mail === undefined ? {} : { mail: textOrNull(body, 'mail') }),
    ...(body.displayName === undefined ? {} : { displayName: textOf(body, 'displayName') }),
    ...(body.userPrincipalName === undefined ? {} : { userPrincipalName: textOf(body, 'userPrincipalName') }),
  };
}

function textOf(body: Body, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '') throw new ControlInputError(field, 'must be text');
  return value;
}

function textOrNull(body: Body, field: string): string | null {
  return body[field] === null ? null : textOf(body, field);
}

function control(pattern: string, act: (body: Body) => object): Route {
  return {
    method: 'POST',
    pattern,
    name: pattern.slice('/_sandbox/'.length),
    handle: (request) => ({ status: 200, body: act(readControlBody(request)) }),
  };
}
