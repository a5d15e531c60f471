import type { Formats } from '../../texts/language.ts';
import type { FormWords } from '../../texts/workflow-form.ts';
import { durationWords } from './form-part.ts';
import type { SetupDraft } from './setup-draft.ts';

/** Who gets a ticket with these settings, in one line. Numbers that cannot be used yet are left out. */
export function eligibleWords(
  draft: SetupDraft,
  { t, formats }: { readonly t: FormWords; readonly formats: Pick<Formats, 'number'> },
): string {
  const minutes = Number(draft.presenceBlocksMinutes);
  const isPresence = draft.teamsAvailability === 'on' && Number.isInteger(minutes) && minutes >= 0;
  const parts = [
    draft.pool.kind === 'everyone' ? t.inPoolEveryone : t.inPoolChosen(draft.pool.ids.length),
    ...(isPresence ? [t.notOnBreak(durationWords(minutes, t))] : []),
    ...(/^\d+$/.test(draft.capacity.trim()) ? [t.underCapacity(formats.number(Number(draft.capacity)))] : []),
    ...(draft.calendar === 'gate' ? [t.calendarFree] : []),
  ];
  return t.eligibleWhen(parts.join(' · '));
}
