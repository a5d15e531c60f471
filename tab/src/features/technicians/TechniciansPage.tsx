import { Button, Link, mergeClasses } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { Announce } from '../../components/Announce.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useWide } from '../../components/use-wide.ts';
import { hrefOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import type { PageProps } from '../../shell/screens.ts';
import { type Formats, useFormats, useTexts } from '../../texts/language.ts';
import { peopleTexts } from '../../texts/people.ts';
import { technicianTexts } from '../../texts/technicians.ts';
import { type LoadedPages, rowAt, type View } from './loaded-pages.ts';
import { rowWords } from './row-words.ts';
import type { Layout, RowProps } from './TechnicianRow.tsx';
import { useTechniciansStyles } from './TechniciansPage.styles.ts';
import { TechnicianTable } from './TechnicianTable.tsx';
import { usePresences } from './use-presences.ts';
import { useTechnicianPages } from './use-technician-pages.ts';

const MappingPanel = lazy(async () => ({ default: (await import('./MappingPanel.tsx')).MappingPanel }));

const EVERYBODY: View = { search: '', badge: null, sort: 'name', order: 'asc' };
const BADGES = ['auto', 'manual', 'unmapped', 'excluded'] as const;
const SORTS = ['name', 'email', 'user', 'badge'] as const;
/** A pause in typing; shorter, and every letter is a call. */
const TYPING_MS = 250;

/** Screen S7: every technician with the mapping, and the panel that changes it. */
export function TechniciansPage({ rest }: PageProps) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const formats = useFormats();
  const mayRun = useMay('automap.run');
  const [view, setView] = useState(EVERYBODY);
  const pages = useTechnicianPages(view);
  const { loaded, problem, refresh } = pages;
  const [technicianId] = rest;

  return (
    <Page
      title={t.title}
      summary={loaded ? summaryOf(loaded, view, t, formats) : undefined}
      actions={
        mayRun ? (
          <Button as="a" appearance="primary" href={hrefOf('setup')}>
            {t.run}
          </Button>
        ) : null
      }
    >
      <Announce text={loaded && !pages.isBehind ? summaryOf(loaded, view, t, formats) : ''} />
      {problem ? (
        <div className={styles.problem}>
          <ProblemBar
            problem={problem}
            retry={refresh}
            shownSince={loaded ? pages.readAt : null}
            action={
              problem.code.startsWith('psa_') ? (
                <Link href={hrefOf('psa')}>
                  {problem.code === 'psa_not_connected' ? t.connectPsa : t.openPsa}
                </Link>
              ) : null
            }
          />
        </div>
      ) : null}
      {loaded ? (
        <>
          <Choices view={view} counts={loaded.counts} onChange={setView} />
          <div className={mergeClasses(pages.isBehind && styles.behind)} aria-busy={pages.isBehind}>
            {loaded.total === 0 ? (
              <Nobody view={view} onShowAll={() => setView(EVERYBODY)} />
            ) : (
              <Rows view={view} loaded={loaded} onSee={pages.see} onChange={setView} />
            )}
          </div>
        </>
      ) : null}
      {loaded === null && problem === null ? <Loading lines={10} /> : null}
      {technicianId === undefined ? null : (
        <Suspense fallback={null}>
          <MappingPanel
            technicianId={technicianId}
            onClose={closePanel}
            onChanged={(technician) => {
              pages.replace(technician);
              refresh();
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function closePanel(): void {
  goTo('technicians', { replace: true });
}

type Words = (typeof technicianTexts)['en'];

function summaryOf(loaded: LoadedPages, view: View, t: Words, formats: Formats): string {
  const total = formats.number(loaded.total);
  return view.search === '' ? t.shown(total) : t.shownFor(total, view.search);
}

/** Filters with their counts, the search, and where columns have no heads, the order. */
function Choices(props: {
  readonly view: View;
  readonly counts: LoadedPages['counts'];
  readonly onChange: (view: View) => void;
}) {
  const { view, counts, onChange } = props;
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const formats = useFormats();
  const isWide = useWide();
  return (
    <>
      <div className={styles.bar}>
        <div className={mergeClasses(styles.filters, styles.grow)} role="group" aria-label={t.filters}>
          <Filter isOn={view.badge === null} onPress={() => onChange({ ...view, badge: null })}>
            {t.all(formats.number(counts.all))}
          </Filter>
          {BADGES.map((badge) => (
            <Filter
              key={badge}
              isOn={view.badge === badge}
              onPress={() => onChange({ ...view, badge: view.badge === badge ? null : badge })}
            >
              {t.filter[badge](formats.number(counts[badge]))}
            </Filter>
          ))}
        </div>
        <Search view={view} onChange={onChange} />
      </div>
      {isWide ? null : (
        <label className={styles.order}>
          {t.sortBy}
          <select
            className={mergeClasses(styles.field, styles.grow)}
            value={view.sort}
            onChange={(event) => {
              const sort = SORTS.find((each) => each === event.target.value) ?? 'name';
              onChange({ ...view, sort, order: 'asc' });
            }}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t.sort[sort]}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

/** A button that stays down; lighter than Fluent's own, which would not fit into what a page may weigh. */
function Filter(props: { readonly isOn: boolean; readonly onPress: () => void; readonly children: string }) {
  return (
    <Button
      size="small"
      appearance={props.isOn ? 'primary' : 'secondary'}
      aria-pressed={props.isOn}
      onClick={props.onPress}
    >
      {props.children}
    </Button>
  );
}

/** What is typed stays in the field at once, and is asked for after a pause. */
function Search({ view, onChange }: { readonly view: View; readonly onChange: (view: View) => void }) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const [text, setText] = useState(view.search);
  const [asked, setAsked] = useState(view.search);
  const latest = useRef({ view, onChange });
  latest.current = { view, onChange };
  if (asked !== view.search) {
    // Somebody else changed it: the button that shows everybody.
    setAsked(view.search);
    if (text.trim() !== view.search) setText(view.search);
  }
  useEffect(() => {
    const search = text.trim();
    if (search === latest.current.view.search) return;
    const timer = setTimeout(() => latest.current.onChange({ ...latest.current.view, search }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      type="search"
      className={mergeClasses(styles.field, styles.search)}
      value={text}
      maxLength={100}
      aria-label={t.search}
      placeholder={t.searchHint}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function Nobody({ view, onShowAll }: { readonly view: View; readonly onShowAll: () => void }) {
  const t = useTexts(technicianTexts);
  const showAll = <Button onClick={onShowAll}>{t.showAll}</Button>;
  if (view.search !== '') return <Empty title={t.nobody(view.search)} text={t.nobodyText} action={showAll} />;
  if (view.badge !== null) return <Empty title={t.nobodyLike} text={t.nobodyLikeText} action={showAll} />;
  return (
    <Empty title={t.empty} text={t.emptyText} action={<Link href={hrefOf('psa')}>{t.connectPsa}</Link>} />
  );
}

function Rows(props: {
  readonly view: View;
  readonly loaded: LoadedPages;
  readonly onSee: (first: number, last: number) => void;
  readonly onChange: (view: View) => void;
}) {
  const { view, loaded, onSee, onChange } = props;
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const people = useTexts(peopleTexts);
  const formats = useFormats();
  const mayEdit = useMay('mapping.write');
  const layout = useLayout();
  const [sight, setSight] = useState({ first: 0, last: 0 });
  const see = useCallback(
    (first: number, last: number) => {
      setSight((now) => (now.first === first && now.last === last ? now : { first, last }));
      onSee(first, last);
    },
    [onSee],
  );
  const { presences, isUnread, isOldList } = usePresences(idsOf(loaded, sight));
  const rowOf = useMemo(() => {
    const now = new Date();
    const words = { people, technicians: t };
    const said = new Map([...presences].map(([id, each]) => [id, rowWords(each, words, formats, now)]));
    return (index: number): RowProps => {
      const technician = rowAt(loaded, index);
      return { technician, words: (technician && said.get(technician.technicianId)) ?? null, mayEdit };
    };
  }, [loaded, presences, people, t, formats, mayEdit]);
  const after = useRef<HTMLParagraphElement>(null);

  return (
    <>
      <Link as="button" className={styles.skip} onClick={() => after.current?.focus()}>
        {t.skip}
      </Link>
      {isOldList ? (
        <p className={styles.line} role="status">
          {t.psaAsLastSeen} <Link href={hrefOf('psa')}>{t.openPsa}</Link>
        </p>
      ) : null}
      {isUnread ? <p className={styles.line}>{t.presenceNotUsed}</p> : null}
      <TechnicianTable
        layout={layout}
        total={loaded.total}
        view={view}
        rowOf={rowOf}
        onSee={see}
        onSort={(sort) => {
          const order = view.sort === sort && view.order === 'asc' ? 'desc' : 'asc';
          onChange({ ...view, sort, order });
        }}
      />
      <p ref={after} tabIndex={-1} className={styles.after}>
        {t.afterTable}
      </p>
    </>
  );
}

function useLayout(): Layout {
  const isTable = useWide(640);
  const isWide = useWide(1024);
  if (isWide) return 'wide';
  return isTable ? 'medium' : 'list';
}

function idsOf(
  loaded: LoadedPages,
  { first, last }: { readonly first: number; readonly last: number },
): string[] {
  const indexes = Array.from({ length: Math.min(100, last - first + 1) }, (_each, index) => first + index);
  return indexes.flatMap((index) => rowAt(loaded, index)?.technicianId ?? []);
}
