import { getSettings } from '#contract/administration-endpoints.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { settingTexts } from '../../texts/settings.ts';
import type { Setting } from './setting-draft.ts';
import { helpOf, labelOf, valueWords } from './setting-words.ts';
import { SettingsForm } from './SettingsForm.tsx';

/** What can be adjusted for the whole desk. Everybody may look; leads and admins change. */
export function SettingsPage() {
  const styles = useSectionStyles();
  const t = useTexts(settingTexts);
  const mayWrite = useMay('settings.write');
  const { value, problem, readAt, refresh, replace } = useResource(getSettings);
  return (
    <Page title={t.title} summary={t.summary}>
      {problem ? (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={refresh} shownSince={value ? readAt : null} />
        </div>
      ) : null}
      {value === null && !problem ? <Loading label={t.loading} lines={8} /> : null}
      {value && mayWrite ? (
        <SettingsForm settings={value.settings} refresh={refresh} onWritten={replace} />
      ) : null}
      {value && !mayWrite ? <ReadOnly settings={value.settings} /> : null}
    </Page>
  );
}

function ReadOnly({ settings }: { readonly settings: readonly Setting[] }) {
  const styles = useSectionStyles();
  const t = useTexts(settingTexts);
  const formats = useFormats();
  const { me } = useSession();
  const columns: readonly Column<Setting>[] = [
    { key: 'label', label: t.title, width: '28%', cell: (setting) => labelOf(setting, t) },
    {
      key: 'value',
      label: t.valueColumn,
      width: '28%',
      cell: (setting) => valueWords(setting, setting.value, { t, formats }),
    },
    { key: 'help', label: t.helpColumn, cell: (setting) => helpOf(setting, t) },
  ];
  return (
    <div className={styles.section}>
      <p className={styles.text}>
        {t.readOnly}
        <AskSomeone names={me.ask.lead} message={t.ask} />
      </p>
      <div className={styles.whole}>
        <Records label={t.title} columns={columns} rows={settings} keyOf={({ key }) => key} />
      </div>
    </div>
  );
}
