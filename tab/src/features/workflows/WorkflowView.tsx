import { useSession } from '../../api/session.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Page } from '../../components/Page.tsx';
import { useTexts } from '../../texts/language.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { useFormStyles } from './Form.styles.ts';
import { SetupFacts } from './SetupFacts.tsx';
import type { Workflow, WorkflowGround } from './workflow-types.ts';

/** One workflow for those who may look and not change. */
export function WorkflowView(props: { readonly workflow: Workflow; readonly ground: WorkflowGround | null }) {
  const { workflow, ground } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowTexts);
  const { me } = useSession();
  return (
    <Page title={workflow.setup.name} parent={{ label: t.title, path: 'workflows' }}>
      <p className={styles.text}>
        {t.readOnly}
        <AskSomeone names={me.ask.lead} message={t.ask} />
      </p>
      <SetupFacts setup={workflow.setup} sentences={workflow.sentences} ground={ground} />
    </Page>
  );
}
