import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import type { PartProps } from './form-part.ts';
import { NumberField } from './NumberField.tsx';
import { Part } from './Part.tsx';
import { WEIGHTS } from './setup-draft.ts';

/** Weights and points, out of the way: the defaults are good for most desks. */
export function FinePart(part: PartProps & { readonly hasModel: boolean }) {
  const { draft, set, faultAt, idOf } = part;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const sum = WEIGHTS.reduce((total, key) => total + (Number(draft.weights[key]) || 0), 0);
  const share = (value: string): string => {
    const portion = sum > 0 ? Number(value) / sum : Number.NaN;
    if (!Number.isFinite(portion)) return '';
    const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' }).format(portion);
    return t.share(percent);
  };
  const fields = [
    ...WEIGHTS.map((key) => `weights.${key}` as const),
    'weights',
    'ruleShiftPoints',
    'modelShiftPoints',
  ] as const;
  return (
    <Part title={t.fineTitle}>
      {part.hasModel ? null : <p className={styles.text}>{t.noModel}</p>}
      <details open={fields.some((field) => faultAt(field) !== null) || undefined}>
        <summary className={styles.summary}>{t.fineSummary}</summary>
        <div className={styles.inside}>
          <p className={styles.text}>{t.fineHint}</p>
          <div className={styles.columns} id={idOf('weights')} tabIndex={-1}>
            {WEIGHTS.map((key) => (
              <NumberField
                key={key}
                id={idOf(`weights.${key}`)}
                label={t.weight[key].label}
                hint={t.weight[key].help}
                unit={share(draft.weights[key])}
                value={draft.weights[key]}
                fault={faultAt(`weights.${key}`)}
                onType={(text) => set({ weights: { ...draft.weights, [key]: text } })}
              />
            ))}
          </div>
          {faultAt('weights') === null ? null : <p className={styles.fault}>{faultAt('weights')}</p>}
          <div className={styles.columns}>
            <NumberField
              id={idOf('ruleShiftPoints')}
              label={t.ruleShift}
              unit={t.points(Number(draft.ruleShiftPoints))}
              value={draft.ruleShiftPoints}
              fault={faultAt('ruleShiftPoints')}
              onType={(ruleShiftPoints) => set({ ruleShiftPoints })}
            />
            {part.hasModel ? (
              <NumberField
                id={idOf('modelShiftPoints')}
                label={t.modelShift}
                hint={t.modelHint}
                unit={t.points(Number(draft.modelShiftPoints))}
                value={draft.modelShiftPoints}
                fault={faultAt('modelShiftPoints')}
                onType={(modelShiftPoints) => set({ modelShiftPoints })}
              />
            ) : null}
          </div>
        </div>
      </details>
    </Part>
  );
}
