import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import type { DeskId, UserId } from '#kernel/vocabulary.ts';
import type { RosterMember } from './adapter/wire.ts';
import { createBoundedMemory } from './bounded-memory.ts';

/** Who wrote, as the roster knows them. */
export type Identity =
  | { readonly kind: 'person'; readonly userId: UserId; readonly name: string }
  /** A guest, or somebody of another organisation: gets nothing (SPEC section 0). */
  | { readonly kind: 'outsider' };

export interface Sender {
  readonly deskId: DeskId;
  readonly mri: string;
  /** As the activity has them; `null` when it does not. */
  readonly name: string | null;
  readonly userId: string | null;
}

/** A guest seldom becomes a member while chatting. */
const REMEMBERED_SECONDS = 10 * 60;
const REMEMBERED_LIMIT = 5000;

/** Tells people of the desk from guests by the roster, asked once in ten minutes and person. Throws `not_signed_in` when the roster does not
 *  answer or has no account id: without it nobody can be told from a guest. */
export function createWhoIsIt(
  clock: Clock,
): (sender: Sender, readMember: (mri: string) => Promise<RosterMember>) => Promise<Identity> {
  const known = createBoundedMemory<Identity>({
    clock,
    limit: REMEMBERED_LIMIT,
    seconds: REMEMBERED_SECONDS,
  });

  return async (sender, readMember) => {
    const key = `${sender.deskId} ${sender.mri} ${sender.userId ?? ''}`;
    const remembered = known.get(key);
    if (remembered) return remembered;
    const identity = identify(sender, await readOrRefuse(sender, readMember));
    known.set(key, identity);
    return identity;
  };
}

async function readOrRefuse(
  sender: Sender,
  readMember: (mri: string) => Promise<RosterMember>,
): Promise<RosterMember> {
  try {
    return await readMember(sender.mri);
  } catch (cause) {
    throw new AppError('not_signed_in', 'the roster did not say who wrote', { cause });
  }
}

function identify(sender: Sender, member: RosterMember): Identity {
  const isGuest = member.userRole !== null && member.userRole !== 'user';
  const isForeign = member.tenantId !== null && member.tenantId !== sender.deskId;
  if (isGuest || isForeign) return { kind: 'outsider' };
  const userId = (sender.userId ?? member.userId)?.toLowerCase();
  if (userId === undefined || !isGuid(userId)) {
    throw new AppError('not_signed_in', 'neither the activity nor the roster has an account id');
  }
  return { kind: 'person', userId, name: sender.name ?? member.name ?? 'Somebody' };
}
