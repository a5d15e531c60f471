import type { StoredAuditEntry } from '#core/access/audit-service.ts';
import type { AdminCommand } from '../command.ts';

/** For people a screen or two; --json gives all. */
const SHOWN = 50;

export const AUDIT_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'audit list',
    help: `Show who changed what and when, newest first: the last ${SHOWN}. With --json every entry, before and after included, to keep elsewhere.`,
    usage: '',
    flags: [],
    desk: 'served',
    async run({ audit }, caller) {
      const entries: StoredAuditEntry[] = [];
      for await (const entry of audit.read(caller)) entries.push(entry);
      const lines = entries.slice(0, SHOWN).map(describeEntry);
      return { value: entries, lines: lines.length > 0 ? lines : ['Nothing was changed yet.'] };
    },
  },
];

function describeEntry({ at, actor, subject, subjectId, action }: StoredAuditEntry): string {
  return `${at.toISOString()}  ${actor.name}  ${subject} ${subjectId}  ${action}`;
}
