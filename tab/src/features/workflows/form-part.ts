import type { Formats } from '../../texts/language.ts';
import type { FormWords } from '../../texts/workflow-form.ts';
import type { SetupDraft } from './setup-draft.ts';
import type { FaultyField, SetupFault } from './setup-faults.ts';

/** What every part of the form gets. */
export interface PartProps {
  readonly draft: SetupDraft;
  readonly set: (changes: Partial<SetupDraft>) => void;
  /** What is wrong with a field, in words; `null`: nothing that should be said yet. */
  readonly faultAt: (field: FaultyField) => string | null;
  /** Of the element that gets the focus when the field is faulty. */
  readonly idOf: (field: FaultyField) => string;
}

export function faultWords(
  fault: SetupFault,
  { t, formats }: { readonly t: FormWords; readonly formats: Pick<Formats, 'number'> },
): string {
  switch (fault.kind) {
    case 'number':
      return t.fault.number(formats.number(fault.min), formats.number(fault.max));
    case 'too-long':
      return t.fault.tooLong(formats.number(fault.most));
    case 'too-many':
      return t.fault.tooMany(formats.number(fault.most));
    case 'too-far':
      return t.fault.far(formats.number(fault.most));
    default:
      return t.fault[fault.kind];
  }
}

/** Minutes as people say them: `2 hours`. */
export function durationWords(minutes: number, t: FormWords): string {
  return t.duration(Math.floor(minutes / 60), minutes % 60);
}

/** For `<Field>`: only what is there. */
export function faultProps(fault: string | null): {
  readonly validationState?: 'error';
  readonly validationMessage?: string;
} {
  return fault === null ? {} : { validationState: 'error', validationMessage: fault };
}
