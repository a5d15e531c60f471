import { assertMay } from '#core/access/policy.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, invalidInput } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { emailKey } from './email-key.ts';
import type { MappingService } from './mapping-service.ts';
import { toMappedUser } from './match-technicians.ts';
import { lastChangeOf } from './last-change.ts';
import type {
  DirectorySource,
  MappedUser,
  Mapping,
  MappingAsRead,
  MappingChange,
  MappingStore,
  User,
} from './ports.ts';
import type { TechnicianRoster } from './technician-roster.ts';

/** MAP-8 and MAP-10: what a person decides about one technician. A change that names the row it was decided on throws `conflict` when
 *  that row changed. Others do when the row changed twice while they were on their way; changed once, they are judged anew. */
export function createManualMapping(needs: {
  readonly clock: Clock;
  readonly directory: DirectorySource;
  readonly store: MappingStore;
  readonly roster: TechnicianRoster;
}): Pick<MappingService, 'mapByHand' | 'removeMapping' | 'setExcluded'> {
  const { store } = needs;

  async function readMapping(deskId: DeskId, technicianId: TechnicianId): Promise<Mapping | null> {
    const mappings = await store.listMappings(deskId);
    return mappings.find((mapping) => mapping.technicianId === technicianId) ?? null;
  }

  async function technicianName(deskId: DeskId, technicianId: TechnicianId): Promise<string> {
    const technicians = await needs.roster.list(deskId, 'interactive');
    const technician = technicians.find((each) => each.technicianId === technicianId);
    if (technician) return technician.name;
    throw technicianNotFound(technicianId);
  }

  async function save(caller: Caller, before: Mapping | null, { change, allowShared }: Wish): Promise<void> {
    const audit = auditEntry(caller, needs.clock.now(), {
      subject: 'mapping',
      subjectId: change.technicianId,
      action: actionOf(change, before),
      before: before && auditValue(before.userId, before.source, before.excluded),
      after: auditValue(change.user?.userId ?? null, change.source, change.excluded),
    });
    await store.saveMapping(caller.deskId, change, { allowShared, expected: before, audit });
  }

  async function attempt(caller: Caller, technicianId: TechnicianId, decide: Decide): Promise<void> {
    const before = await readMapping(caller.deskId, technicianId);
    const wish = await decide(before);
    if (wish !== null) await save(caller, before, wish);
  }

  /** Writes what `decide` makes of the technician's row (`null`: nothing), from reading to writing once more when the row moved between. */
  async function changeRow(caller: Caller, technicianId: TechnicianId, decide: Decide): Promise<void> {
    try {
      await attempt(caller, technicianId, decide);
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      await attempt(caller, technicianId, decide);
    }
  }

  /** Writes only onto the row that the person has seen. Whoever was faster is named, where known. */
  async function changeSeenRow(
    caller: Caller,
    technicianId: TechnicianId,
    expected: MappingAsRead,
    decide: Decide,
  ): Promise<void> {
    try {
      await attempt(caller, technicianId, async (before) => {
        if (isAsRead(before, expected)) return decide(before);
        throw new AppError('conflict', `the mapping of technician ${technicianId} changed meanwhile`);
      });
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      const [now, change] = await Promise.all([
        readMapping(caller.deskId, technicianId),
        store.lastChangeByHand(caller.deskId, technicianId),
      ]);
      const { at, by } = lastChangeOf(now, change) ?? { at: null, by: null };
      throw new AppError('conflict', cause.message, {
        cause,
        details: { technicianId, changedAt: at?.toISOString() ?? null, changedBy: by },
        remedy: 'Look again at this technician, then repeat what is still wanted.',
      });
    }
  }

  function change(
    caller: Caller,
    technicianId: TechnicianId,
    expected: MappingAsRead | undefined,
    decide: Decide,
  ): Promise<void> {
    if (expected === undefined) return changeRow(caller, technicianId, decide);
    return changeSeenRow(caller, technicianId, expected, decide);
  }

  async function removeMapping(
    caller: Caller,
    technicianId: TechnicianId,
    expected?: MappingAsRead,
  ): Promise<void> {
    assertMay(caller, 'mapping.write');
    await change(caller, technicianId, expected, async (before) => {
      if (before === null || before.userId === null) return null;
      const { technicianName: name, excluded } = before;
      return {
        change: { technicianId, technicianName: name, user: null, source: null, excluded },
        allowShared: false,
      };
    });
  }

  return {
    removeMapping,
    async mapByHand(caller, technicianId, wanted) {
      assertMay(caller, 'mapping.write');
      const accountId = blankToNull(wanted.accountId);
      const signInName = blankToNull(wanted.signInName);
      if (wanted.accountId === undefined && wanted.signInName === undefined) throw nothingGiven();
      if (accountId === null && signInName === null) {
        await removeMapping(caller, technicianId, wanted.expected);
        return null;
      }
      await change(caller, technicianId, wanted.expected, async (before) => {
        refuseHalfCleared(before, wanted);
        const name = await technicianName(caller.deskId, technicianId);
        const user = await resolveUser(needs.directory, caller.deskId, accountId, signInName);
        return {
          change: {
            technicianId,
            technicianName: name,
            user: toMappedUser(user),
            source: wanted.source ?? 'manual',
            excluded: before?.excluded ?? false,
          },
          allowShared: wanted.allowShared,
        };
      });
      return readMapping(caller.deskId, technicianId);
    },

    async setExcluded(caller, technicianId, excluded) {
      assertMay(caller, 'mapping.write');
      await changeRow(caller, technicianId, async (before) => {
        if ((before?.excluded ?? false) === excluded) return null;
        const name = before?.technicianName ?? (await technicianName(caller.deskId, technicianId));
        const { source = null } = before ?? {};
        // The user is the technician's own already, shared or not, so there is nothing to refuse.
        return {
          change: { technicianId, technicianName: name, user: userOf(before), source, excluded },
          allowShared: true,
        };
      });
    },
  };
}

interface Wish {
  readonly change: MappingChange;
  /** Map although another technician has this user. */
  readonly allowShared: boolean;
}

/** What to write, seen the row as it stands; `null`: nothing. */
type Decide = (before: Mapping | null) => Promise<Wish | null>;

function isConflict(cause: unknown): cause is AppError {
  return cause instanceof AppError && cause.code === 'conflict';
}

function isAsRead(row: Mapping | null, expected: MappingAsRead): boolean {
  if (row === null || expected === null) return row === expected;
  const { userId, source, excluded } = expected;
  return row.userId === userId && row.source === source && row.excluded === excluded;
}

function userOf(mapping: Mapping | null): MappedUser | null {
  if (mapping === null || mapping.userId === null) return null;
  const { userId, userPrincipalName, userDisplayName, isGuest } = mapping;
  return { userId, userPrincipalName, userDisplayName, isGuest };
}

/** Either field resolves the other; both must mean the same user, or nothing is saved. */
async function resolveUser(
  directory: DirectorySource,
  deskId: DeskId,
  accountId: string | null,
  signInName: string | null,
): Promise<User> {
  if (accountId !== null && !isGuid(accountId)) {
    throw invalidInput([
      {
        field: 'accountId',
        rule: 'not-an-id',
        problem: 'is not an account id',
        remedy:
          'Copy the object id from the user’s page in Microsoft Entra, or leave it empty and type the sign-in name.',
      },
    ]);
  }
  const asked = accountId ?? signInName ?? '';
  const user = await directory.findUser(deskId, asked, 'interactive');
  if (user === null) {
    throw new AppError('user_not_found', 'no user with this id or sign-in name', {
      details: { field: accountId === null ? 'signInName' : 'accountId' },
      remedy: 'Check the spelling, or search for the user by name.',
    });
  }
  const isSame =
    signInName === null || accountId === null || emailKey(user.userPrincipalName) === emailKey(signInName);
  if (isSame && user.enabled) return user;
  if (isSame) throw userDisabled(accountId === null ? 'signInName' : 'accountId');
  throw invalidInput([
    {
      field: 'signInName',
      rule: 'two-users',
      problem: 'belongs to another user than the account id',
      remedy: 'Clear one of the two fields’ values and type the other anew, or make both mean the same user.',
    },
  ]);
}

/** Nobody signs in with it, so it would never have a presence; auto-map leaves such accounts out as well (MAP-3). */
function userDisabled(field: string): AppError {
  const remedy = 'Choose another account, or enable this one in Microsoft Entra first.';
  return invalidInput([
    { field, rule: 'account-disabled', problem: 'belongs to a disabled account', remedy },
  ]);
}

/** One field emptied and the other left as it was: half a removal, which could mean either. */
function refuseHalfCleared(
  before: Mapping | null,
  wanted: { readonly accountId?: string | null | undefined; readonly signInName?: string | null | undefined },
): void {
  if (before === null || before.userId === null) return;
  const { accountId, signInName } = wanted;
  const isOldId = accountId?.trim().toLowerCase() === before.userId;
  const clearedName = isCleared(signInName) && isOldId;
  const clearedId =
    isCleared(accountId) && emailKey(signInName ?? null) === emailKey(before.userPrincipalName);
  if (!clearedName && !clearedId) return;
  throw invalidInput([
    {
      field: clearedName ? 'signInName' : 'accountId',
      rule: 'half-cleared',
      problem: 'was cleared while the other field was left',
      remedy: 'Clear both fields to remove the mapping, or fill in both.',
    },
  ]);
}

/** Given, and given empty; a field that is left out is not. */
function isCleared(value: string | null | undefined): boolean {
  return value !== undefined && blankToNull(value) === null;
}

function blankToNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function nothingGiven(): AppError {
  const remedy = 'Give the account id or the sign-in name; null for both removes the mapping.';
  return invalidInput([{ field: 'accountId', problem: 'is missing, and the sign-in name too', remedy }]);
}

export function technicianNotFound(technicianId: TechnicianId): AppError {
  return new AppError('technician_not_found', `no active technician ${technicianId}`, {
    details: { technicianId },
    remedy: 'Choose a technician from the list of technicians.',
  });
}

function actionOf(change: MappingChange, before: Mapping | null): string {
  if (change.excluded !== (before?.excluded ?? false)) return change.excluded ? 'excluded' : 'included';
  if (change.user === null) return 'removed';
  return before?.userId ? 'updated' : 'created';
}

function auditValue(
  userId: string | null,
  source: string | null,
  excluded: boolean,
): Record<string, unknown> {
  return { userId, source, excluded };
}
