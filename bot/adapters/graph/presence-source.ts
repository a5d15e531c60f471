import { z } from 'zod';
import type { Presence, PresenceReading, PresenceSource } from '#core/availability/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import type { Budget, Cloud, DeskId, UserId } from '#kernel/vocabulary.ts';
import { CALL_BUDGETS } from './budgets.ts';
import { type GraphClient, pageOf } from './guarded-client.ts';

/** Graph docs: cloudcommunications-getpresencesbyuserid. */
const IDS_PER_CALL = 650;
/** Halving 650 ids down to one bad id takes 20 calls; more bad ids than that are reported by the half. */
const EXTRA_CALLS_PER_BATCH = 20;

const presencePage = pageOf(
  z.object({
    id: z.string(),
    availability: z.string().nullish(),
    activity: z.string().nullish(),
    outOfOfficeSettings: z.object({ isOutOfOffice: z.boolean().nullish() }).nullish(),
  }),
);

/** What the batches of one read fill side by side. */
interface Sheet {
  /** Ids that Graph sends besides them are not ours to keep. */
  readonly asked: ReadonlySet<UserId>;
  readonly presences: Map<UserId, Presence>;
}

/** Presence from Graph in ⌈ids/650⌉ parallel calls. What fails is named by its ids; what Graph leaves out is left out. */
export function createPresenceSource(needs: {
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly cloud: Cloud;
}): PresenceSource {
  const { graph, clock, cloud } = needs;

  /** Answers what could not be read. */
  async function readBatch(
    deskId: DeskId,
    userIds: readonly UserId[],
    sheet: Sheet,
    limits: { readonly budget: Budget; readonly until: Date; callsLeft: number },
  ): Promise<PresenceReading['unread']> {
    try {
      writeById(await graph.getPresences(deskId, userIds, { ...limits, schema: presencePage }), sheet);
      return [];
    } catch (cause) {
      const error = toAppError(cause);
      const half = Math.ceil(userIds.length / 2);
      if (error.details['status'] !== 400 || half === userIds.length || limits.callsLeft < 2) {
        return [{ userIds, error }];
      }
      limits.callsLeft -= 2;
      const halves = [userIds.slice(0, half), userIds.slice(half)];
      return (await Promise.all(halves.map((ids) => readBatch(deskId, ids, sheet, limits)))).flat();
    }
  }

  return {
    async readPresence(deskId, userIds, budget) {
      const readAt = clock.now();
      const asked = new Set<UserId>();
      for (const userId of userIds) asked.add(userId.toLowerCase());
      const ids = [...asked];
      if (ids.length === 0) return { readAt, presences: new Map(), unread: [] };
      if (cloud === 'china') {
        const error = new AppError('not_in_cloud', 'presence does not exist in this cloud', {
          details: { cloud, service: 'presence' },
        });
        return { readAt, presences: new Map(), unread: [{ userIds: ids, error }] };
      }
      const until = new Date(readAt.getTime() + CALL_BUDGETS[budget].totalMs);
      const sheet: Sheet = { asked, presences: new Map() };
      const parts = batchesOf(ids).map((batch) =>
        readBatch(deskId, batch, sheet, { budget, until, callsLeft: EXTRA_CALLS_PER_BATCH }),
      );
      const unread = (await Promise.all(parts)).flat();
      return { readAt, presences: sheet.presences, unread };
    },
  };
}

function batchesOf(ids: readonly UserId[]): readonly (readonly UserId[])[] {
  const count = Math.ceil(ids.length / IDS_PER_CALL);
  return Array.from({ length: count }, (_, batch) =>
    ids.slice(batch * IDS_PER_CALL, (batch + 1) * IDS_PER_CALL),
  );
}

/** By id, because Graph promises neither order nor completeness. */
function writeById(
  rows: readonly z.output<typeof presencePage>['value'][number][],
  { asked, presences }: Sheet,
): void {
  for (const { id, availability, activity, outOfOfficeSettings } of rows) {
    const userId = id.toLowerCase();
    if (!asked.has(userId)) continue;
    presences.set(userId, {
      availability: availability ?? null,
      activity: activity ?? null,
      outOfOffice: outOfOfficeSettings?.isOutOfOffice ?? null,
    });
  }
}
