import { stringify } from 'csv-stringify/sync';
import type { StoredAuditEntry } from '#core/access/audit-service.ts';

/** The audit trail for a spreadsheet, RFC 4180; names come from outside, so a cell that would run as a formula is made text. */
export function auditCsv(entries: readonly StoredAuditEntry[]): string {
  const rows = entries.map(({ at, actor, subject, subjectId, action, before, after }) => [
    at.toISOString(),
    actor.kind,
    actor.name,
    subject,
    subjectId,
    action,
    toCell(before),
    toCell(after),
  ]);
  return stringify(rows, {
    header: true,
    columns: ['at', 'actor kind', 'actor', 'subject', 'subject id', 'action', 'before', 'after'],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

function toCell(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
