import type { Kysely, Transaction } from 'kysely';
import type { WorkflowStore } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMomentOrNull, toJson, toMoment, toMomentOrNull } from './columns.ts';
import type { Database } from './database.ts';
import type { Workflow, WorkflowTable, WorkflowVersionTable } from './dispatch-tables.ts';
import type { Tables } from './tables.ts';

/** Key of the desk's words for priorities among its settings. */
const PRIORITY_WORDS = 'dispatch.priority-words';

/** Workflows with all their versions. A removed one is found by its id and a version only; a new one goes behind the others. */
export function createWorkflowStore(database: Database): WorkflowStore {
  const { query } = database;
  return {
    async listWorkflows(deskId) {
      const rows = await currentOnes(query, deskId).orderBy('workflow.position').execute();
      return rows.map(toWorkflow);
    },

    async readWorkflow(deskId, workflowId, version) {
      const found =
        version === null
          ? currentOnes(query, deskId)
          : versions(query, deskId).where('saved.version', '=', version);
      const row = await found.where('workflow.workflow_id', '=', workflowId).executeTakeFirst();
      return row ? toWorkflow(row) : null;
    },

    async listVersions(deskId, workflowId) {
      const rows = await versions(query, deskId)
        .where('workflow.workflow_id', '=', workflowId)
        .orderBy('saved.version', 'desc')
        .execute();
      return rows.map((row) => ({ ...toWorkflow(row), sentences: [] }));
    },

    async saveWorkflow(deskId, workflow, audit) {
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        await moveCurrent(tx, deskId, workflow);
        await tx.insertInto('workflow_version').values(toVersionRow(deskId, workflow)).execute();
        await addAudit(tx, audit);
      });
    },

    async removeWorkflow(deskId, workflowId, version, audit) {
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        const removed = await tx
          .updateTable('workflow')
          .set({ removed_at: toMoment(audit.at) })
          .where('desk_id', '=', deskId)
          .where('workflow_id', '=', workflowId)
          .where('version', '=', version)
          .where('removed_at', 'is', null)
          .returning('position')
          .executeTakeFirst();
        if (!removed) throw await changedMeanwhile(tx, deskId, workflowId);
        await tx
          .updateTable('workflow')
          .set((eb) => ({ position: eb('position', '-', 1) }))
          .where('desk_id', '=', deskId)
          .where('removed_at', 'is', null)
          .where('position', '>', removed.position)
          .execute();
        await addAudit(tx, audit);
      });
    },

    async orderWorkflows(deskId, workflowIds, audit) {
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        const rows = await tx
          .selectFrom('workflow')
          .select(['workflow_id', 'position'])
          .where('desk_id', '=', deskId)
          .where('removed_at', 'is', null)
          .orderBy('position')
          .execute();
        const known = new Map(rows.map((row) => [row.workflow_id, row.position]));
        // Each once: those that are named, then the others as they stood.
        const wanted = new Set([...workflowIds.filter((id) => known.has(id)), ...known.keys()]);
        for (const [position, workflowId] of [...wanted].entries()) {
          if (known.get(workflowId) === position) continue;
          await tx
            .updateTable('workflow')
            .set({ position })
            .where('desk_id', '=', deskId)
            .where('workflow_id', '=', workflowId)
            .execute();
        }
        await addAudit(tx, audit);
      });
    },

    async readRotaTeams(deskId) {
      const rows = await currentOnes(query, deskId).orderBy('workflow.position').execute();
      const teams = rows.flatMap((row) => toWorkflow(row).setup.rotaTeams);
      return [...new Map(teams.map((team) => [team.teamId, team])).values()];
    },

    async readPriorityWords(deskId) {
      const row = await query
        .selectFrom('setting')
        .select('value')
        .where('desk_id', '=', deskId)
        .where('key', '=', PRIORITY_WORDS)
        .executeTakeFirst();
      return row ? (fromJson(row.value) as Awaited<ReturnType<WorkflowStore['readPriorityWords']>>) : null; // `savePriorityWords` alone writes this key
    },

    async savePriorityWords(deskId, words, audit) {
      const content = { value: toJson<unknown>(words), updated_at: toMoment(audit.at) };
      await query.transaction().execute(async (tx) => {
        await tx
          .insertInto('setting')
          .values({ desk_id: deskId, key: PRIORITY_WORDS, version: 1, ...content })
          .onConflict((conflict) =>
            conflict
              .columns(['desk_id', 'key'])
              .doUpdateSet((eb) => ({ ...content, version: eb('setting.version', '+', 1) })),
          )
          .execute();
        await addAudit(tx, audit);
      });
    },
  };
}

/** Every version of the desk's workflows, of removed ones as well. */
function versions(query: Kysely<Tables>, deskId: DeskId) {
  return query
    .selectFrom('workflow')
    .innerJoin('workflow_version as saved', (join) =>
      join
        .onRef('saved.desk_id', '=', 'workflow.desk_id')
        .onRef('saved.workflow_id', '=', 'workflow.workflow_id'),
    )
    .selectAll('saved')
    .select('workflow.position')
    .where('workflow.desk_id', '=', deskId);
}

function currentOnes(query: Kysely<Tables>, deskId: DeskId) {
  return versions(query, deskId)
    .whereRef('saved.version', '=', 'workflow.version')
    .where('workflow.removed_at', 'is', null);
}

async function moveCurrent(
  tx: Transaction<Tables>,
  deskId: DeskId,
  { workflowId, version }: Workflow,
): Promise<void> {
  if (version === 1) {
    const { count } = await tx
      .selectFrom('workflow')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('desk_id', '=', deskId)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    const row = { desk_id: deskId, workflow_id: workflowId, version, removed_at: null };
    const added = await tx
      .insertInto('workflow')
      .values({ ...row, position: Number(count) })
      .onConflict((conflict) => conflict.columns(['desk_id', 'workflow_id']).doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 1n) return;
    throw await changedMeanwhile(tx, deskId, workflowId);
  }
  const moved = await tx
    .updateTable('workflow')
    .set({ version })
    .where('desk_id', '=', deskId)
    .where('workflow_id', '=', workflowId)
    .where('version', '=', version - 1)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw await changedMeanwhile(tx, deskId, workflowId);
}

/** Says which version stands, 0 for none, and who saved it, so that a second lead knows whom to ask. */
async function changedMeanwhile(
  tx: Transaction<Tables>,
  deskId: DeskId,
  workflowId: string,
): Promise<AppError> {
  const row = await currentOnes(tx, deskId).where('workflow.workflow_id', '=', workflowId).executeTakeFirst();
  const details = { workflowId, version: row?.version ?? 0, changedBy: row?.saved_by ?? null };
  return new AppError('conflict', `workflow ${workflowId} is at version ${details.version}`, {
    details,
    remedy: 'Read the workflow again and repeat the change.',
  });
}

function toVersionRow(
  deskId: DeskId,
  { workflowId, version, setup, sentences, onSince, savedAt, savedBy }: Workflow,
): WorkflowVersionTable {
  return {
    desk_id: deskId,
    workflow_id: workflowId,
    version,
    setup: toJson({ ...setup, shadowUntil: toMomentOrNull(setup.shadowUntil) }),
    sentences: toJson(sentences),
    on_since: toMomentOrNull(onSince),
    saved_at: toMomentOrNull(savedAt),
    saved_by: savedBy,
  };
}

function toWorkflow(row: WorkflowVersionTable & Pick<WorkflowTable, 'position'>): Workflow {
  const { shadowUntil, ...setup } = fromJson(row.setup);
  return {
    workflowId: row.workflow_id,
    version: row.version,
    position: row.position,
    setup: { ...setup, shadowUntil: fromMomentOrNull(shadowUntil) },
    sentences: fromJson(row.sentences),
    onSince: fromMomentOrNull(row.on_since),
    savedAt: fromMomentOrNull(row.saved_at),
    savedBy: row.saved_by,
  };
}
