import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useRecordsStyles } from './Records.styles.ts';
import { useWide } from './use-wide.ts';

export interface Column<Row> {
  readonly key: string;
  /** Above the column, and before the value in a narrow tab. */
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** CSS width in the table. */
  readonly width?: string;
  /** Buttons: the label is for screen readers only. */
  readonly isActions?: boolean;
}

interface RecordsProps<Row> {
  /** Names the table. */
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A handful of records: a table where it is wide enough, else a list with the same words; a single value beside the name needs no label there. */
export function Records<Row>(props: RecordsProps<Row>) {
  return useWide() ? <RecordTable {...props} /> : <RecordList {...props} />;
}

function RecordTable<Row>({ label, columns, rows, keyOf }: RecordsProps<Row>) {
  const styles = useRecordsStyles();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={styles.head} style={{ width: column.width }}>
              <span className={column.isActions ? styles.hidden : undefined}>{column.label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row" className={mergeClasses(styles.cell, styles.name)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={styles.cell}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RecordList<Row>({ label, columns, rows, keyOf }: RecordsProps<Row>) {
  const styles = useRecordsStyles();
  const [first, ...others] = columns;
  const values = others.filter(({ isActions }) => !isActions);
  const actions = others.filter(({ isActions }) => isActions);
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={styles.card}>
          <div className={styles.name}>{first?.cell(row)}</div>
          {values.length === 1 ? (
            <div>{values[0]?.cell(row)}</div>
          ) : (
            <dl className={styles.pairs}>
              {values.map((column) => (
                <Pair key={column.key} label={column.label}>
                  {column.cell(row)}
                </Pair>
              ))}
            </dl>
          )}
          {actions.map((column) => (
            <div key={column.key}>{column.cell(row)}</div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const styles = useRecordsStyles();
  return (
    <>
      <dt className={styles.term}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
