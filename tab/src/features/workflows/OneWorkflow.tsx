import { Link } from '@fluentui/react-components';
import { readWorkflow, readWorkflowGround } from '#contract/workflow-endpoints.ts';
import { lazy, Suspense } from 'react';
import { useMay } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf } from '../../shell/path.ts';
import { useTexts } from '../../texts/language.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { useWorkflowStyles } from './Workflows.styles.ts';
import { WorkflowForm } from './WorkflowForm.tsx';

/** Nobody who may change a workflow needs it. */
const WorkflowView = lazy(async () => ({ default: (await import('./WorkflowView.tsx')).WorkflowView }));

/** One workflow, once it and what it can name are read. `null`: a new one. */
export function OneWorkflow({ workflowId }: { readonly workflowId: string | null }) {
  const styles = useWorkflowStyles();
  const t = useTexts(workflowTexts);
  const mayWrite = useMay('workflows.write');
  const found = useResource(
    readWorkflow,
    { params: { workflowId: workflowId ?? '' } },
    { enabled: workflowId !== null },
  );
  const ground = useResource(readWorkflowGround);
  const isNew = workflowId === null;

  if (found.problem?.code === 'workflow_not_found') return <Gone />;
  // A new one cannot begin without its ground; one that stands can be looked at and changed without the names.
  const isGroundRead = ground.value !== null || (ground.problem !== null && !isNew);
  const starting = ground.value?.standard ?? found.value?.setup;
  const failed = found.problem ?? ground.problem;
  if (starting === undefined || !isGroundRead || (!isNew && found.value === null)) {
    return (
      <Page title={t.title} parent={{ label: t.title, path: 'workflows' }}>
        {failed ? (
          <div className={styles.bar}>
            <ProblemBar problem={failed} retry={found.problem ? found.refresh : ground.refresh} />
          </div>
        ) : (
          <Loading lines={10} label={t.loading} />
        )}
      </Page>
    );
  }
  if (!mayWrite && found.value !== null) {
    return (
      <Suspense fallback={<Loading lines={8} label={t.loading} />}>
        <WorkflowView workflow={found.value} ground={ground.value} />
      </Suspense>
    );
  }
  if (!mayWrite) return <Gone />;
  return (
    <WorkflowForm
      workflow={found.value}
      starting={{ ...starting, name: '' }}
      ground={ground.value}
      groundProblem={ground.problem}
      onGround={ground.refresh}
    />
  );
}

function Gone() {
  const t = useTexts(workflowTexts);
  return (
    <Page title={t.gone} parent={{ label: t.title, path: 'workflows' }}>
      <Empty title={t.gone} text={t.goneText} action={<Link href={hrefOf('workflows')}>{t.toList}</Link>} />
    </Page>
  );
}
