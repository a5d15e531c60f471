import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import { CopyButton } from '../../components/CopyButton.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { keyTexts } from '../../texts/keys.ts';
import { useTexts } from '../../texts/language.ts';
import { useKeysStyles } from './Keys.styles.ts';

/** The secret of a new key, the only time that anybody sees it. It lives in this panel and nowhere else. */
export function KeySecret(props: {
  readonly secret: string;
  /** The person is about to close the panel and has not copied it. */
  readonly isWarned: boolean;
  readonly onCopied: () => void;
  readonly onClose: () => void;
}) {
  const styles = useSectionStyles();
  const own = useKeysStyles();
  const t = useTexts(keyTexts);
  const id = useId();
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return (
    <div className={own.form}>
      <MessageBar intent={props.isWarned ? 'warning' : 'info'} layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{props.isWarned ? t.notCopied : t.onlyTime}</MessageBarTitle>
          {props.isWarned ? t.notCopiedText : t.onlyTimeText}
        </MessageBarBody>
      </MessageBar>
      <Field label={t.secret}>
        <Input
          id={id}
          readOnly
          className={own.secret}
          value={props.secret}
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <div className={styles.row}>
        <CopyButton text={props.secret} label={t.copyKey} appearance="primary" onCopied={props.onCopied} />
        <Button onClick={props.onClose}>{props.isWarned ? t.closeAnyway : t.done}</Button>
      </div>
    </div>
  );
}
