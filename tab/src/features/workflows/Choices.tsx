import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useFormStyles } from './Form.styles.ts';
import { faultProps } from './form-part.ts';

/** One of a few, each with what it means. */
export function Choices<Value extends string>(props: {
  readonly id: string;
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly fault?: string | null;
  readonly onChoose: (value: Value) => void;
}) {
  const styles = useFormStyles();
  return (
    <Field label={props.label} {...faultProps(props.fault ?? null)}>
      <RadioGroup
        id={props.id}
        value={props.value}
        onChange={(_event, data) => {
          const chosen = props.choices.find(({ value }) => value === data.value);
          if (chosen) props.onChoose(chosen.value);
        }}
      >
        {props.choices.map(({ value, label, hint }) => (
          <Radio
            key={value}
            value={value}
            label={
              <span className={styles.choice}>
                <span>{label}</span>
                {hint === undefined ? null : <span className={styles.soft}>{hint}</span>}
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
