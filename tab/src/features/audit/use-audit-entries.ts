import { getAudit } from '#contract/administration-endpoints.ts';
import type { AuditSubject } from '#kernel/audit.ts';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import type { AuditEntry } from './audit-words.ts';

export interface AuditEntries {
  /** Newest first; `null` before the first answer. */
  readonly entries: readonly AuditEntry[] | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly problem: Problem | null;
  readonly loadMore: () => Promise<void>;
  readonly retry: () => void;
}

/** The trail of one subject, or all of it, page by page. Use it in a component that is new for each subject. */
export function useAuditEntries(subject: AuditSubject | null): AuditEntries {
  const query = subject === null ? {} : { subject };
  const first = useResource(getAudit, { query });
  const older = useAction(getAudit);
  const [rest, setRest] = useState<{ entries: readonly AuditEntry[]; next: string | null } | null>(null);
  const next = rest === null ? (first.value?.next ?? null) : rest.next;

  return {
    entries: first.value && [...first.value.entries, ...(rest?.entries ?? [])],
    hasMore: next !== null,
    isLoadingMore: older.isRunning,
    problem: first.problem ?? older.problem,
    async loadMore() {
      if (next === null) return;
      const page = await older.run({ query: { ...query, before: next } });
      if (page === null) return;
      const { entries, next: after } = page.answer;
      setRest((now) => ({ entries: [...(now?.entries ?? []), ...entries], next: after }));
    },
    retry: first.problem ? first.refresh : older.forgetProblem,
  };
}
