import { Button, Field, Input } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import { faultProps, type PartProps } from './form-part.ts';
import { Part } from './Part.tsx';
import { dayOf } from './setup-draft.ts';

const ShadowPanel = lazy(async () => ({ default: (await import('./ShadowPanel.tsx')).ShadowPanel }));

/** Deciding silently beside the people, to see how often both agree. `workflowId`: `null` for a workflow that was never saved. */
export function ShadowPart({ workflowId, ...part }: PartProps & { readonly workflowId: string | null }) {
  const { draft, set, faultAt, idOf } = part;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Part title={t.shadowTitle}>
      <p className={styles.text}>{t.shadowHint}</p>
      <Field label={t.shadow} {...faultProps(faultAt('shadowUntil'))}>
        <Input
          id={idOf('shadowUntil')}
          className={styles.date}
          type="date"
          min={dayOf(new Date())}
          value={draft.shadowUntil}
          onChange={(_event, { value }) => set({ shadowUntil: value })}
        />
      </Field>
      <div className={styles.row}>
        {draft.shadowUntil === '' ? null : (
          <Button
            onClick={() => {
              set({ shadowUntil: '' });
              document.getElementById(idOf('shadowUntil'))?.focus();
            }}
          >
            {t.shadowEnd}
          </Button>
        )}
        {workflowId === null ? null : <Button onClick={() => setIsOpen(true)}>{t.shadowReport}</Button>}
      </div>
      {isOpen && workflowId !== null ? (
        <Suspense fallback={null}>
          <ShadowPanel workflowId={workflowId} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </Part>
  );
}
