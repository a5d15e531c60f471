import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { usePsaStyles } from './Psa.styles.ts';
import { type PsaForm, usualTokenUrl } from './psa-form.ts';

/** What HaloPSA's API application is reached by. */
export function HaloFields(props: {
  readonly form: PsaForm;
  /** Broken rules by field, as the server tells them. */
  readonly rules: ReadonlyMap<string, string>;
  /** Empty secrets are kept then. */
  readonly hasStored: boolean;
  readonly onChange: (form: PsaForm) => void;
}) {
  const { form, rules, onChange } = props;
  const { settings, secrets } = form;
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const messageOf = (field: string): string | undefined => {
    const rule = rules.get(field);
    if (rule === undefined) return undefined;
    const words: Readonly<Record<string, string>> = {
      missing: t.fieldMissing,
      'not-an-address': t.fieldAddress,
      'address-changed': t.fieldMoved,
    };
    return words[rule] ?? t.fieldWrong;
  };
  const validation = (field: string) => {
    const message = messageOf(field);
    return message === undefined ? {} : ({ validationState: 'error', validationMessage: message } as const);
  };
  const set = (name: keyof PsaForm['settings'], value: string): void =>
    onChange({ ...form, settings: { ...settings, [name]: value } });
  const setSecret = (name: keyof PsaForm['secrets'], value: string): void =>
    onChange({ ...form, secrets: { ...secrets, [name]: value } });
  const secretHint = props.hasStored ? t.keptHint : t.secretHint;

  return (
    <div className={styles.form}>
      <p className={styles.soft}>{t.haloHelp}</p>
      <Field label={t.baseUrl} required {...validation('settings.baseUrl')}>
        <Input
          type="url"
          value={settings.baseUrl}
          placeholder="https://desk.halopsa.com/api"
          maxLength={500}
          onChange={(_event, { value }) => set('baseUrl', value)}
          onBlur={() => {
            if (settings.tokenUrl.trim() === '') set('tokenUrl', usualTokenUrl(settings.baseUrl));
          }}
        />
      </Field>
      <Field label={t.tokenUrl} required {...validation('settings.tokenUrl')}>
        <Input
          type="url"
          value={settings.tokenUrl}
          placeholder="https://desk.halopsa.com/auth/token"
          maxLength={500}
          onChange={(_event, { value }) => set('tokenUrl', value)}
        />
      </Field>
      <Field
        label={t.clientId}
        required={!props.hasStored}
        {...(props.hasStored ? { hint: t.keptHint } : {})}
        {...validation('secrets.clientId')}
      >
        <Input
          value={secrets.clientId}
          autoComplete="off"
          maxLength={500}
          onChange={(_event, { value }) => setSecret('clientId', value)}
        />
      </Field>
      <Field
        label={t.clientSecret}
        required={!props.hasStored}
        hint={secretHint}
        {...validation('secrets.clientSecret')}
      >
        <Input
          type="password"
          value={secrets.clientSecret}
          autoComplete="new-password"
          maxLength={500}
          onChange={(_event, { value }) => setSecret('clientSecret', value)}
        />
      </Field>
      <details>
        <summary className={styles.summary}>{t.more}</summary>
        <div className={styles.more}>
          <Field label={t.tenant} hint={t.tenantHint}>
            <Input
              value={settings.tenant}
              maxLength={500}
              onChange={(_event, { value }) => set('tenant', value)}
            />
          </Field>
          <Field label={t.scope} hint={t.scopeHint}>
            <Input
              value={settings.scope}
              maxLength={500}
              onChange={(_event, { value }) => set('scope', value)}
            />
          </Field>
        </div>
      </details>
    </div>
  );
}
