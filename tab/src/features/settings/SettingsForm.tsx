import { Button } from '@fluentui/react-components';
import type { putSetting } from '#contract/administration-endpoints.ts';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { settingTexts } from '../../texts/settings.ts';
import { changesOf, type Drafts, type Setting, textOf, toValue } from './setting-draft.ts';
import { faultWords, labelOf } from './setting-words.ts';
import { SettingConflict } from './SettingConflict.tsx';
import { SettingField } from './SettingField.tsx';
import { useSettingsStyles } from './Settings.styles.ts';
import { type SettingWrite, useSettingWrites } from './use-setting-writes.ts';

/** All settings as one form: what was changed is counted, saved together, and can be taken back. */
export function SettingsForm(props: {
  readonly settings: readonly Setting[];
  readonly refresh: () => void;
  readonly onWritten: (answer: AnswerOf<typeof putSetting>) => void;
}) {
  const styles = useSectionStyles();
  const own = useSettingsStyles();
  const t = useTexts(settingTexts);
  const formats = useFormats();
  const notice = useNotice();
  const id = useId();
  const { settings, refresh } = props;
  const [drafts, setDrafts] = useState<Drafts>({});
  const [isTried, setIsTried] = useState(false);
  const writes = useSettingWrites(props.onWritten);
  const { failure } = writes;
  const changes = changesOf(settings, drafts);
  const contested = failure?.problem.code === 'conflict' ? failure.key : null;
  const refused = failure?.problem.code === 'invalid_input' ? failure.key : null;
  // Told once their value has been read: until then only the old one is known.
  const contestedSetting = settings.find(
    ({ key, version }) => key === contested && drafts[key]?.version !== version,
  );
  useEffect(() => {
    if (contested !== null) refresh();
  }, [contested, refresh]);

  const forgetDrafts = (keys: readonly string[]): void =>
    setDrafts((now) => Object.fromEntries(Object.entries(now).filter(([key]) => !keys.includes(key))));

  async function write(wanted: readonly SettingWrite[]): Promise<void> {
    const written = await writes.write(wanted);
    if (written.length === 0) return;
    forgetDrafts(written.map(({ setting }) => setting.key));
    setIsTried(false);
    const labels = formats.list(written.map(({ setting }) => labelOf(setting, t)));
    notice({
      text: t.saved(labels),
      undo: () =>
        void undo(
          written.map((each) => each.undo),
          labels,
        ),
    });
  }
  async function undo(wanted: readonly SettingWrite[], labels: string): Promise<void> {
    const back = await writes.write(wanted);
    notice({ text: back.length === wanted.length ? t.undone(labels) : t.undoFailed });
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsTried(true);
    const faulty = changes.find(({ fault }) => fault !== null);
    if (faulty) document.getElementById(`${id}-${faulty.setting.key}`)?.focus();
    else {
      await write(
        changes.map(({ setting, text, version }) => ({ setting, version, value: toValue(setting, text) })),
      );
    }
  }
  function type(setting: Setting, text: string): void {
    if (failure?.key === setting.key) writes.forget();
    // The version seen when the typing began: whatever comes in between is somebody else's.
    setDrafts((now) => ({
      ...now,
      [setting.key]: { text, version: now[setting.key]?.version ?? setting.version },
    }));
  }
  function faultAt(setting: Setting): string | null {
    const fault = changes.find((change) => change.setting.key === setting.key)?.fault;
    if (fault) return isTried ? faultWords(fault, setting, { t, formats }) : null;
    return refused === setting.key ? (t.setting[setting.key]?.problem ?? t.refused) : null;
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      {failure && contested === null && refused === null ? (
        <div className={styles.bar}>
          <ProblemBar problem={failure.problem} request={t.ask} />
        </div>
      ) : null}
      {contestedSetting ? (
        <div className={styles.bar}>
          <SettingConflict
            setting={contestedSetting}
            mine={drafts[contestedSetting.key]?.text ?? null}
            onKeepTheirs={() => {
              forgetDrafts([contestedSetting.key]);
              writes.forget();
            }}
            onSaveMine={() => {
              const { key, version } = contestedSetting;
              const text = drafts[key]?.text.trim();
              const value = text === undefined ? null : toValue(contestedSetting, text);
              void write([{ setting: contestedSetting, version, value }]);
            }}
          />
        </div>
      ) : null}
      <div className={own.form}>
        {settings.map((setting) => (
          <SettingField
            key={setting.key}
            id={`${id}-${setting.key}`}
            setting={setting}
            text={drafts[setting.key]?.text ?? textOf(setting.value)}
            fault={faultAt(setting)}
            isRunning={writes.isRunning}
            onType={(text) => type(setting, text)}
            onReset={() => {
              forgetDrafts([setting.key]);
              void write([{ setting, version: setting.version, value: null }]);
            }}
          />
        ))}
      </div>
      <div className={own.foot}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={changes.length === 0 || writes.isRunning}
        >
          {t.save}
        </Button>
        {changes.length > 0 ? (
          <Button
            onClick={() => {
              setDrafts({});
              setIsTried(false);
              writes.forget();
            }}
          >
            {t.discard}
          </Button>
        ) : null}
        <span aria-live="polite">{changes.length > 0 ? t.unsaved(changes.length) : ''}</span>
      </div>
    </form>
  );
}
