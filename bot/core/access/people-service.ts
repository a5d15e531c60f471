import type { Caller } from '#kernel/caller.ts';
import { isGuid } from '#kernel/ids.ts';
import { assertMay } from './policy.ts';
import type { PeopleSource, Person } from './ports.ts';

/** More than a screen of them says: type one more letter. */
const PEOPLE_SHOWN = 20;
/** Microsoft's search begins to make sense here. */
const SHORTEST_SEARCH = 2;

export interface PeopleService {
  /** Users of the tenant to give a role to, at most 20: whose name, mail or sign-in name starts with `text`, or who has it as account id. Guests
   *  are among them, so that a screen can say why they get none. It works before a PSA is connected. Throws `not_allowed`, `consent_…`, `graph_…`. */
  find(caller: Caller, text: string): Promise<readonly Person[]>;
}

export function createPeopleService({ directory }: { readonly directory: PeopleSource }): PeopleService {
  return {
    async find(caller, text) {
      assertMay(caller, 'roles.manage');
      const asked = text.trim();
      if (isGuid(asked)) {
        const person = await directory.findUser(caller.deskId, asked.toLowerCase(), 'interactive');
        return person ? [person] : [];
      }
      if (asked.length < SHORTEST_SEARCH) return [];
      return directory.searchUsers(caller.deskId, asked, PEOPLE_SHOWN, 'interactive');
    },
  };
}
