import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { usePsaStyles } from './Psa.styles.ts';
import { fieldsOf, type PsaField } from './psa-fields.ts';
import { PsaRights } from './PsaRights.tsx';
import { completed, type PsaForm } from './psa-form.ts';
import { helpOf, labelOf } from './psa-words.ts';

/** What a PSA is reached by, field by field. */
export function PsaFields(props: {
  readonly form: PsaForm;
  /** Broken rules by field, as the server tells them. */
  readonly rules: ReadonlyMap<string, string>;
  /** Empty secrets are kept then. */
  readonly hasStored: boolean;
  readonly onChange: (form: PsaForm) => void;
}) {
  const { form, rules, hasStored, onChange } = props;
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const fields = fieldsOf(form.kind);
  const extras = fields.filter((field) => field.isExtra);
  const draw = (field: PsaField) => (
    <OneField
      key={field.name}
      field={field}
      form={form}
      rule={rules.get(`${field.place}.${field.name}`)}
      hasStored={hasStored}
      onChange={onChange}
    />
  );
  return (
    <div className={styles.form}>
      <p className={styles.soft}>{helpOf(form.kind, t)}</p>
      {form.kind === 'roster' ? null : <PsaRights kind={form.kind} />}
      {fields.filter((field) => !field.isExtra).map(draw)}
      {extras.length === 0 ? null : (
        <details>
          <summary className={styles.summary}>{t.more}</summary>
          <div className={styles.more}>{extras.map(draw)}</div>
        </details>
      )}
    </div>
  );
}

function OneField(props: {
  readonly field: PsaField;
  readonly form: PsaForm;
  readonly rule: string | undefined;
  readonly hasStored: boolean;
  readonly onChange: (form: PsaForm) => void;
}) {
  const { field, form, rule, hasStored, onChange } = props;
  const { name, place, input, placeholder, isExtra } = field;
  const t = useTexts(psaTexts);
  const isKept = place === 'secrets' && hasStored;
  const hint = hintOf(field, { isKept, kind: form.kind }, t);
  return (
    <Field
      label={labelOf(form.kind, name, t)}
      required={!isExtra && !isKept}
      {...(hint === undefined ? {} : { hint })}
      {...(rule === undefined
        ? {}
        : ({ validationState: 'error', validationMessage: messageOf(rule, t) } as const))}
    >
      <Input
        type={input}
        value={form[place][name] ?? ''}
        maxLength={500}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(place === 'secrets' ? { autoComplete: input === 'password' ? 'new-password' : 'off' } : {})}
        onChange={(_event, { value }) => onChange({ ...form, [place]: { ...form[place], [name]: value } })}
        onBlur={() => onChange(completed(form))}
      />
    </Field>
  );
}

type Words = (typeof psaTexts)['en'];

function hintOf(
  { name, input }: PsaField,
  { isKept, kind }: { readonly isKept: boolean; readonly kind: PsaForm['kind'] },
  t: Words,
): string | undefined {
  if (isKept) return t.keptHint;
  if (input === 'password') return t.secretHint;
  const hints: Readonly<Record<string, string>> = t.hint[kind];
  return hints[name];
}

function messageOf(rule: string, t: Words): string {
  const words: Readonly<Record<string, string>> = {
    missing: t.fieldMissing,
    'not-an-address': t.fieldAddress,
    'address-changed': t.fieldMoved,
  };
  return words[rule] ?? t.fieldWrong;
}
