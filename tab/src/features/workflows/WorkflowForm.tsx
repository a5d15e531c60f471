import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type FormEvent, lazy, Suspense, useEffect, useId, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { pathOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { ConflictBar } from './ConflictBar.tsx';
import { eligibleWords } from './eligible-words.ts';
import { FinePart } from './FinePart.tsx';
import { useFormStyles } from './Form.styles.ts';
import { faultProps, faultWords, type PartProps } from './form-part.ts';
import { LimitsPart, WaitPart } from './LimitsPart.tsx';
import { MethodPart } from './MethodPart.tsx';
import { PlainPart } from './Part.tsx';
import { PoolPart } from './PoolPart.tsx';
import { SaveBar } from './SaveBar.tsx';
import { dayOf, draftOf, setupOf } from './setup-draft.ts';
import { type FaultyField, faultsOf, formFieldOf, serverFaults } from './setup-faults.ts';
import { ShadowPart } from './ShadowPart.tsx';
import { TakesPart } from './TakesPart.tsx';
import { TeamsPart } from './TeamsPart.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useWorkflowEdit } from './use-workflow-edit.ts';
import type { Workflow, WorkflowGround, WorkflowSetup } from './workflow-types.ts';

/** With the words of every sentence it would weigh more than a panel may. */
const InstructionsPart = lazy(async () => ({
  default: (await import('./InstructionsPart.tsx')).InstructionsPart,
}));
const VersionsPanel = lazy(async () => ({ default: (await import('./VersionsPanel.tsx')).VersionsPanel }));

/** One workflow as a form: what was changed is counted, checked and saved together as a new version. */
export function WorkflowForm(props: {
  /** As it was read. `null`: a new one. Version 0: the standard workflow, which nobody saved yet. */
  readonly workflow: Workflow | null;
  /** What a new one begins with. */
  readonly starting: WorkflowSetup;
  /** `null`: names of the PSA are not known now. */
  readonly ground: WorkflowGround | null;
  readonly groundProblem: Problem | null;
  readonly onGround: () => void;
}) {
  const { ground } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const list = useTexts(workflowTexts);
  const formats = useFormats();
  const notice = useNotice();
  const id = useId();
  const [isTried, setIsTried] = useState(false);
  const [isStale, setIsStale] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [isVersions, setIsVersions] = useState(false);
  const edit = useWorkflowEdit(props.workflow, props.starting);
  const { standing: workflow, draft, base, changed, problem, conflict } = edit;
  const guard = useLeaveGuard(changed.length > 0);
  // A new one, and the standard one, get an id of their own with their first save. What was typed since would not outlive the move.
  const ownId = workflow?.workflowId ?? null;
  const isElsewhere = ownId !== null && ownId !== props.workflow?.workflowId && changed.length === 0;
  useEffect(() => {
    if (isElsewhere) goTo(pathOf('workflows', ownId), { replace: true });
  }, [isElsewhere, ownId]);

  const faults = faultsOf(draft, { today: dayOf(new Date()), before: draftOf(base).shadowUntil });
  const refused = problem?.code === 'invalid_input' ? serverFaults(problem.details) : new Map();
  const idOf = (field: FaultyField): string => `${id}-${field}`;
  const faultAt = (field: FaultyField): string | null => {
    const fault = (isTried ? faults.get(field) : undefined) ?? refused.get(field);
    return fault === undefined ? null : faultWords(fault, { t, formats });
  };
  const part: PartProps = {
    draft,
    faultAt,
    idOf,
    set: (changes) => {
      if (refused.size > 0) edit.forgetProblem();
      edit.set(changes);
    },
  };
  const isSaved = workflow !== null && workflow.version > 0;
  const canSave = changed.length > 0 || isStale || workflow?.version === 0;

  function showFaults(): void {
    setIsTried(true);
    const [first] = faults.keys();
    if (first !== undefined) setTimeout(() => focusField(idOf(first), idOf(formFieldOf(first))));
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (faults.size > 0) {
      showFaults();
      return;
    }
    const before = workflow?.version === 0 ? null : (workflow?.setup ?? null);
    const saved = await edit.save();
    if (saved === null) return;
    setIsTried(false);
    const { name } = saved.setup;
    notice({
      text: t.saved(name),
      ...(before === null
        ? {}
        : {
            undo: () =>
              void edit.saveAgain(before, saved).then((back) => {
                if (back) notice({ text: t.savedAgain(back.setup.name) });
              }),
          }),
    });
  }
  async function remove(): Promise<void> {
    setIsAsking(false);
    const { name } = base;
    if (!(await edit.remove())) return;
    guard.release();
    notice({ text: t.removed(name) });
    goTo('workflows');
  }

  return (
    <Page
      title={workflow === null ? t.newTitle : base.name}
      parent={{ label: list.title, path: 'workflows' }}
      summary={workflow === null ? undefined : changedWords(workflow, t, formats)}
      actions={isSaved ? <Button onClick={() => setIsVersions(true)}>{t.versions}</Button> : null}
    >
      {props.groundProblem ? (
        <div className={styles.bar}>
          <ProblemBar problem={props.groundProblem} retry={props.onGround} />
        </div>
      ) : null}
      <form noValidate onSubmit={(event) => void save(event)}>
        <PlainPart>
          <Field label={t.name} required {...faultProps(faultAt('name'))}>
            <Input
              id={idOf('name')}
              autoComplete="off"
              value={draft.name}
              placeholder={t.namePlaceholder}
              onChange={(_event, { value }) => part.set({ name: value })}
            />
          </Field>
          <p className={styles.text}>{eligibleWords(draft, { t, formats })}</p>
        </PlainPart>
        <TakesPart {...part} ground={ground} />
        <MethodPart {...part} />
        <TeamsPart {...part} />
        <PoolPart {...part} technicians={ground?.technicians ?? []} />
        <LimitsPart {...part} />
        <WaitPart {...part} />
        <Suspense fallback={<Loading lines={5} />}>
          <InstructionsPart
            {...part}
            ground={ground}
            saved={isSaved ? { instructions: base.instructions, sentences: workflow.sentences } : null}
            onGround={props.onGround}
            setupToTry={faults.size === 0 ? setupOf(draft, base) : null}
            onFaulty={showFaults}
            onRead={setIsStale}
          />
        </Suspense>
        <FinePart {...part} hasModel={ground?.hasModel ?? false} />
        <ShadowPart {...part} workflowId={isSaved ? workflow.workflowId : null} />
        {isTried && faults.size > 0 ? (
          <MessageBar intent="error" layout="multiline" politeness="assertive">
            <MessageBarBody>{t.faults(faults.size)}</MessageBarBody>
          </MessageBar>
        ) : null}
        {conflict ? (
          <ConflictBar conflict={conflict} onKeep={edit.keepMine} onTake={edit.takeTheirs} />
        ) : null}
        {problem && conflict === null && refused.size === 0 ? (
          <ProblemBar problem={problem} request={list.ask} />
        ) : null}
        {refused.size > 0 ? (
          <MessageBar intent="error" layout="multiline" politeness="assertive">
            <MessageBarBody>{t.faults(refused.size)}</MessageBarBody>
          </MessageBar>
        ) : null}
        <SaveBar
          label={workflow === null ? t.saveNew : t.save}
          changed={changed}
          canSave={canSave && conflict === null}
          isRunning={edit.isRunning}
          onDiscard={() => {
            edit.discard();
            setIsTried(false);
          }}
        />
      </form>
      {isSaved ? (
        <div className={styles.end}>
          <Button onClick={() => setIsAsking(true)}>{t.removeWorkflow}</Button>
        </div>
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          title={t.removeTitle(base.name)}
          text={t.removeText}
          confirmLabel={t.removeConfirm}
          keepLabel={t.removeKeep}
          onKeep={() => setIsAsking(false)}
          onConfirm={() => void remove()}
        />
      ) : null}
      {guard.wanted !== null ? (
        <ConfirmDialog
          title={t.leaveTitle}
          text={t.leaveText(changed.length)}
          confirmLabel={t.leaveConfirm}
          keepLabel={t.leaveKeep}
          onKeep={guard.stay}
          onConfirm={guard.leave}
        />
      ) : null}
      {isVersions && workflow !== null ? (
        <Suspense fallback={null}>
          <VersionsPanel
            workflow={workflow}
            ground={ground}
            onUse={(setup) => {
              part.set(draftOf(setup));
              setIsVersions(false);
            }}
            onClose={() => setIsVersions(false)}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}

function changedWords(
  { version, savedAt, savedBy }: Workflow,
  t: (typeof workflowFormTexts)['en'],
  formats: ReturnType<typeof useFormats>,
): string {
  if (version === 0 || savedAt === null) return t.standard;
  const when = formats.full(new Date(savedAt));
  return savedBy === null ? t.changedBySomebody(when) : t.changed(when, savedBy);
}

/** The first thing of a faulty field that can be typed or pressed; what is folded away is opened first. */
function focusField(...ids: readonly string[]): void {
  const element = ids.map((each) => document.getElementById(each)).find((each) => each !== null);
  if (!element) return;
  const details = element.closest('details');
  if (details) details.open = true;
  const inside = element.matches('input, textarea') ? null : element.querySelector('input');
  (inside ?? element).focus();
}
