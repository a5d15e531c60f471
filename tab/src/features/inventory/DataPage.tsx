import { getInventory } from '#contract/administration-endpoints.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { dataTexts } from '../../texts/data.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { columnHolds, countOf, holdsOf, nameOf, type StoredTable } from './data-words.ts';
import { useDataStyles } from './Data.styles.ts';

/** What Rollcall keeps of the desk, table by table (DATA-1). */
export function DataPage() {
  const styles = useSectionStyles();
  const own = useDataStyles();
  const t = useTexts(dataTexts);
  const { value, problem, readAt, refresh } = useResource(getInventory);
  return (
    <Page title={t.title}>
      <div className={styles.section}>
        <p className={own.promise}>{t.promise}</p>
        <p className={styles.text}>{t.summary}</p>
        {problem ? <ProblemBar problem={problem} retry={refresh} shownSince={value ? readAt : null} /> : null}
        {value === null && !problem ? (
          <div className={styles.whole}>
            <Loading label={t.loading} lines={8} />
          </div>
        ) : null}
        {value ? (
          <div className={own.tables}>
            {value.tables.map((table) => (
              <TableCard key={table.table} table={table} />
            ))}
          </div>
        ) : null}
      </div>
    </Page>
  );
}

function TableCard({ table }: { readonly table: StoredTable }) {
  const styles = useSectionStyles();
  const own = useDataStyles();
  const t = useTexts(dataTexts);
  const formats = useFormats();
  const name = nameOf(table, t);
  const columns: readonly Column<StoredTable['columns'][number]>[] = [
    {
      key: 'name',
      label: t.columnName,
      width: '35%',
      cell: (column) => <span className={own.code}>{column.name}</span>,
    },
    { key: 'holds', label: t.columnHolds, cell: (column) => columnHolds(table.table, column, t) },
  ];
  return (
    <section className={own.table} aria-label={name}>
      <div className={own.head}>
        <h2 className={styles.heading}>{name}</h2>
        <span>{countOf(table, t, formats)}</span>
      </div>
      <p className={styles.text}>{holdsOf(table, t)}.</p>
      <details>
        <summary className={styles.summary} aria-label={t.columnsOf(name)}>
          {t.columns}
        </summary>
        <div className={styles.inside}>
          <p className={styles.soft}>{t.tableName(table.table)}</p>
          <Records
            label={t.columnsOf(name)}
            columns={columns}
            rows={table.columns}
            keyOf={(each) => each.name}
          />
        </div>
      </details>
    </section>
  );
}
