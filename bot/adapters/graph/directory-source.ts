import { z } from 'zod';
import type { DeskAccess } from '#core/access/ports.ts';
import type { TeamMembershipSource } from '#core/availability/ports.ts';
import type { DirectorySource, User } from '#core/mapping/ports.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import type { DeskId, TeamId } from '#kernel/vocabulary.ts';
import { graphError } from './failure.ts';
import { type GraphClient, pageOf, pageOfAll } from './guarded-client.ts';
import { quoted, searchText, userKey } from './odata.ts';
import { areBareIds, isUserRow, USER_FIELDS, userSchema, usersSchema } from './user-row.ts';

const TEAMS = `resourceProvisioningOptions/Any(x:x eq 'Team')`;
/** The largest page that Graph gives (Graph docs: group-list). */
const PAGE_SIZE = '999';
const SEARCHED_FIELDS = ['displayName', 'mail', 'userPrincipalName'];
const SEARCH_AT_MOST = 50;

const teamPage = pageOf(z.object({ id: z.string(), displayName: z.string().nullish() }));
const userPage = pageOfAll(usersSchema);
const idPage = pageOf(z.object({ '@odata.type': z.string().optional(), id: z.string() }));

const teamList = { service: 'directory', permission: 'GroupMember.Read.All' } as const;
const members = { ...teamList, isOneTeam: true, isEventual: true } as const;
const users = { service: 'directory', permission: 'User.Read.All' } as const;
const MEMBERS = '/groups/{teamId}/members/microsoft.graph.user';

/** Teams, their members and users, with GroupMember.Read.All and User.Read.All only: `/teams` itself needs a permission we do not ask for. */
export function createDirectorySource(needs: {
  readonly graph: GraphClient;
  readonly access: DeskAccess;
}): DirectorySource & TeamMembershipSource {
  const { graph, access } = needs;

  async function assertNamed(deskId: DeskId, found: readonly User[]): Promise<void> {
    if (!areBareIds(found)) return;
    const error = graphError('permission_missing', 'Graph names no user: the app lacks User.Read.All', {
      details: { missing: ['User.Read.All'] },
    });
    throw await access.graphRefused(deskId, error);
  }

  return {
    async listTeams(deskId, budget) {
      const query = { $filter: TEAMS, $select: 'id,displayName', $top: PAGE_SIZE };
      const teams = new Map<TeamId, string>();
      const pages = graph.pages(deskId, '/groups', { ...teamList, schema: teamPage, budget, query });
      for await (const page of pages) {
        for (const { id, displayName } of page) teams.set(id.toLowerCase(), displayName ?? id);
      }
      return [...teams].map(([teamId, displayName]) => ({ teamId, displayName }));
    },

    async *readMembers(deskId, teamId, budget) {
      const query = { $select: USER_FIELDS, $top: PAGE_SIZE, $count: 'true' };
      const options = { ...members, schema: userPage, budget, params: { teamId }, query };
      try {
        for await (const page of graph.pages(deskId, MEMBERS, options)) {
          await assertNamed(deskId, page);
          yield page;
          forget(page);
        }
      } catch (cause) {
        throw asTeamError(cause, teamId);
      }
    },

    async readMemberIds(deskId, teamId, budget) {
      const query = { $select: 'id', $top: PAGE_SIZE, $count: 'true' };
      const options = { ...members, schema: idPage, budget, params: { teamId }, query };
      const ids = new Set<string>();
      try {
        for await (const page of graph.pages(deskId, MEMBERS, options)) {
          for (const row of page.filter(isUserRow)) ids.add(row.id.toLowerCase());
        }
      } catch (cause) {
        throw asTeamError(cause, teamId);
      }
      return ids;
    },

    async findUser(deskId, idOrSignInName, budget) {
      const params = { user: userKey(idOrSignInName) };
      const options = { ...users, schema: userSchema, budget, params, query: { $select: USER_FIELDS } };
      try {
        const user = await graph.get(deskId, '/users/{user}', options);
        await assertNamed(deskId, [user]);
        return user;
      } catch (cause) {
        if (toAppError(cause).code === 'not_found') return null;
        throw cause;
      }
    },

    async searchUsers(deskId, text, limit, budget) {
      const wanted = searchText(text);
      const top = Math.min(SEARCH_AT_MOST, Math.floor(limit));
      if (wanted === '' || top < 1) return [];
      const $filter = SEARCHED_FIELDS.map((field) => `startswith(${field},${quoted(wanted)})`).join(' or ');
      const query = { $filter, $select: USER_FIELDS, $top: String(top) };
      const page = await graph.get(deskId, '/users', { ...users, schema: userPage, budget, query });
      await assertNamed(deskId, page.value);
      return page.value.slice(0, top);
    },
  };
}

/** Empties a page that its reader is done with. It came through promises that are as old as its request, and what such a promise has
 *  settled with is moved to the old part of the heap with it, reachable or not: 0.4 MB a page, until the next full collection (PERF-3). */
function forget(page: readonly User[]): void {
  (page as User[]).length = 0; // `usersSchema` made the array for this one reader
}

/** A team that is gone answers 404; one that cannot be read says so itself. Both leave the other teams readable. */
function asTeamError(cause: unknown, teamId: TeamId): AppError {
  const error = toAppError(cause);
  if (error.code !== 'not_found' && error.code !== 'team_unreadable') return error;
  return new AppError('team_unreadable', 'the members of this team cannot be read', {
    cause: error,
    details: { ...error.details, teamId },
    remedy: 'Check that the team still exists; untick it if it does not.',
  });
}
