import { Link, mergeClasses } from '@fluentui/react-components';
import { Suspense, useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { Empty } from '../components/Empty.tsx';
import { Loading } from '../components/Loading.tsx';
import { NoticeArea } from '../components/Notice.tsx';
import { Page } from '../components/Page.tsx';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import { PageBoundary } from './PageBoundary.tsx';
import { hrefOf } from './path.ts';
import { useRoute } from './route.ts';
import { type Place, SCREENS } from './screens.ts';
import { useShellStyles } from './Shell.styles.ts';

/** The tab once somebody is signed in: the navigation of its screen, and the page that the route names. */
export function Shell({ screen }: { readonly screen: string }) {
  const styles = useShellStyles();
  const t = useTexts(shellTexts);
  const { host } = useSession();
  const { path } = useRoute();
  const places = SCREENS[screen] ?? [];
  const place = placeOf(places, path);
  const listed = places.filter(({ label }) => label !== null);
  useBackButton(host, path.length > 0);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page" onClick={skipToPage}>
        {t.skip}
      </a>
      {listed.length > 1 ? (
        <nav aria-label={screen === 'board' ? t.boardNavigation : t.adminNavigation}>
          <ul className={styles.navigation}>
            {listed.map((each) => (
              <li key={each.path}>
                <Link
                  href={hrefOf(each.path)}
                  className={mergeClasses(styles.link, each === place?.place && styles.current)}
                  aria-current={each === place?.place ? 'page' : undefined}
                >
                  {each.label === null ? '' : t[each.label]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <main id="page" tabIndex={-1}>
        <NoticeArea>
          <PageBoundary
            key={`${screen}/${place?.place.path ?? 'gone'}`}
            title={place?.place.label ? t[place.place.label] : t.gone}
          >
            <Suspense fallback={<Loading />}>
              {place ? <place.place.Page rest={place.rest} /> : <Gone />}
            </Suspense>
          </PageBoundary>
        </NoticeArea>
      </main>
    </div>
  );
}

function Gone() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t.gone}>
      <Empty title={t.goneText} action={<Link href={hrefOf('')}>{t.back}</Link>} />
    </Page>
  );
}

/** The longest match wins: a place of its own, else the first page with the whole route as its rest. */
function placeOf(
  places: readonly Place[],
  path: readonly string[],
): { readonly place: Place; readonly rest: readonly string[] } | null {
  const [first = '', ...rest] = path;
  const named = places.find((each) => each.path !== '' && each.path === first);
  if (named) return { place: named, rest };
  const root = places.find((each) => each.path === '') ?? (first === '' ? places[0] : undefined);
  return root ? { place: root, rest: path } : null;
}

/** Teams' back button walks our own steps and leaves the tab at the first page. */
function useBackButton(host: ReturnType<typeof useSession>['host'], isDeep: boolean): void {
  useEffect(() => {
    host.onBack(() => {
      if (isDeep) window.history.back();
      return isDeep;
    });
  }, [host, isDeep]);
}

/** By hand, because the hash is the route. */
function skipToPage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}
