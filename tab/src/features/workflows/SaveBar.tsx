import { Button, mergeClasses } from '@fluentui/react-components';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import type { SetupField } from './setup-draft.ts';

/** Always in sight: how much is unsaved, and what to do about it. */
export function SaveBar(props: {
  readonly label: string;
  readonly changed: readonly SetupField[];
  readonly canSave: boolean;
  readonly isRunning: boolean;
  readonly onDiscard: () => void;
}) {
  const { changed } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  return (
    <div className={styles.foot}>
      <Button type="submit" appearance="primary" disabledFocusable={!props.canSave || props.isRunning}>
        {props.label}
      </Button>
      {changed.length > 0 ? <Button onClick={props.onDiscard}>{t.discard}</Button> : null}
      <span className={styles.changes}>
        <span aria-live="polite">{changed.length > 0 ? t.unsaved(changed.length) : ''}</span>
        {changed.length > 0 ? (
          <span className={mergeClasses(styles.soft, styles.named)}>
            {t.changedFields(formats.list(changed.map((field) => t.field[field])))}
          </span>
        ) : null}
      </span>
    </div>
  );
}
