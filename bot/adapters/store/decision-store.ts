import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Assignment, DecisionFilter, DispatchStore, StoredDecision } from '#core/dispatch/ports.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { COUNTING, newestFirst, toAssignment } from './assignment-rows.ts';
import { toMoment } from './columns.ts';
import type { Database } from './database.ts';
import { searchable, SUMMARY_COLUMNS, toDecision, toSummary } from './decision-rows.ts';
import type { Tables } from './tables.ts';

type DecisionStore = Pick<
  DispatchStore,
  'readDecision' | 'newestDecision' | 'listDecisions' | 'countDecisions' | 'openShadows' | 'saveHumanOwner'
>;

/** A decision is `assigned` while an assignment that it led to stands (pending or done), else `suggested` when somebody was chosen; `held`
 *  when it made the ticket wait, whatever became of it since; `withoutTeams` beside any of them. */
export function createDecisionStore({ query }: Database): DecisionStore {
  async function readDecision(deskId: DeskId, decisionId: string): Promise<StoredDecision | null> {
    const row = await withCandidates(query)
      .where('decision.desk_id', '=', deskId)
      .where('decision.decision_id', '=', decisionId)
      .executeTakeFirst();
    return row ? toDecision(row) : null;
  }

  return {
    readDecision,

    async newestDecision(deskId, ticket) {
      // One question for each index: with "or" SQLite walks the whole desk.
      const [byId, byRef] = await Promise.all([
        newestId(query, deskId, ['ticket_id', ticket]),
        newestId(query, deskId, ['ticket_ref', ticket]),
      ]);
      const newest = [byId, byRef].filter((id) => id !== null).toSorted((a, b) => (a < b ? 1 : -1))[0];
      return newest === undefined ? null : readDecision(deskId, newest);
    },

    async listDecisions(deskId, filter, { before, limit }) {
      let page = query
        .selectFrom('decision')
        .select(SUMMARY_COLUMNS)
        .where('desk_id', '=', deskId)
        .where('is_shadow', '=', filter.state === 'shadow' ? 1 : 0)
        .where((eb) => fitsState(eb, filter.state));
      if (before !== null) page = page.where('decision_id', '<', before);
      if (filter.workflowId !== null) page = page.where('workflow_id', '=', filter.workflowId);
      if (filter.ticketId !== undefined) page = page.where('ticket_id', '=', filter.ticketId);
      if (filter.since !== null) page = page.where('decided_at', '>=', toMoment(filter.since));
      if (filter.text !== null) page = page.where(containsText(filter.text));
      // Ids sort by the time at which they were made.
      const rows = await page.orderBy('decision_id', 'desc').limit(limit).execute();
      const assignments = await newestAssignments(
        query,
        deskId,
        rows.map((row) => row.decision_id),
      );
      return rows.map((row) => toSummary(row, assignments.get(row.decision_id) ?? null));
    },

    async countDecisions(deskId, since) {
      const counted = await query
        .selectFrom('decision')
        .select((eb) => [
          eb.fn
            .countAll()
            .filterWhere((where) => fitsState(where, 'held'))
            .as('held'),
          eb.fn
            .countAll()
            .filterWhere((where) => fitsState(where, 'suggested'))
            .as('suggested'),
          eb.fn
            .countAll()
            .filterWhere((where) => fitsState(where, 'assigned'))
            .as('assigned'),
          eb.fn
            .countAll()
            .filterWhere((where) => fitsState(where, 'without-teams'))
            .as('withoutTeams'),
        ])
        .where('desk_id', '=', deskId)
        .where('is_shadow', '=', 0)
        .where('decided_at', '>=', toMoment(since))
        .executeTakeFirstOrThrow();
      return {
        held: Number(counted.held),
        suggested: Number(counted.suggested),
        assigned: Number(counted.assigned),
        withoutTeams: Number(counted.withoutTeams),
      };
    },

    async openShadows(deskId, limit) {
      const rows = await query
        .selectFrom('decision')
        .select(['decision_id as decisionId', 'ticket_id as ticketId'])
        .where('desk_id', '=', deskId)
        // As it stands in the partial index: SQLite compares no values with it.
        .where('is_shadow', '=', sql.lit(1))
        .where('human_owner_id', 'is', null)
        .orderBy('decision_id', 'desc')
        .limit(limit)
        .execute();
      return rows;
    },

    async saveHumanOwner(deskId, decisionId, ownerId) {
      await query
        .updateTable('decision')
        .set({ human_owner_id: ownerId })
        .where('desk_id', '=', deskId)
        .where('decision_id', '=', decisionId)
        .execute();
    },
  };
}

async function newestId(
  query: Kysely<Tables>,
  deskId: DeskId,
  [column, value]: readonly [column: 'ticket_id' | 'ticket_ref', value: string],
): Promise<string | null> {
  const row = await query
    .selectFrom('decision')
    .select('decision_id')
    .where('desk_id', '=', deskId)
    .where(column, '=', value)
    .where('is_shadow', '=', 0)
    .orderBy('decision_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.decision_id ?? null;
}

type Where = ExpressionBuilder<Tables, 'decision'>;

function withCandidates(query: Kysely<Tables>) {
  return query
    .selectFrom('decision')
    .innerJoin('decision_candidate as body', (join) =>
      join
        .onRef('body.desk_id', '=', 'decision.desk_id')
        .onRef('body.decision_id', '=', 'decision.decision_id'),
    )
    .selectAll('decision')
    .select('body.candidates');
}

function fitsState(eb: Where, state: DecisionFilter['state']) {
  const isChosen = eb('outcome', '=', 'chosen');
  if (state === 'held') return eb('outcome', '=', 'held');
  if (state === 'without-teams') return eb('is_without_teams', '=', 1);
  if (state === 'assigned') return eb.and([isChosen, leadsSomewhere(eb)]);
  if (state === 'suggested') return eb.and([isChosen, eb.not(leadsSomewhere(eb))]);
  return eb.and([]);
}

function leadsSomewhere(eb: Where) {
  return eb.exists(
    eb
      .selectFrom('assignment_outbox as led')
      .select('led.assignment_id')
      .whereRef('led.desk_id', '=', 'decision.desk_id')
      .whereRef('led.decision_id', '=', 'decision.decision_id')
      .where('led.technician_id', 'is not', null)
      .where('led.state', 'in', COUNTING),
  );
}

function containsText(text: string) {
  const pattern = `%${searchable(text.trim()).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`search_text like ${pattern} escape '\\'`;
}

async function newestAssignments(
  query: Kysely<Tables>,
  deskId: DeskId,
  decisionIds: readonly StoredDecision['decisionId'][],
): Promise<ReadonlyMap<string | null, Assignment>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await query
    .selectFrom('assignment_outbox')
    .selectAll()
    .where('desk_id', '=', deskId)
    .where('decision_id', 'in', decisionIds)
    .execute();
  // Of several with one key a map keeps the last.
  return new Map(
    rows.toSorted((a, b) => newestFirst(b, a)).map((row) => [row.decision_id, toAssignment(row)]),
  );
}
