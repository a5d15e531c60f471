import type { Caller } from './caller.ts';
import type { DeskId } from './vocabulary.ts';

export const AUDIT_SUBJECTS = [
  'mapping',
  'consent',
  'setting',
  'role',
  'key',
  'psa',
  'technician',
  'desk',
  'run',
  'workflow',
  'dispatch',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** One change: who, when, of what, before and after. Written in the same transaction as the change. */
export interface AuditEntry {
  readonly deskId: DeskId;
  readonly at: Date;
  readonly actor: { readonly kind: Caller['kind']; readonly id: string; readonly name: string };
  readonly subject: AuditSubject;
  /** Id of the thing changed, of ours. */
  readonly subjectId: string;
  /** Verb in the past: `created`, `updated`, `removed`, `granted`, `refused`, `applied`, `undone` … */
  readonly action: string;
  /** JSON values without secrets, presence or shifts; `null` where there was or is nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

export function auditEntry(
  caller: Caller,
  at: Date,
  change: Pick<AuditEntry, 'subject' | 'subjectId' | 'action'> & { before?: unknown; after?: unknown },
): AuditEntry {
  return {
    deskId: caller.deskId,
    at,
    actor: { kind: caller.kind, id: caller.id, name: caller.name },
    subject: change.subject,
    subjectId: change.subjectId,
    action: change.action,
    before: change.before ?? null,
    after: change.after ?? null,
  };
}
