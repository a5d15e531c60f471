import { mergeClasses } from '@fluentui/react-components';
import {
  defaultRangeExtractor,
  type Range,
  useWindowVirtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTexts } from '../../texts/language.ts';
import { technicianTexts } from '../../texts/technicians.ts';
import type { View } from './loaded-pages.ts';
import { CardBody, type Layout, RowCells, type RowProps } from './TechnicianRow.tsx';
import { useTechniciansStyles } from './TechniciansPage.styles.ts';

/** Rows drawn beyond both edges of what is in sight, so that a step of the keyboard finds the next one. */
const OVERSCAN = 8;
/** Heights until a row is drawn and measured. */
const ESTIMATED = { wide: 53, medium: 69, list: 150 } as const;

export interface TableProps {
  readonly layout: Layout;
  readonly total: number;
  readonly view: View;
  readonly onSort: (sort: View['sort']) => void;
  /** What the row at this place shows. */
  readonly rowOf: (index: number) => RowProps;
  /** Tells which rows are drawn, whenever that changes. */
  readonly onSee: (first: number, last: number) => void;
}

/** The technicians of a view, however many: only those in sight are drawn, in the scrolling of the page itself. */
export function TechnicianTable({ layout, total, view, onSort, rowOf, onSee }: TableProps) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const body = useRef<HTMLElement | null>(null);
  const [top, setTop] = useState(0);
  const focused = useRef<number | null>(null);
  useLayoutEffect(() => {
    const { current } = body;
    if (current !== null) setTop(Math.round(current.getBoundingClientRect().top + window.scrollY));
  });

  const virtualizer = useWindowVirtualizer({
    count: total,
    estimateSize: () => ESTIMATED[layout],
    // Whoever moves to another place takes their row along, and with it the focus that returns from the panel.
    getItemKey: useCallback((index: number) => rowOf(index).technician?.technicianId ?? index, [rowOf]),
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor: useCallback((range: Range) => withFocused(range, focused.current), []),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, layout]);
  const items = virtualizer.getVirtualItems();
  const inSight = items.filter(({ index }) => index !== focused.current || items.length === 1);
  const first = inSight[0]?.index ?? 0;
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => onSee(first, last), [onSee, first, last, total]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const index = indexOf(event.target);
    const next = index === null ? null : stepFrom(event.key, index, total);
    if (next === null) return;
    event.preventDefault();
    focusRow(body.current, next, (place) => virtualizer.scrollToIndex(place));
  };
  const rows = spaced(items, virtualizer.getTotalSize(), top);
  const shared = {
    onKeyDown,
    onFocus: (event: { readonly target: EventTarget }) => {
      focused.current = indexOf(event.target);
    },
    onBlur: () => {
      focused.current = null;
    },
  };

  if (layout === 'list') {
    return (
      <ul
        className={styles.list}
        aria-label={t.table}
        ref={(element) => {
          body.current = element;
        }}
        {...shared}
      >
        {rows.map((row) =>
          row.kind === 'space' ? (
            <li key={row.key} aria-hidden="true" style={{ height: row.height }} />
          ) : (
            <li
              key={row.item.key}
              data-index={row.item.index}
              ref={virtualizer.measureElement}
              className={styles.card}
              aria-setsize={total}
              aria-posinset={row.item.index + 1}
            >
              <CardBody {...rowOf(row.item.index)} />
            </li>
          ),
        )}
      </ul>
    );
  }
  return (
    <table className={styles.table} aria-label={t.table} aria-rowcount={total + 1}>
      <TableHead layout={layout} view={view} onSort={onSort} />
      <tbody
        ref={(element) => {
          body.current = element;
        }}
        {...shared}
      >
        {rows.map((row) =>
          row.kind === 'space' ? (
            <tr key={row.key} aria-hidden="true">
              <td className={styles.spacer} style={{ height: row.height }} />
            </tr>
          ) : (
            <tr
              key={row.item.key}
              data-index={row.item.index}
              ref={virtualizer.measureElement}
              className={styles.row}
              aria-rowindex={row.item.index + 2}
            >
              <RowCells layout={layout} {...rowOf(row.item.index)} />
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function TableHead({ layout, view, onSort }: Pick<TableProps, 'layout' | 'view' | 'onSort'>) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const sortable = (sort: View['sort'], more?: ReactNode): ReactNode => (
    <>
      <SortButton sort={sort} view={view} onSort={onSort} />
      {more}
    </>
  );
  const cell = (key: string, width: string, content: ReactNode, sorted?: View['sort'][]): ReactNode => (
    <th
      key={key}
      scope="col"
      className={styles.headCell}
      style={{ width }}
      aria-sort={sorted?.includes(view.sort) ? SORTED[view.order] : undefined}
    >
      {content}
    </th>
  );
  const cells =
    layout === 'wide'
      ? [
          cell('name', '16%', sortable('name'), ['name']),
          cell('email', '18%', sortable('email'), ['email']),
          cell('user', '18%', sortable('user'), ['user']),
          cell('badge', '14%', sortable('badge'), ['badge']),
          cell('presence', '13%', t.presence),
          cell('shift', '12%', t.shift),
          cell('actions', '9%', <Hidden text={t.actions} />),
        ]
      : [
          cell('name', '30%', <div>{sortable('name', <div>{sortable('email')}</div>)}</div>, [
            'name',
            'email',
          ]),
          cell('user', '32%', <div>{sortable('user', <div>{sortable('badge')}</div>)}</div>, [
            'user',
            'badge',
          ]),
          cell('presence', '22%', `${t.presence}, ${t.shift}`),
          cell('actions', '16%', <Hidden text={t.actions} />),
        ];
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1}>{cells}</tr>
    </thead>
  );
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const;

function SortButton({
  sort,
  view,
  onSort,
}: Pick<TableProps, 'view' | 'onSort'> & { readonly sort: View['sort'] }) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const isSorted = view.sort === sort;
  return (
    <button type="button" className={styles.sort} onClick={() => onSort(sort)}>
      {t.sort[sort]}
      {isSorted ? <span aria-hidden="true">{view.order === 'asc' ? '▲' : '▼'}</span> : null}
    </button>
  );
}

/** Named for screen readers only: what stands below speaks for itself. */
function Hidden({ text }: { readonly text: string }) {
  const styles = useTechniciansStyles();
  return <span className={mergeClasses(styles.skip)}>{text}</span>;
}

type SpacedRow =
  | { readonly kind: 'row'; readonly item: VirtualItem }
  | { readonly kind: 'space'; readonly key: string; readonly height: number };

/** The rows drawn, and between them the room of those that are not. */
function spaced(items: readonly VirtualItem[], totalSize: number, top: number): readonly SpacedRow[] {
  const rows: SpacedRow[] = [];
  let end = top;
  for (const item of items) {
    if (item.start > end) rows.push({ kind: 'space', key: `before-${item.key}`, height: item.start - end });
    rows.push({ kind: 'row', item });
    ({ end } = item);
  }
  const rest = top + totalSize - end;
  return rest > 0 ? [...rows, { kind: 'space', key: 'rest', height: rest }] : rows;
}

/** The row that has the focus stays drawn however far it was scrolled away, or the focus would be lost. */
function withFocused(range: Range, index: number | null): number[] {
  const drawn = defaultRangeExtractor(range);
  if (index === null || index >= range.count || drawn.includes(index)) return drawn;
  return [...drawn, index].toSorted((a, b) => a - b);
}

function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-index]') : null;
  const index = row?.getAttribute('data-index');
  return index === null || index === undefined ? null : Number(index);
}

const PAGE_STEP = 10;

/** Where an arrow key leads from a row; `null` for other keys. */
function stepFrom(key: string, index: number, total: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE_STEP,
    PageUp: index - PAGE_STEP,
    Home: 0,
    End: total - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.max(0, Math.min(total - 1, next));
}

/** The row may have to be scrolled to, drawn and loaded first. */
function focusRow(
  body: HTMLElement | null,
  index: number,
  scrollTo: (index: number) => void,
  tries = 60,
): void {
  const link = body?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  if (link) {
    link.focus();
    return;
  }
  if (tries === 0) return;
  if (tries % 20 === 0) scrollTo(index);
  requestAnimationFrame(() => focusRow(body, index, scrollTo, tries - 1));
}
