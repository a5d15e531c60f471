import { Field, Input } from '@fluentui/react-components';
import { useFormStyles } from './Form.styles.ts';
import { faultProps } from './form-part.ts';

/** A whole number with its unit. */
export function NumberField(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly unit: string;
  readonly value: string;
  readonly fault: string | null;
  readonly onType: (text: string) => void;
}) {
  const styles = useFormStyles();
  return (
    <Field
      label={props.label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      {...faultProps(props.fault)}
    >
      <Input
        id={props.id}
        className={styles.number}
        inputMode="numeric"
        autoComplete="off"
        value={props.value}
        contentAfter={{ children: props.unit, className: styles.unit }}
        input={{ className: styles.digits }}
        onChange={(_event, { value }) => props.onType(value)}
      />
    </Field>
  );
}
