import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { ErrorCircle12Filled } from '@fluentui/react-icons';
import { postKey } from '#contract/administration-endpoints.ts';
import { type FormEvent, useId, useState } from 'react';
import type { AnswerOf, RequestOf } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { keyTexts } from '../../texts/keys.ts';
import { useTexts } from '../../texts/language.ts';
import { faultsOf, isFaulty, type KeyForm as Typed } from './key-form.ts';
import { useKeysStyles } from './Keys.styles.ts';

export type MadeKey = AnswerOf<typeof postKey>;
type Scope = NonNullable<RequestOf<typeof postKey>['body']>['scopes'][number];

/** Name and scopes of a new key. */
export function KeyForm(props: {
  /** Scopes that the server knows. */
  readonly scopes: readonly string[];
  readonly onMade: (made: MadeKey) => void;
  readonly onCancel: () => void;
}) {
  const styles = useSectionStyles();
  const own = useKeysStyles();
  const t = useTexts(keyTexts);
  const post = useAction(postKey);
  const [typed, setTyped] = useState<Typed>({ name: '', scopes: [] });
  const [isTried, setIsTried] = useState(false);
  const id = useId();
  const faults = faultsOf(typed);
  const nameFault = { missing: t.nameMissing, long: t.nameLong, none: undefined }[faults.name ?? 'none'];

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsTried(true);
    if (isFaulty(faults)) {
      document.getElementById(faults.name === null ? `${id}-scope-0` : `${id}-name`)?.focus();
      return;
    }
    // The list comes from the server's own policy, which is what the contract's scopes are.
    const scopes = typed.scopes as Scope[];
    const made = await post.run({ body: { name: typed.name.trim(), scopes } });
    if (made !== null) props.onMade(made.answer);
  }
  function toggle(scope: string, isOn: boolean): void {
    const others = typed.scopes.filter((each) => each !== scope);
    setTyped({ ...typed, scopes: isOn ? [...others, scope] : others });
  }

  return (
    <form className={own.form} noValidate onSubmit={(event) => void submit(event)}>
      {post.problem ? <ProblemBar problem={post.problem} /> : null}
      <Field
        label={t.name}
        hint={t.nameHint}
        required
        {...(isTried && nameFault ? { validationMessage: nameFault } : {})}
      >
        <Input
          id={`${id}-name`}
          value={typed.name}
          autoComplete="off"
          onChange={(_event, { value }) => setTyped({ ...typed, name: value })}
        />
      </Field>
      <fieldset
        className={own.scopes}
        aria-describedby={isTried && faults.scopes ? `${id}-scopes-fault` : undefined}
      >
        <legend className={own.legend}>{t.scopes}</legend>
        {props.scopes.map((scope, index) => (
          <div key={scope} className={own.scope}>
            <Checkbox
              id={`${id}-scope-${index}`}
              label={t.scope[scope]?.name ?? scope}
              aria-describedby={`${id}-about-${index}`}
              checked={typed.scopes.includes(scope)}
              onChange={(_event, { checked }) => toggle(scope, checked === true)}
            />
            <span id={`${id}-about-${index}`} className={own.scopeText}>
              {t.scope[scope]?.text ?? ''}
            </span>
          </div>
        ))}
        {isTried && faults.scopes ? (
          <span id={`${id}-scopes-fault`} role="alert" className={own.fault}>
            <ErrorCircle12Filled aria-hidden="true" />
            {t.scopesMissing}
          </span>
        ) : null}
      </fieldset>
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={post.isRunning}>
          {t.create}
        </Button>
        <Button onClick={props.onCancel}>{t.cancel}</Button>
      </div>
    </form>
  );
}
