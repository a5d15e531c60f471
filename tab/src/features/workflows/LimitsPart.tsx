import { Checkbox } from '@fluentui/react-components';
import { useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { Choices } from './Choices.tsx';
import { useFormStyles } from './Form.styles.ts';
import type { PartProps } from './form-part.ts';
import { NumberField } from './NumberField.tsx';
import { Part } from './Part.tsx';

/** How much anybody gets, and what the PSA's calendar has to say. */
export function LimitsPart({ draft, set, faultAt, idOf }: PartProps) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  return (
    <Part title={t.limitsTitle}>
      <div className={styles.columns}>
        <NumberField
          id={idOf('capacity')}
          label={t.capacity}
          hint={t.capacityHint}
          unit={t.capacityUnit}
          value={draft.capacity}
          fault={faultAt('capacity')}
          onType={(capacity) => set({ capacity })}
        />
        <NumberField
          id={idOf('workMinutes')}
          label={t.workMinutes}
          hint={t.workMinutesHint}
          unit={t.minutes(Number(draft.workMinutes))}
          value={draft.workMinutes}
          fault={faultAt('workMinutes')}
          onType={(workMinutes) => set({ workMinutes })}
        />
      </div>
      <div className={styles.ticks}>
        <Checkbox
          id={idOf('calendar')}
          checked={draft.calendar === 'gate'}
          label={<span className={styles.item}>{t.calendar}</span>}
          onChange={(_event, { checked }) => set({ calendar: checked === true ? 'gate' : 'ignore' })}
        />
        <Checkbox
          id={idOf('books')}
          checked={draft.books === 'schedule-entry'}
          label={<span className={styles.item}>{t.books}</span>}
          onChange={(_event, { checked }) => set({ books: checked === true ? 'schedule-entry' : 'nothing' })}
        />
        <p className={styles.soft}>{t.booksHint}</p>
      </div>
    </Part>
  );
}

/** What becomes of a ticket that nobody can take now. */
export function WaitPart({ draft, set, faultAt, idOf }: PartProps) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  return (
    <Part title={t.waitTitle}>
      <Choices
        id={idOf('whenEveryoneIsOnABreak')}
        label={t.everyoneOnBreak}
        value={draft.whenEveryoneIsOnABreak}
        choices={[
          { value: 'assign-by-psa', label: t['assign-by-psa'] },
          { value: 'hold', label: t.hold },
          { value: 'leave-unassigned', label: t['leave-unassigned'] },
        ]}
        onChoose={(whenEveryoneIsOnABreak) => set({ whenEveryoneIsOnABreak })}
      />
      <div className={styles.columns}>
        <NumberField
          id={idOf('retryMinutes')}
          label={t.retry}
          unit={t.minutes(Number(draft.retryMinutes))}
          value={draft.retryMinutes}
          fault={faultAt('retryMinutes')}
          onType={(retryMinutes) => set({ retryMinutes })}
        />
        <NumberField
          id={idOf('escalateMinutes')}
          label={t.escalate}
          hint={t.escalateHint}
          unit={t.minutes(Number(draft.escalateMinutes))}
          value={draft.escalateMinutes}
          fault={faultAt('escalateMinutes')}
          onType={(escalateMinutes) => set({ escalateMinutes })}
        />
      </div>
    </Part>
  );
}
