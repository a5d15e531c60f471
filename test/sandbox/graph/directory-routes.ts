import { isGuid } from '#kernel/ids.ts';
import type { DeskGroup, DeskUser } from '../desk/desk-types.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import { type GraphCaller, requireDirectory } from './access.ts';
import { type Fields, parseFilter, parseSearch } from './directory-filter.ts';
import {
  blankUserJson,
  GROUP_FIELDS,
  GROUP_PROPERTY_NAMES,
  groupJson,
  ORGANIZATION_PROPERTY_NAMES,
  organizationJson,
  USER_FIELDS,
  USER_PROPERTY_NAMES,
  userJson,
} from './directory-json.ts';
import { graphError, ok, resourceNotFound, unsupportedQuery } from './graph-error.ts';
import type { GraphState } from './graph-state.ts';
import { pageOf, type Query, readQuery } from './paging.ts';

/** What every path of the directory is given. */
export interface Visit {
  readonly request: SimRequest;
  readonly caller: GraphCaller;
  readonly state: GraphState;
  readonly origin: string;
}

const LIST_OPTIONS = ['filter', 'select', 'top', 'count', 'search', 'orderby'];
const USER_RULES = { properties: USER_PROPERTY_NAMES, type: 'microsoft.graph.user' };
const GROUP_RULES = { properties: GROUP_PROPERTY_NAMES, type: 'microsoft.graph.group' };

export function listGroups(visit: Visit): SimReply {
  const { request, caller, state, origin } = visit;
  const denied = requireDirectory(request, caller, ['GroupMember.Read.All', 'Group.Read.All']);
  if (denied !== null) return denied;
  const query = readQuery(request, { ...GROUP_RULES, allowed: LIST_OPTIONS, defaultTop: 100 });
  if ('status' in query) return query;
  const groups = subset(visit, query, state.groups(), GROUP_FIELDS);
  if ('status' in groups) return groups;
  const page = { request, origin, context: 'groups', size: query.top, ...query };
  return ok(pageOf<DeskGroup>(groups, (group) => groupJson(group, query.select), page));
}

export function readGroup({ request, caller, state }: Visit): SimReply {
  const denied = requireDirectory(request, caller, ['GroupMember.Read.All', 'Group.Read.All']);
  if (denied !== null) return denied;
  const query = readQuery(request, { ...GROUP_RULES, allowed: ['select'], defaultTop: 100 });
  if ('status' in query) return query;
  const group = findGroup(request, state);
  return 'status' in group ? group : ok({ ...context('groups/$entity'), ...groupJson(group, query.select) });
}

/** Members of every kind, each with its type. */
export function listMembers(visit: Visit): SimReply {
  const { request, caller, state, origin } = visit;
  const denied = requireDirectory(request, caller, ['GroupMember.Read.All', 'Group.Read.All']);
  if (denied !== null) return denied;
  const query = readQuery(request, { ...USER_RULES, allowed: ['select', 'top', 'count'], defaultTop: 100 });
  if ('status' in query) return query;
  const group = findGroup(request, state);
  if ('status' in group) return group;
  const users = state.members(group).map((user) => ({
    type: 'user',
    json: () => memberJson(caller, user, query),
  }));
  const others = group.otherMembers.map(({ id, type }) => ({ type, json: (): object => ({ id }) }));
  const page = { request, origin, context: 'directoryObjects', size: query.top, ...query };
  const toJson = ({ type, json }: { type: string; json: () => object }): object => ({
    '@odata.type': `#microsoft.graph.${type}`,
    ...json(),
  });
  return ok(pageOf([...users, ...others], toJson, page));
}

/** The OData cast to users, which is an advanced query. Source: Graph docs, group-list-members. */
export function listMembersAs(visit: Visit): SimReply {
  const { request, caller, state, origin } = visit;
  const denied = requireDirectory(request, caller, ['GroupMember.Read.All', 'Group.Read.All']);
  if (denied !== null) return denied;
  const { cast = '' } = request.params;
  const group = findGroup(request, state);
  if ('status' in group) return group;
  if (!['microsoft.graph.user', 'graph.user'].includes(cast)) {
    return unsupportedQuery(request, `The cast to '${cast}' is not supported for the members of this group.`);
  }
  const query = readQuery(request, { ...USER_RULES, allowed: LIST_OPTIONS, defaultTop: 100 });
  if ('status' in query) return query;
  if (!query.isAdvanced || !query.wantsCount) {
    const message =
      "The OData cast segment needs the header 'ConsistencyLevel: eventual' and the query option '$count=true'.";
    return unsupportedQuery(request, message);
  }
  const members = subset(visit, query, state.members(group), USER_FIELDS);
  if ('status' in members) return members;
  const page = { request, origin, context: 'users', size: query.top, ...query };
  return ok(pageOf<DeskUser>(members, (user) => memberJson(caller, user, query), page));
}

export function listUsers(visit: Visit): SimReply {
  const { request, caller, state, origin } = visit;
  const denied = requireDirectory(request, caller, ['User.Read.All']);
  if (denied !== null) return denied;
  const query = readQuery(request, { ...USER_RULES, allowed: LIST_OPTIONS, defaultTop: 100 });
  if ('status' in query) return query;
  const users = subset(visit, query, state.users(), USER_FIELDS);
  if ('status' in users) return users;
  const page = { request, origin, context: 'users', size: query.top, ...query };
  return ok(pageOf<DeskUser>(users, (user) => userJson(user, query.select), page));
}

export function readUser({ request, caller, state }: Visit): SimReply {
  const denied = requireDirectory(request, caller, ['User.Read.All']);
  if (denied !== null) return denied;
  const query = readQuery(request, { ...USER_RULES, allowed: ['select'], defaultTop: 100 });
  if ('status' in query) return query;
  const { id = '' } = request.params;
  const user = state.user(id);
  if (user === null) return resourceNotFound(request, id);
  return ok({ ...context('users/$entity'), ...userJson(user, query.select) });
}

export function readOrganization({ request, caller, state }: Visit): SimReply {
  const denied = requireDirectory(request, caller, ['User.Read.All', 'Organization.Read.All']);
  if (denied !== null) return denied;
  const rules = { properties: ORGANIZATION_PROPERTY_NAMES, type: 'microsoft.graph.organization' };
  const query = readQuery(request, { ...rules, allowed: ['select'], defaultTop: 100 });
  if ('status' in query) return query;
  return ok({ ...context('organization'), value: [organizationJson(state, query.select)] });
}

function context(name: string) {
  return { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${name}` };
}

function memberJson(caller: GraphCaller, user: DeskUser, query: Query): object {
  const mayRead = caller.permissions.has('User.Read.All');
  return mayRead ? userJson(user, query.select) : blankUserJson(user, query.select);
}

function findGroup(request: SimRequest, state: GraphState): DeskGroup | SimReply {
  const { id = '' } = request.params;
  if (!isGuid(id))
    return graphError(request, 400, 'Request_BadRequest', `Invalid object identifier '${id}'.`);
  return state.group(id) ?? resourceNotFound(request, id);
}

/** `items` after `$filter`, `$search` and `$orderby`. */
function subset<T extends { readonly displayName: string }>(
  { request }: Visit,
  query: Query,
  items: readonly T[],
  fields: Fields<T>,
): readonly T[] | SimReply {
  let kept = items;
  if (query.filter !== null) {
    const test = parseFilter(query.filter, fields);
    if (test === null)
      return unsupportedQuery(request, 'Unsupported or invalid query filter clause specified.');
    kept = kept.filter(test);
  }
  if (query.search !== null) {
    const test = parseSearch(query.search, fields);
    if (test === null) {
      return graphError(
        request,
        400,
        'Request_BadRequest',
        'Syntax error: the value of $search is not valid.',
      );
    }
    kept = kept.filter(test);
  }
  if (query.orderBy === null) return kept;
  const direction = /^displayName(?: (asc|desc))?$/.exec(query.orderBy);
  if (direction === null) return unsupportedQuery(request, 'Sorting not supported for current query.');
  const sign = direction[1] === 'desc' ? -1 : 1;
  return [...kept].sort((a, b) => sign * a.displayName.localeCompare(b.displayName, 'en'));
}
