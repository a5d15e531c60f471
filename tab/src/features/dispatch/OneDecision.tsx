import { Link } from '@fluentui/react-components';
import { findDecision, readDecision, readStanding } from '#contract/dispatch-endpoints.ts';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf } from '../../shell/path.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { DecisionView } from './DecisionView.tsx';
import { DispatchField } from './DispatchField.tsx';
import type { DispatchRoute } from './dispatch-route.ts';
import type { Candidate, Decision } from './dispatch-types.ts';

/** The PSA is asked each time. */
const STANDING_SECONDS = 30;

/** S4: the decision that the address names, by its id or by its ticket. Use it anew for each address. */
export function OneDecision({ route }: { readonly route: Exclude<DispatchRoute, { place: 'list' }> }) {
  const byId = useResource(
    readDecision,
    { params: { decisionId: route.place === 'decision' ? route.decisionId : '' } },
    { enabled: route.place === 'decision' },
  );
  const byTicket = useResource(
    findDecision,
    { params: { ticket: route.place === 'ticket' ? route.ref : '' } },
    { enabled: route.place === 'ticket' },
  );
  const { value, problem, refresh } = route.place === 'decision' ? byId : byTicket;
  if (value) return <Loaded decision={value} />;
  return <NotLoaded route={route} problem={problem} retry={refresh} />;
}

/** A decision never changes; how its ticket stands does, and candidates come in pages. */
function Loaded({ decision }: { readonly decision: Decision }) {
  const { decisionId } = decision;
  const standing = useResource(readStanding, { params: { decisionId } }, { pollSeconds: STANDING_SECONDS });
  const page = useAction(readDecision);
  const [more, setMore] = useState<{
    readonly candidates: readonly Candidate[];
    readonly nextOffset: number | null;
  }>({ candidates: [], nextOffset: decision.nextOffset });

  async function loadMore(): Promise<void> {
    if (more.nextOffset === null) return;
    const done = await page.run({ params: { decisionId }, query: { offset: more.nextOffset } });
    if (done === null) return;
    const { candidates, nextOffset } = done.answer;
    setMore((now) => ({ candidates: [...now.candidates, ...candidates], nextOffset }));
  }
  return (
    <DecisionView
      decision={decision}
      candidates={[...decision.candidates, ...more.candidates]}
      standing={standing}
      problem={page.problem}
      onMore={more.nextOffset === null ? null : loadMore}
    />
  );
}

function NotLoaded(props: {
  readonly route: Exclude<DispatchRoute, { place: 'list' }>;
  readonly problem: Problem | null;
  readonly retry: () => void;
}) {
  const { route, problem } = props;
  const t = useTexts(decisionPageTexts);
  const list = useTexts(dispatchTexts);
  const shell = useTexts(shellTexts);
  const parent = { label: list.title, path: '' };
  const isGone = problem?.code === 'decision_not_found';
  if (isGone && route.place === 'ticket') {
    return (
      <Page title={t.ticket(route.ref)} parent={parent}>
        <Empty title={t.noneAbout(route.ref)} text={t.noneAboutText} />
        <DispatchField known={route.ref} />
      </Page>
    );
  }
  if (isGone) {
    return (
      <Page title={shell.gone} parent={parent}>
        <Empty title={shell.goneText} action={<Link href={hrefOf('')}>{list.showAll}</Link>} />
      </Page>
    );
  }
  return (
    <Page title={route.place === 'ticket' ? t.ticket(route.ref) : list.title} parent={parent}>
      {problem ? (
        <ProblemBar problem={problem} retry={props.retry} />
      ) : (
        <Loading lines={10} label={t.loading} />
      )}
    </Page>
  );
}
