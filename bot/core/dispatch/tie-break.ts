import type { CandidateFacts } from './candidate.ts';

/** Sorts the one first who goes before among equals (DIS-4): longest since the last assignment, fewer today, lower load, then a hash of
 *  ticket and technician, which favours nobody over many tickets. Unknown load goes last. */
export function compareEquals(a: CandidateFacts, b: CandidateFacts, ticketId: string): number {
  return (
    order(lastAssignment(a), lastAssignment(b)) ||
    order(a.assignmentsToday, b.assignmentsToday) ||
    order(a.openLoad ?? Infinity, b.openLoad ?? Infinity) ||
    compareLots(a, b, ticketId)
  );
}

/** Drawn by lot, the same way every time and in whatever order people are listed. */
export function compareLots(a: CandidateFacts, b: CandidateFacts, ticketId: string): number {
  return (
    order(hashPair(ticketId, a.technicianId), hashPair(ticketId, b.technicianId)) ||
    // Two equal hashes of 32 bits happen; an order that depends on the list must not.
    orderText(a.technicianId, b.technicianId)
  );
}

/** Milliseconds since 1970; never assigned lies before everything. */
export function lastAssignment({ lastAssignedAt }: CandidateFacts): number {
  return lastAssignedAt === null ? -Infinity : lastAssignedAt.getTime();
}

/** Negative, zero or positive, also for two infinities, whose difference would be NaN. */
export function order(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A stable number from 0 to 2^32 − 1 for a ticket and a technician. FNV-1a (draft-eastlake-fnv) over UTF-16 units with the final mix of
 *  MurmurHash3, without which ids that differ in their last digit would sort by that digit. */
export function hashPair(ticketId: string, technicianId: string): number {
  let hash = fold(0x811c9dc5, ticketId);
  // A unit that no id holds parts the two: ("1", "23") is not ("12", "3").
  hash = Math.imul(hash ^ 0xffff, 0x01000193);
  hash = fold(hash, technicianId);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function fold(seed: number, text: string): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

function orderText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
