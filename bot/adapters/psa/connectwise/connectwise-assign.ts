import type { AssignOutcome, OwnerWish } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { begun } from '../begun.ts';
import { blankToNull } from '../person-words.ts';
import type { PsaAnswer } from '../psa-request.ts';
import { apiFailure, isMissing, refusalOf } from './connectwise-answer.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { idNumber, memberReferenceSchema, RIGHTS } from './connectwise-fields.ts';

const ownershipSchema = z.object({
  id: z.number().int(),
  owner: memberReferenceSchema.nullish(),
  closedFlag: z.boolean(),
});
type Ownership = z.output<typeof ownershipSchema>;

const UNKNOWN_MEMBER = 'ConnectWise PSA has no member of this id';
const LEFT_ALONE = 'ConnectWise PSA took the change and left the ticket without an owner';

/** Begins to change the owner of a service ticket. It is the owner and nothing else: ConnectWise PSA answers 200 to a change of `resources` and does
 *  nothing (christaylorcodes/ConnectWiseManageAPI#33). Throws `psa_down` also when the answer to the write is lost: it may be done then,
 *  and whoever asks again finds out. */
export function beginAssign(
  talk: ConnectWiseTalk,
  id: string,
  { clock }: { readonly clock: Clock },
): (wish: OwnerWish) => Promise<AssignOutcome> {
  const ticketId = idNumber(id);
  if (ticketId === null) return async () => ({ kind: 'gone' });
  const look = begun(readOwnership(talk, ticketId));
  return (wish) => giveTicket(talk, { ticketId, look, wish, clock });
}

async function giveTicket(
  talk: ConnectWiseTalk,
  {
    ticketId,
    look,
    wish,
    clock,
  }: {
    readonly ticketId: number;
    readonly look: Promise<Ownership | null>;
    readonly wish: OwnerWish;
    readonly clock: Clock;
  },
): Promise<AssignOutcome> {
  // A ticket that somebody changes meanwhile answers 409: it is looked at once more.
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const before = await (attempt === 0 ? look : readOwnership(talk, ticketId));
    const settled = outcomeBefore(before, wish);
    if (settled) return settled;
    const operation = changeOf(wish.technicianId);
    if (operation === null) return { kind: 'technician-refused', text: UNKNOWN_MEMBER };
    const answer = await talk.write({
      method: 'PATCH',
      path: `/service/tickets/${ticketId}`,
      body: [operation],
    });
    if (answer.status === 200) return outcomeAfter(await readOwnership(talk, ticketId), wish);
    if (answer.status !== 409) return outcomeOf(answer, clock.now());
  }
  throw new AppError('psa_down', 'ConnectWise PSA kept answering that the ticket is being changed');
}

function readOwnership(talk: ConnectWiseTalk, ticketId: number): Promise<Ownership | null> {
  return talk.find({
    path: `/service/tickets/${ticketId}`,
    query: { fields: Object.keys(ownershipSchema.shape).join(',') },
    schema: ownershipSchema,
    right: RIGHTS.readTickets,
  });
}

/** The JSON patch; `null` for a technician that no member can be. */
function changeOf(technicianId: string | null): object | null {
  if (technicianId === null) return { op: 'replace', path: 'owner', value: null };
  const id = idNumber(technicianId);
  return id === null ? null : { op: 'replace', path: 'owner', value: { id } };
}

/** What is settled without writing; `null`: write. A ticket that nobody has any more may be given: nothing is taken from anybody. */
function outcomeBefore(ticket: Ownership | null, wish: OwnerWish): AssignOutcome | null {
  if (ticket === null) return { kind: 'gone' };
  const ownerId = ownerIdOf(ticket);
  if (ownerId === wish.technicianId) return { kind: 'assigned' };
  if (ticket.closedFlag) return { kind: 'closed' };
  return ownerId === null || ownerId === wish.ifOwnerIs ? null : owned(ticket, ownerId);
}

function outcomeAfter(ticket: Ownership | null, wish: OwnerWish): AssignOutcome {
  if (ticket === null) return { kind: 'gone' };
  const ownerId = ownerIdOf(ticket);
  if (ownerId === wish.technicianId) return { kind: 'assigned' };
  return ownerId === null ? { kind: 'refused', text: LEFT_ALONE } : owned(ticket, ownerId);
}

/** What an answer means that is neither 200 nor 409. */
function outcomeOf(answer: PsaAnswer, now: Date): AssignOutcome {
  if (isMissing(answer)) return { kind: 'gone' };
  if (answer.status !== 400) throw apiFailure(answer, RIGHTS.editTickets, now);
  const { text, fields } = refusalOf(answer);
  const isAboutOwner = fields.some((field) => field.split('/', 1)[0] === 'owner');
  return { kind: isAboutOwner ? 'technician-refused' : 'refused', text };
}

function ownerIdOf({ owner }: Ownership): string | null {
  return owner ? String(owner.id) : null;
}

function owned({ owner }: Ownership, ownerId: string): AssignOutcome {
  return {
    kind: 'owned',
    ownerId,
    ownerName: blankToNull(owner?.name) ?? blankToNull(owner?.identifier),
  };
}
