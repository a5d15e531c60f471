import { Link } from '@fluentui/react-components';
import { useWide } from '../../components/use-wide.ts';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { boardTexts } from '../../texts/board.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { peopleTexts } from '../../texts/people.ts';
import { useBoardStyles } from './Board.styles.ts';
import { type Counts, GROUP_ORDER, routeParts } from './board-view.ts';
import { PresenceAvatar } from './PresenceAvatar.tsx';
import { type Group, presenceWords, whyWords } from './person-words.ts';
import type { Placed } from './steady-order.ts';
import type { SteadyRows } from './use-steady-rows.ts';

export interface PeopleListProps {
  readonly rows: readonly Placed[];
  readonly counts: Counts;
  /** The time asked about; `null` is now. */
  readonly at: Date | null;
  /** What "today" is for the words. */
  readonly now: Date;
  readonly handlers: SteadyRows['handlers'];
}

/** The people under the headings of their groups: a table from 640 px on, a list below. */
export function PeopleList(props: PeopleListProps) {
  const isWide = useWide();
  const sections = GROUP_ORDER.flatMap((group) => {
    const rows = props.rows.filter((row) => row.group === group);
    return rows.length > 0 ? [{ group, rows }] : [];
  });
  return (
    <div {...props.handlers}>
      {isWide ? (
        <PeopleTable {...props} sections={sections} />
      ) : (
        <PeopleItems {...props} sections={sections} />
      )}
    </div>
  );
}

interface SectionsProps extends PeopleListProps {
  readonly sections: readonly { readonly group: Group; readonly rows: readonly Placed[] }[];
}

function PeopleTable({ sections, counts, ...props }: SectionsProps) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const groupNames = useTexts(peopleTexts).group;
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t.title}>
      <thead>
        <tr>
          <th scope="col" className={styles.nameCell}>
            {t.technician}
          </th>
          <th scope="col" className={styles.presenceCell}>
            {t.presence}
          </th>
          <th scope="col" className={styles.headCell}>
            {t.why}
          </th>
        </tr>
      </thead>
      {/* One body: a row that changes its group keeps its element, and with it the focus. */}
      <tbody>
        {sections.flatMap(({ group, rows }) => [
          <tr key={`group ${group}`}>
            <th scope="rowgroup" colSpan={3} className={styles.group}>
              {t.groupCount(groupNames[group], formats.number(counts[group]))}
            </th>
          </tr>,
          ...rows.map((row) => <PersonRow key={row.person.technicianId} row={row} {...props} />),
        ])}
      </tbody>
    </table>
  );
}

function PersonRow({ row, at, now }: { readonly row: Placed } & Pick<PeopleListProps, 'at' | 'now'>) {
  const styles = useBoardStyles();
  const people = useTexts(peopleTexts);
  const formats = useFormats();
  const { person } = row;
  return (
    <tr className={styles.row}>
      <td className={styles.cell}>
        <div className={styles.person}>
          <PresenceAvatar person={person} />
          <div className={styles.names}>
            <PersonLink row={row} at={at} />
            <Moved row={row} />
          </div>
        </div>
      </td>
      <td className={styles.cell}>{presenceWords(person, people)}</td>
      <td className={styles.whyCell}>{whyWords(person, people, formats, now)}</td>
    </tr>
  );
}

function PeopleItems({ sections, counts, at, now }: SectionsProps) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const people = useTexts(peopleTexts);
  const formats = useFormats();
  return sections.map(({ group, rows }) => (
    <section key={group} aria-label={people.group[group]}>
      <h2 className={styles.groupTitle}>
        {t.groupCount(people.group[group], formats.number(counts[group]))}
      </h2>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={row.person.technicianId} className={styles.item}>
            <PresenceAvatar person={row.person} />
            <div className={styles.names}>
              <PersonLink row={row} at={at} />
              <div>{presenceWords(row.person, people)}</div>
              <div className={styles.why}>{whyWords(row.person, people, formats, now)}</div>
              <Moved row={row} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function PersonLink({ row, at }: { readonly row: Placed; readonly at: Date | null }) {
  const { technicianId, name } = row.person;
  return <Link href={hrefOf(pathOf(...routeParts({ at, technicianId })))}>{name}</Link>;
}

function Moved({ row }: { readonly row: Placed }) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const groupNames = useTexts(peopleTexts).group;
  const formats = useFormats();
  if (row.movedAt === null) return null;
  return (
    <span className={styles.moved}>{t.movedTo(groupNames[row.person.group], formats.time(row.movedAt))}</span>
  );
}
