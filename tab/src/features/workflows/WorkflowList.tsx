import { Badge, Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { listWorkflows, readWorkflowGround } from '#contract/workflow-endpoints.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { methodWords, rotaWords, takesWords } from './list-words.ts';
import { useListChanges } from './use-list-changes.ts';
import type { Workflow } from './workflow-types.ts';
import { useWorkflowStyles } from './Workflows.styles.ts';

/** All workflows in the order in which they are asked, with the switch that people come for. */
export function WorkflowList() {
  const styles = useWorkflowStyles();
  const t = useTexts(workflowTexts);
  const mayWrite = useMay('workflows.write');
  const { me } = useSession();
  const list = useResource(listWorkflows);
  const { value, problem } = list;
  const changes = useListChanges(list);
  return (
    <Page
      title={t.title}
      summary={t.summary}
      actions={
        mayWrite ? (
          <Button appearance="primary" onClick={() => goTo('workflows/new')}>
            {t.newWorkflow}
          </Button>
        ) : null
      }
    >
      {problem ? (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={list.refresh} shownSince={value ? list.readAt : null} />
        </div>
      ) : null}
      {changes.problem ? (
        <div className={styles.bar}>
          {changes.problem.code === 'conflict' ? (
            <MessageBar intent="warning" layout="multiline" politeness="assertive">
              <MessageBarBody>
                <MessageBarTitle>{t.conflictTitle}</MessageBarTitle>
                {t.conflictText}
              </MessageBarBody>
            </MessageBar>
          ) : (
            <ProblemBar problem={changes.problem} request={t.ask} />
          )}
        </div>
      ) : null}
      {value === null && !problem ? <Loading label={t.loading} lines={6} /> : null}
      {value?.workflows.every(({ version }) => version === 0) ? <StandardNote /> : null}
      {value && !mayWrite ? (
        <p className={styles.text}>
          {t.readOnly}
          <AskSomeone names={me.ask.lead} message={t.ask} />
        </p>
      ) : null}
      {value ? <Rows workflows={value.workflows} mayWrite={mayWrite} changes={changes} /> : null}
    </Page>
  );
}

function StandardNote() {
  const styles = useWorkflowStyles();
  const t = useTexts(workflowTexts);
  return (
    <div className={styles.bar}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.standardTitle}</MessageBarTitle>
          {t.standardText}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

function Rows(props: {
  readonly workflows: readonly Workflow[];
  readonly mayWrite: boolean;
  readonly changes: ReturnType<typeof useListChanges>;
}) {
  const { workflows, mayWrite, changes } = props;
  const styles = useWorkflowStyles();
  const t = useTexts(workflowTexts);
  const formats = useFormats();
  // Names of queues and priorities come from the PSA: the list stands without them.
  const ground = useResource(readWorkflowGround);
  const names = ground.value?.psaWasRead ? ground.value : null;
  const now = new Date();
  const columns: readonly Column<Workflow>[] = [
    {
      key: 'name',
      label: t.column.name,
      width: '34%',
      cell: (workflow) => (
        <span className={styles.name}>
          <Link className={styles.link} href={hrefOf(pathOf('workflows', workflow.workflowId))}>
            {workflow.setup.name}
          </Link>
          {takesWords(workflow, names, now, { t, formats }).map((line) => (
            <span key={line} className={styles.soft}>
              {line}
            </span>
          ))}
        </span>
      ),
    },
    { key: 'method', label: t.column.method, width: '19%', cell: (workflow) => methodWords(workflow, t) },
    {
      key: 'teams',
      label: t.column.teams,
      width: '17%',
      cell: (workflow) => <TeamsSwitch workflow={workflow} mayWrite={mayWrite} onTurnOn={changes.turnOn} />,
    },
    { key: 'rota', label: t.column.rota, cell: (workflow) => rotaWords(workflow, { t, formats }) },
  ];
  const order: Column<Workflow> = {
    key: 'order',
    label: t.column.order,
    width: '88px',
    isActions: true,
    cell: (workflow) => {
      const place = workflows.indexOf(workflow);
      const { name } = workflow.setup;
      return (
        <span className={styles.tight}>
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowUpRegular />}
            aria-label={t.earlier(name)}
            disabledFocusable={place === 0 || changes.isRunning}
            onClick={() => changes.move(workflows, place, -1)}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowDownRegular />}
            aria-label={t.later(name)}
            disabledFocusable={place === workflows.length - 1 || changes.isRunning}
            onClick={() => changes.move(workflows, place, 1)}
          />
        </span>
      );
    },
  };
  return (
    <Records
      label={t.title}
      columns={mayWrite && workflows.length > 1 ? [...columns, order] : columns}
      rows={workflows}
      keyOf={({ workflowId }) => workflowId}
    />
  );
}

function TeamsSwitch(props: {
  readonly workflow: Workflow;
  readonly mayWrite: boolean;
  readonly onTurnOn: (workflow: Workflow) => void;
}) {
  const { workflow } = props;
  const { name, teamsAvailability } = workflow.setup;
  const styles = useWorkflowStyles();
  const t = useTexts(workflowTexts);
  if (teamsAvailability === 'on') {
    return (
      <Badge appearance="tint" color="success">
        {t.on}
      </Badge>
    );
  }
  return (
    <span className={styles.row}>
      <Badge appearance="tint" color="informative">
        {t.off}
      </Badge>
      {props.mayWrite ? (
        <Link as="button" aria-label={t.turnOnFor(name)} onClick={() => props.onTurnOn(workflow)}>
          {t.turnOn}
        </Link>
      ) : null}
    </span>
  );
}
