import { useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { Choices } from './Choices.tsx';
import { useFormStyles } from './Form.styles.ts';
import type { PartProps } from './form-part.ts';
import { Part } from './Part.tsx';

/** How somebody is chosen, and what happens then. */
export function MethodPart({ draft, set, idOf }: PartProps) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  return (
    <Part title={t.methodTitle}>
      <div className={styles.columns}>
        <Choices
          id={idOf('mode')}
          label={t.method}
          value={draft.mode}
          choices={[
            { value: 'ranked', label: t.ranked, hint: t.rankedHint },
            { value: 'round-robin', label: t['round-robin'], hint: t.roundRobinHint },
          ]}
          onChoose={(mode) => set({ mode })}
        />
        <Choices
          id={idOf('act')}
          label={t.act}
          value={draft.act}
          choices={[
            { value: 'suggest', label: t.suggest, hint: t.suggestHint },
            { value: 'dry-run', label: t['dry-run'], hint: t.dryRunHint },
            { value: 'assign', label: t.assign, hint: t.assignHint },
          ]}
          onChoose={(act) => set({ act })}
        />
      </div>
    </Part>
  );
}
