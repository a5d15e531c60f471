import { lazy, Suspense } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { useTexts } from '../../texts/language.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { WorkflowList } from './WorkflowList.tsx';

const OneWorkflow = lazy(async () => ({ default: (await import('./OneWorkflow.tsx')).OneWorkflow }));

/** Place of a workflow that nobody saved yet: `workflows/new`. */
const NEW = 'new';

/** S9: the desk's dispatch set-ups, and one of them. */
export function WorkflowsPage({ rest }: { readonly rest: readonly string[] }) {
  const t = useTexts(workflowTexts);
  const { me } = useSession();
  const [workflowId] = rest;
  // Admins give roles. Whoever is one by Microsoft's role alone has no name here; a lead knows them.
  const names = me.ask.admin.length > 0 ? me.ask.admin : me.ask.lead;
  if (!useMay('dispatch.read')) {
    return (
      <Page title={t.title}>
        <Empty title={t.closed} text={<AskSomeone names={names} message={t.askToSee} />} />
      </Page>
    );
  }
  if (workflowId === undefined) return <WorkflowList />;
  return (
    <Suspense fallback={<Loading lines={8} label={t.loading} />}>
      <OneWorkflow key={workflowId} workflowId={workflowId === NEW ? null : workflowId} />
    </Suspense>
  );
}
