import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useInSight } from '../../components/use-in-sight.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { settingTexts } from '../../texts/settings.ts';
import type { Setting } from './setting-draft.ts';
import { labelOf, valueWords } from './setting-words.ts';

/** Somebody else wrote the setting while this person typed: both values, and the choice. */
export function SettingConflict(props: {
  /** As it stands by now. */
  readonly setting: Setting;
  /** What this person typed; `null`: the default. */
  readonly mine: string | null;
  readonly onKeepTheirs: () => void;
  readonly onSaveMine: () => void;
}) {
  const t = useTexts(settingTexts);
  const formats = useFormats();
  const { setting } = props;
  const bar = useInSight<HTMLDivElement>();
  const theirs = valueWords(setting, setting.value, { t, formats });
  const mine = valueWords(setting, props.mine ?? setting.default, { t, formats });
  return (
    <div ref={bar}>
      <MessageBar intent="warning" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{t.conflictTitle}</MessageBarTitle>
          {t.conflict(labelOf(setting, t), theirs)}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={props.onKeepTheirs}>
            {t.keepTheirs(theirs)}
          </Button>
          {mine === theirs ? null : (
            <Button size="small" onClick={props.onSaveMine}>
              {t.saveMine(mine)}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
