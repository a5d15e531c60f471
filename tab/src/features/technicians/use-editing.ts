import { useState } from 'react';
import type { readTechnician } from '#contract/technicians-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import type { Resource } from '../../api/use-resource.ts';
import type { Technician } from './loaded-pages.ts';
import {
  type FieldName,
  type FieldRule,
  formOf,
  type MappingForm,
  type SaveFault,
  saveFaultOf,
  type Wish,
  wishOf,
} from './mapping-form.ts';
import { useMappingChanges } from './use-mapping-changes.ts';

export type Detail = AnswerOf<typeof readTechnician>;

export interface Editing {
  readonly form: MappingForm;
  readonly change: (form: MappingForm) => void;
  readonly wish: Wish;
  /** As it will be, while that is on its way. */
  readonly excluded: boolean;
  readonly isBusy: boolean;
  /** At which field the input or the server's answer does not fit. */
  readonly fieldFault: { readonly field: FieldName; readonly rule: FieldRule } | null;
  readonly alreadyMapped: Extract<SaveFault, { kind: 'already-mapped' }> | null;
  readonly conflict: Extract<SaveFault, { kind: 'conflict' }> | null;
  /** Whatever else went wrong. */
  readonly problem: Problem | null;
  readonly save: (allowShared: boolean) => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly exclude: (excluded: boolean) => Promise<void>;
  /** After a conflict: shows what stands now, and forgets what was typed. */
  readonly startOver: () => void;
}

interface Typed {
  /** Whose mapping, as it was when typing began: what is typed belongs to it. */
  readonly about: string;
  readonly form: MappingForm;
  /** Save was pressed on it: only then is a fault of the form told. */
  readonly isTried: boolean;
}

/** What a person types into the panel, what saving it would do, and what became of it. */
export function useEditing(
  detail: Pick<Resource<Detail>, 'value' | 'replace' | 'refresh'>,
  options: { readonly onClose: () => void; readonly onChanged: (technician: Technician) => void },
): Editing {
  const { value } = detail;
  const changes = useMappingChanges(options.onChanged);
  const about = JSON.stringify([value?.technicianId, value?.mapping?.userId, value?.mapping?.source]);
  const fresh: Typed = { about, form: formOf(value?.mapping ?? null), isTried: false };
  const [typed, setTyped] = useState(fresh);
  const { form, isTried } = typed.about === about ? typed : fresh;

  const [excluded, setExcluded] = useState<boolean | null>(null);
  const { mapping, removing, excluding } = changes;
  const wish = wishOf(form, value?.mapping ?? null);
  const failed = mapping.problem ?? removing.problem ?? excluding.problem;
  const fault = failed && saveFaultOf(failed);
  const formFault = isTried && wish.kind === 'fault' ? wish.fault : null;

  function forgetProblems(): void {
    for (const action of [mapping, removing, excluding]) action.forgetProblem();
  }

  return {
    form,
    wish,
    excluded: excluded ?? value?.excluded ?? false,
    isBusy: mapping.isRunning || removing.isRunning || excluding.isRunning,
    fieldFault: formFault ?? (fault?.kind === 'field' ? fault : null),
    alreadyMapped: fault?.kind === 'already-mapped' ? fault : null,
    conflict: fault?.kind === 'conflict' ? fault : null,
    problem: fault === null ? failed : null,
    change(next) {
      setTyped({ about, form: next, isTried: false });
      forgetProblems();
    },
    async save(allowShared) {
      if (value === null) return;
      forgetProblems();
      setTyped({ about, form, isTried: true });
      if (wish.kind === 'nothing') options.onClose();
      if (wish.kind === 'map' && (await changes.map(value, wish, allowShared))) options.onClose();
      if (wish.kind === 'remove' && (await changes.remove(value))) options.onClose();
    },
    async remove() {
      if (value === null) return;
      forgetProblems();
      if (await changes.remove(value)) options.onClose();
    },
    async exclude(wanted) {
      if (value === null) return;
      forgetProblems();
      setExcluded(wanted);
      if (await changes.exclude(value, wanted)) detail.replace({ ...value, excluded: wanted });
      setExcluded(null);
    },
    startOver() {
      forgetProblems();
      setTyped({ about: '', form, isTried: false });
      detail.refresh();
    },
  };
}
