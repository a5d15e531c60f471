import type { Kysely, Transaction } from 'kysely';
import type { ConsentAttempt, ConsentRecord, ConsentStore } from '#core/access/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, fromMomentOrNull, toJson, toMoment, toMomentOrNull } from './columns.ts';
import type { Database } from './database.ts';
import type { ConsentAttemptTable, ConsentTable, Tables } from './tables.ts';

/** `closeAttempt` throws `not_found` for an attempt that is not there. */
export function createConsentStore({ query }: Database): ConsentStore {
  return {
    async readConsent(deskId) {
      const row = await query
        .selectFrom('desk_consent')
        .selectAll()
        .where('desk_id', '=', deskId)
        .executeTakeFirst();
      return row ? toRecord(row) : null;
    },

    async readHistory(deskId) {
      const [lastGrant, lastReturn, lastOpen] = await Promise.all([
        readLastGrant(query, deskId),
        attemptsOf(query, deskId).where('outcome', 'is not', null).executeTakeFirst(),
        attemptsOf(query, deskId).where('consumed_at', 'is', null).executeTakeFirst(),
      ]);
      return {
        lastGrant,
        lastReturn: lastReturn ? toAttempt(lastReturn) : null,
        lastOpen: lastOpen ? toAttempt(lastOpen) : null,
      };
    },

    async saveConsent(record, { expectedChangedAt, audit }) {
      return query.transaction().execute(async (tx) => {
        const isWritten = await writeRecord(tx, toRecordRow(record), expectedChangedAt);
        if (isWritten && audit) await addAudit(tx, audit);
        return isWritten;
      });
    },

    async addAttempt(attempt) {
      await query.insertInto('consent_attempt').values(toAttemptRow(attempt)).execute();
    },

    async consumeAttempt(stateHash, at) {
      // One statement: of many at once, one finds `consumed_at` empty.
      const row = await query
        .updateTable('consent_attempt')
        .set({ consumed_at: toMoment(at) })
        .where('state_hash', '=', stateHash)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', toMoment(at))
        .returningAll()
        .executeTakeFirst();
      return row ? toAttempt(row) : null;
    },

    async closeAttempt(attemptId, { outcome, refusal }, audit) {
      await query.transaction().execute(async (tx) => {
        const closed = await tx
          .updateTable('consent_attempt')
          .set({ outcome, refusal })
          .where('attempt_id', '=', attemptId)
          .executeTakeFirst();
        if (closed.numUpdatedRows === 0n) throw new AppError('not_found', `no consent attempt ${attemptId}`);
        if (audit) await addAudit(tx, audit);
      });
    },

    async readAttempt(attemptId) {
      const row = await query
        .selectFrom('consent_attempt')
        .selectAll()
        .where('attempt_id', '=', attemptId)
        .executeTakeFirst();
      return row ? toAttempt(row) : null;
    },

    async pruneAttempts(olderThan) {
      const { numDeletedRows } = await query
        .deleteFrom('consent_attempt')
        .where('expires_at', '<', toMoment(olderThan))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** The audit trail is kept for ever, attempts are not. */
async function readLastGrant(
  query: Kysely<Tables>,
  deskId: DeskId,
): Promise<{ readonly by: string; readonly at: Date } | null> {
  const entry = await query
    .selectFrom('audit_entry')
    .select(['actor', 'at'])
    .where('desk_id', '=', deskId)
    .where('subject', '=', 'consent')
    .where('action', '=', 'granted')
    .orderBy('entry_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ? { by: fromJson(entry.actor).name, at: fromMoment(entry.at) } : null;
}

/** Newest first. */
function attemptsOf(query: Kysely<Tables>, deskId: DeskId) {
  return query
    .selectFrom('consent_attempt')
    .selectAll()
    .where('desk_id', '=', deskId)
    .orderBy((eb) => eb.fn.coalesce('consumed_at', 'started_at'), 'desc')
    .orderBy('attempt_id', 'desc')
    .limit(1);
}

/** One statement that compares and writes: of many at once, one finds what it expects. */
async function writeRecord(
  tx: Transaction<Tables>,
  row: ConsentTable,
  expectedChangedAt: Date | null,
): Promise<boolean> {
  if (expectedChangedAt === null) {
    const inserted = await tx
      .insertInto('desk_consent')
      .values(row)
      .onConflict((conflict) => conflict.column('desk_id').doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const { desk_id, ...changed } = row;
  const updated = await tx
    .updateTable('desk_consent')
    .set(changed)
    .where('desk_id', '=', desk_id)
    .where('changed_at', '=', toMoment(expectedChangedAt))
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

function toRecord(row: ConsentTable): ConsentRecord {
  return {
    deskId: row.desk_id,
    state: row.state,
    missingPermissions: fromJson(row.missing_permissions),
    lastGrantAt: fromMomentOrNull(row.last_grant_at),
    confirmedAt: fromMomentOrNull(row.confirmed_at),
    changedAt: fromMoment(row.changed_at),
  };
}

function toRecordRow(record: ConsentRecord): ConsentTable {
  return {
    desk_id: record.deskId,
    state: record.state,
    missing_permissions: toJson(record.missingPermissions),
    last_grant_at: toMomentOrNull(record.lastGrantAt),
    confirmed_at: toMomentOrNull(record.confirmedAt),
    changed_at: toMoment(record.changedAt),
  };
}

function toAttempt(row: ConsentAttemptTable): ConsentAttempt {
  return {
    attemptId: row.attempt_id,
    deskId: row.desk_id,
    stateHash: row.state_hash,
    startedBy: fromJson(row.started_by),
    startedAt: fromMoment(row.started_at),
    expiresAt: fromMoment(row.expires_at),
    consumedAt: fromMomentOrNull(row.consumed_at),
    outcome: row.outcome,
    refusal: row.refusal,
  };
}

function toAttemptRow(attempt: ConsentAttempt): ConsentAttemptTable {
  return {
    desk_id: attempt.deskId,
    attempt_id: attempt.attemptId,
    state_hash: attempt.stateHash,
    started_by: toJson(attempt.startedBy),
    started_at: toMoment(attempt.startedAt),
    expires_at: toMoment(attempt.expiresAt),
    consumed_at: toMomentOrNull(attempt.consumedAt),
    outcome: attempt.outcome,
    refusal: attempt.refusal,
  };
}
