import { Button, Field, Input, Link } from '@fluentui/react-components';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { hrefOf } from '../../shell/path.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { settingTexts } from '../../texts/settings.ts';
import type { Setting } from './setting-draft.ts';
import { boundsWords, helpOf, labelOf, unitWords, valueWords } from './setting-words.ts';
import { useSettingsStyles } from './Settings.styles.ts';

export interface SettingFieldProps {
  readonly setting: Setting;
  readonly id: string;
  readonly text: string;
  /** What is wrong with the text; `null`: nothing is known. */
  readonly fault: string | null;
  readonly isRunning: boolean;
  readonly onType: (text: string) => void;
  readonly onReset: () => void;
}

/** One setting with what it means, its bounds, and the way back to its default. */
export function SettingField(props: SettingFieldProps) {
  const own = useSettingsStyles();
  const t = useTexts(settingTexts);
  const formats = useFormats();
  const { setting, fault } = props;
  if (setting.kind === 'teams') return <ChosenTeams setting={setting} />;
  const standard = valueWords(setting, setting.default, { t, formats });
  const hint = [helpOf(setting, t), boundsWords(setting, { t, formats }), t.isDefault(standard)];
  return (
    <div className={own.setting}>
      <Field
        className={own.field}
        label={labelOf(setting, t)}
        hint={hint.filter(Boolean).join(' ')}
        {...(fault === null ? {} : { validationMessage: fault })}
      >
        <Input
          id={props.id}
          className={own.input}
          value={props.text}
          autoComplete="off"
          spellCheck={false}
          {...(setting.kind === 'number'
            ? { inputMode: 'numeric', contentAfter: unitWords(setting, Number(props.text), t) }
            : {})}
          {...(setting.key === 'desk.zone' ? { list: `${props.id}-zones` } : {})}
          onChange={(_event, { value }) => props.onType(value)}
        />
      </Field>
      {setting.key === 'desk.zone' ? <Zones id={`${props.id}-zones`} /> : null}
      {setting.isDefault ? null : (
        <Button
          size="small"
          disabledFocusable={props.isRunning}
          aria-label={t.backToDefaultOf(labelOf(setting, t), standard)}
          onClick={props.onReset}
        >
          {t.backToDefault}
        </Button>
      )}
    </div>
  );
}

/** Teams are chosen where they can be seen: in Setup. */
function ChosenTeams({ setting }: { readonly setting: Setting }) {
  const styles = useSectionStyles();
  const own = useSettingsStyles();
  const t = useTexts(settingTexts);
  const formats = useFormats();
  return (
    <div className={own.setting}>
      <h2 className={own.label}>{labelOf(setting, t)}</h2>
      <span>{valueWords(setting, setting.value, { t, formats })}</span>
      <p className={styles.soft}>{helpOf(setting, t)}</p>
      <Link href={hrefOf('setup')} aria-label={t.chooseTeamsOf(labelOf(setting, t))}>
        {t.chooseTeams}
      </Link>
    </div>
  );
}

function Zones({ id }: { readonly id: string }) {
  return (
    <datalist id={id}>
      {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}
