import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';

/** Who a technician is mapped to: now, and as somebody wishes. `null`: nobody. */
export type Holdings = ReadonlyMap<TechnicianId, UserId | null>;

/** Which of the `wished` changes can be made together without giving a user to two technicians. A wish for a user whom another technician keeps
 *  or also gets is left out, and so is what depended on it. What is shared already, with somebody's consent, stays. */
export function withoutSharedUsers(now: Holdings, wished: Holdings): ReadonlySet<TechnicianId> {
  const granted = new Map(wished);
  for (;;) {
    const holders = countHolders(new Map([...now, ...granted]));
    const refused = [...granted].filter(
      ([technicianId, userId]) =>
        userId !== null && now.get(technicianId) !== userId && (holders.get(userId) ?? 0) > 1,
    );
    if (refused.length === 0) return new Set(granted.keys());
    for (const [technicianId] of refused) granted.delete(technicianId);
  }
}

function countHolders(holdings: Holdings): ReadonlyMap<UserId, number> {
  const count = new Map<UserId, number>();
  for (const userId of holdings.values()) {
    if (userId !== null) count.set(userId, (count.get(userId) ?? 0) + 1);
  }
  return count;
}
