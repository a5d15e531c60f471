import { Link } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { hrefOf } from '../../shell/path.ts';
import type { PageProps } from '../../shell/screens.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { DecisionList } from './DecisionList.tsx';
import { type DispatchRoute, readRoute } from './dispatch-route.ts';

const OneDecision = lazy(async () => ({ default: (await import('./OneDecision.tsx')).OneDecision }));

/** S3 and S4: decisions, and one of them. */
export function DispatchPage({ rest }: PageProps) {
  const t = useTexts(dispatchTexts);
  const { me } = useSession();
  const route = readRoute(rest);
  // Admins give roles. Whoever is one by Microsoft's role alone has no name here; a lead knows them.
  const names = me.ask.admin.length > 0 ? me.ask.admin : me.ask.lead;
  if (!useMay('dispatch.read')) {
    return (
      <Page title={t.title}>
        <Empty title={t.closed} text={<AskSomeone names={names} message={t.askToSee} />} />
      </Page>
    );
  }
  if (route === null) return <Gone />;
  if (route.place === 'list') return <DecisionList />;
  return (
    <Suspense fallback={<Loading lines={8} />}>
      <OneDecision key={keyOf(route)} route={route} />
    </Suspense>
  );
}

function keyOf(route: Exclude<DispatchRoute, { place: 'list' }>): string {
  return route.place === 'decision' ? route.decisionId : `ticket ${route.ref}`;
}

function Gone() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t.gone}>
      <Empty title={t.goneText} action={<Link href={hrefOf('')}>{t.back}</Link>} />
    </Page>
  );
}
