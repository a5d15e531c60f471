import { Badge, Button } from '@fluentui/react-components';
import { listWorkflowVersions, readWorkflow } from '#contract/workflow-endpoints.ts';
import { useEffect, useRef, useState } from 'react';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { versionTexts } from '../../texts/workflow-panels.ts';
import { useTryStyles } from './Panels.styles.ts';
import { SetupFacts } from './SetupFacts.tsx';
import { changedFields, draftOf } from './setup-draft.ts';
import type { Workflow, WorkflowGround, WorkflowSetup } from './workflow-types.ts';

interface VersionsProps {
  readonly workflow: Workflow;
  readonly ground: WorkflowGround | null;
  /** Puts a version's settings into the form. */
  readonly onUse: (setup: WorkflowSetup) => void;
  readonly onClose: () => void;
}

/** Every version with what changed in it, and one of them to look at. */
export function VersionsPanel(props: VersionsProps) {
  const { workflow } = props;
  const t = useTexts(versionTexts);
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Panel title={t.title(workflow.setup.name)} onClose={props.onClose}>
      {shown === null ? (
        <VersionList workflow={workflow} onShow={setShown} />
      ) : (
        <OneVersion {...props} version={shown} onBack={() => setShown(null)} />
      )}
    </Panel>
  );
}

function VersionList({
  workflow,
  onShow,
}: Pick<VersionsProps, 'workflow'> & { readonly onShow: (version: number) => void }) {
  const styles = useTryStyles();
  const t = useTexts(versionTexts);
  const form = useTexts(workflowFormTexts);
  const formats = useFormats();
  const { workflowId, version: current } = workflow;
  const found = useResource(listWorkflowVersions, { params: { workflowId } });
  if (found.problem) return <ProblemBar problem={found.problem} retry={found.refresh} />;
  if (found.value === null) return <Loading lines={6} label={t.loading} />;
  const { versions } = found.value;
  return (
    <ol className={styles.list} reversed>
      {versions.map(({ version, savedAt, savedBy, setup }, place) => {
        const before = versions[place + 1];
        const changed = before ? changedFields(draftOf(before.setup), draftOf(setup)) : [];
        const when = savedAt === null ? '' : formats.full(new Date(savedAt));
        const name = t.version(formats.number(version));
        const names = formats.list(changed.map((field) => form.field[field]));
        return (
          <li key={version} className={styles.item}>
            <span>
              <strong>{name}</strong>{' '}
              {version === current ? (
                <Badge appearance="tint" color="brand">
                  {t.current}
                </Badge>
              ) : null}
              <span className={styles.soft}>
                {savedBy === null ? t.savedBySomebody(when) : t.saved(when, savedBy)}
              </span>
              <span className={styles.soft}>
                {before === undefined ? t.first : null}
                {before !== undefined && changed.length > 0 ? t.changed(names) : null}
                {before !== undefined && changed.length === 0 ? t.nothingChanged : null}
              </span>
            </span>
            <Button size="small" aria-label={t.showNamed(name)} onClick={() => onShow(version)}>
              {t.show}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}

function OneVersion(props: VersionsProps & { readonly version: number; readonly onBack: () => void }) {
  const { workflow, version, ground } = props;
  const styles = useTryStyles();
  const t = useTexts(versionTexts);
  const formats = useFormats();
  const back = useRef<HTMLDivElement>(null);
  const { workflowId } = workflow;
  const found = useResource(readWorkflow, { params: { workflowId }, query: { version } });
  useEffect(() => back.current?.querySelector('button')?.focus(), []);
  return (
    <div className={styles.stack}>
      <div ref={back}>
        <Button size="small" onClick={props.onBack}>
          ‹ {t.back}
        </Button>
      </div>
      <h3 className={styles.heading}>{t.version(formats.number(version))}</h3>
      {found.problem ? <ProblemBar problem={found.problem} retry={found.refresh} /> : null}
      {found.value === null && !found.problem ? <Loading lines={8} label={t.loading} /> : null}
      {found.value ? (
        <>
          <p className={styles.text}>{t.readOnly}</p>
          {version === workflow.version ? null : (
            <div className={styles.ask}>
              <Button onClick={() => found.value && props.onUse(found.value.setup)}>{t.use}</Button>
              <span className={styles.soft}>{t.useHint}</span>
            </div>
          )}
          <SetupFacts setup={found.value.setup} sentences={found.value.sentences} ground={ground} />
        </>
      ) : null}
    </div>
  );
}
