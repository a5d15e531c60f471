import type { SimReply } from '../routing.ts';
import { priorityValue, queueIdOf, type Row, TIME_OFF_STATUSES } from './autotask-json.ts';
import type { AutotaskState } from './autotask-state.ts';

/** `GET /Tickets/entityInformation/fields`. Values are texts, and there are some that nobody may choose any more. */
export function ticketFields(state: AutotaskState): SimReply {
  const { desk } = state;
  const statuses = desk.statuses.filter(({ closed }) => !closed);
  return fields([
    plain('ticketNumber', 'string'),
    plain('title', 'string'),
    plain('assignedResourceID', 'integer'),
    plain('assignedResourceRoleID', 'integer'),
    pick('priority', [
      // As the vendor delivers it: values, labels and order have nothing to do with each other.
      ...desk.priorities.map(({ id, name }) => value(priorityValue(id), name, id)),
      value(9, 'Retired', 9, false),
    ]),
    pick('queueID', [
      ...desk.psaTeams.map(({ name }, index) => value(queueIdOf(state, name) ?? 0, name, index)),
      value(8, 'Old queue', 99, false),
    ]),
    pick('status', [...statuses.map(({ id, name }) => value(id, name, id)), value(5, 'Complete', 5)]),
  ]);
}

/** `GET /TimeOffRequests/entityInformation/fields`. */
export function timeOffFields(): SimReply {
  const values = TIME_OFF_STATUSES.map((label, index) => value(index + 1, label, index));
  return fields([plain('requestDate', 'datetime'), pick('status', values)]);
}

function fields(rows: readonly Row[]): SimReply {
  return { status: 200, body: { fields: rows } };
}

function plain(name: string, dataType: string): Row {
  return { ...pick(name, []), dataType, isPickList: false, picklistValues: null };
}

function pick(name: string, picklistValues: readonly Row[]): Row {
  return {
    name,
    dataType: 'integer',
    length: 0,
    isRequired: false,
    isReadOnly: false,
    isQueryable: true,
    isReference: false,
    referenceEntityType: '',
    isPickList: true,
    picklistValues,
    picklistParentValueField: '',
    isSupportedWebhookField: true,
  };
}

function value(number: number, label: string, sortOrder: number, isActive = true): Row {
  return {
    value: String(number),
    label,
    isDefaultValue: false,
    sortOrder,
    parentValue: '',
    isActive,
    isSystem: false,
  };
}
