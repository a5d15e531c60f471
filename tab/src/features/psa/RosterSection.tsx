import { Badge, Button, Input, Link, mergeClasses } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { exportRoster, getRoster } from '#contract/psa-endpoints.ts';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useWide } from '../../components/use-wide.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { rosterTexts } from '../../texts/roster.ts';
import { saveCsv } from '../../components/save-file.ts';
import type { RosterTechnician } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';
import { findInRoster, PAGE_ROWS } from './roster-view.ts';

const RosterPanel = lazy(async () => ({ default: (await import('./RosterPanel.tsx')).RosterPanel }));
const ImportPanel = lazy(async () => ({ default: (await import('./ImportPanel.tsx')).ImportPanel }));

type Open = { readonly panel: 'add' | 'import' } | { readonly panel: 'edit'; readonly of: RosterTechnician };

/** The desk's own list of technicians: looked at by leads, changed by admins. */
export function RosterSection({ onChanged }: { readonly onChanged: (revision: string) => void }) {
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const formats = useFormats();
  const mayWrite = useMay('roster.write');
  const notify = useNotice();
  const roster = useResource(getRoster);
  const exporting = useAction(exportRoster);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PAGE_ROWS);
  const [open, setOpen] = useState<Open | null>(null);
  const { value, problem, refresh } = roster;
  const all = value?.technicians ?? [];
  const found = useMemo(() => findInRoster(value?.technicians ?? [], search), [value, search]);
  const close = (): void => setOpen(null);
  useEffect(() => {
    if (value) onChanged(value.revision);
  }, [value, onChanged]);

  async function download(): Promise<void> {
    const done = await exporting.run({ query: { content: 'roster', language: formats.language } });
    if (!done) return;
    saveCsv(done.answer.filename, done.answer.csv);
    notify({ text: t.exported });
  }

  const addButton = (
    <Button appearance="primary" onClick={() => setOpen({ panel: 'add' })}>
      {t.add}
    </Button>
  );
  const importButton = <Button onClick={() => setOpen({ panel: 'import' })}>{t.import}</Button>;

  return (
    <section className={styles.section} aria-labelledby="psa-roster">
      <div className={styles.head}>
        <h2 className={styles.heading} id="psa-roster">
          {t.title}
        </h2>
        {mayWrite && all.length > 0 ? addButton : null}
        {mayWrite && all.length > 0 ? importButton : null}
        {all.length > 0 ? (
          <Button onClick={() => void download()} disabledFocusable={exporting.isRunning}>
            {t.export}
          </Button>
        ) : null}
      </div>
      {problem ? (
        <ProblemBar problem={problem} retry={refresh} shownSince={value ? roster.readAt : null} />
      ) : null}
      {exporting.problem ? <ProblemBar problem={exporting.problem} retry={() => void download()} /> : null}
      {value === null && problem === null ? <Loading lines={6} /> : null}
      {value !== null && all.length === 0 ? (
        <Empty
          title={t.empty}
          text={t.emptyText}
          action={
            mayWrite ? (
              <div className={styles.head}>
                {addButton}
                {importButton}
              </div>
            ) : null
          }
        />
      ) : null}
      {all.length > 0 ? (
        <>
          <div className={styles.bar}>
            <Input
              type="search"
              className={styles.search}
              value={search}
              aria-label={t.search}
              placeholder={t.search}
              onChange={(_event, { value: text }) => {
                setSearch(text);
                setShown(PAGE_ROWS);
              }}
            />
            <p className={styles.soft} aria-live="polite">
              {t.count(formats.number(found.length), formats.number(all.length))}
            </p>
          </div>
          {found.length === 0 ? (
            <Empty
              title={t.nobody(search)}
              action={<Button onClick={() => setSearch('')}>{t.showAll}</Button>}
            />
          ) : (
            <People
              people={found.slice(0, shown)}
              onEdit={mayWrite ? (of) => setOpen({ panel: 'edit', of }) : null}
            />
          )}
          {found.length > shown ? (
            <Link as="button" onClick={() => setShown(shown + PAGE_ROWS)}>
              {t.more(formats.number(Math.min(PAGE_ROWS, found.length - shown)))}
            </Link>
          ) : null}
        </>
      ) : null}
      <Suspense fallback={null}>
        {open?.panel === 'add' ? <RosterPanel technician={null} onClose={close} onChanged={refresh} /> : null}
        {open?.panel === 'edit' ? (
          <RosterPanel technician={open.of} onClose={close} onChanged={refresh} />
        ) : null}
        {open?.panel === 'import' ? <ImportPanel onClose={close} onChanged={refresh} /> : null}
      </Suspense>
    </section>
  );
}

/** A table where there is room for one, else a list. */
function People(props: {
  readonly people: readonly RosterTechnician[];
  readonly onEdit: ((technician: RosterTechnician) => void) | null;
}) {
  const { people, onEdit } = props;
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const formats = useFormats();
  const isTable = useWide(640);
  const edit = (technician: RosterTechnician) =>
    onEdit === null ? null : (
      <Button size="small" aria-label={t.editOf(technician.name)} onClick={() => onEdit(technician)}>
        {t.edit}
      </Button>
    );
  const emails = ({ email, otherEmails }: RosterTechnician): string =>
    [email, ...otherEmails].filter((each) => each !== null).join(', ');

  if (!isTable) {
    return (
      <ul className={styles.list} aria-labelledby="psa-roster">
        {people.map((person) => (
          <li key={person.technicianId} className={styles.item}>
            <Name person={person} />
            <span>{emails(person) || <Nothing />}</span>
            {person.skills.length > 0 ? <span>{formats.list(person.skills)}</span> : null}
            <div>{edit(person)}</div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={styles.table} aria-labelledby="psa-roster">
      <thead>
        <tr>
          {[t.name, t.email, t.skills].map((heading) => (
            <th key={heading} scope="col" className={styles.headCell}>
              {heading}
            </th>
          ))}
          {onEdit === null ? null : <td className={mergeClasses(styles.headCell, styles.editCell)} />}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.technicianId}>
            <td className={styles.cell}>
              <Name person={person} />
            </td>
            <td className={styles.cell}>{emails(person) || <Nothing />}</td>
            <td className={styles.cell}>{person.skills.join(', ') || <Nothing />}</td>
            {onEdit === null ? null : <td className={styles.cell}>{edit(person)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ person }: { readonly person: RosterTechnician }) {
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  return (
    <span>
      <span className={styles.name}>{person.name}</span>{' '}
      {person.active ? null : (
        <Badge appearance="outline" color="informative">
          {t.inactive}
        </Badge>
      )}
    </span>
  );
}

function Nothing() {
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  return <span className={styles.faint}>{t.none}</span>;
}
