import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { addRosterTicket, changeRosterTicket } from '#contract/roster-ticket-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { rosterTicketTexts } from '../../texts/roster-tickets.ts';
import { shellTexts } from '../../texts/shell.ts';
import { rulesByField } from './psa-form.ts';
import type { RosterTicket } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';
import { detailsOf, PRIORITIES, type TypedTicket, typedOf } from './roster-ticket.ts';

/** Writes a ticket down, or changes one. Who has it is for dispatch to change. */
export function RosterTicketPanel(props: {
  /** `null`: a new one. */
  readonly ticket: RosterTicket | null;
  /** Names in use, to choose from. */
  readonly queues: readonly string[];
  readonly companies: readonly string[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) {
  const { ticket, onClose, onChanged } = props;
  const styles = useRosterStyles();
  const t = useTexts(rosterTicketTexts);
  const shell = useTexts(shellTexts);
  const notify = useNotice();
  const id = useId();
  const [typed, setTyped] = useState(() => typedOf(ticket));
  const [taken, setTaken] = useState('');
  const add = useAction(addRosterTicket);
  const change = useAction(changeRosterTicket);
  const problem = add.problem ?? change.problem;
  const isTaken = add.problem?.code === 'conflict' && taken !== '';
  const rules = isTaken ? new Map([['ref', 'taken']]) : rulesByField(problem?.details ?? {});
  const isRunning = add.isRunning || change.isRunning;

  async function save(): Promise<void> {
    const details = detailsOf(typed);
    setTaken(typed.ref.trim());
    const done = ticket
      ? await change.run({
          params: { ref: ticket.ref },
          body: { ...details, expectedVersion: ticket.version },
        })
      : await add.run({ body: { ...details, ref: typed.ref.trim() || null } });
    if (!done) return;
    notify({ text: ticket ? t.saved(done.answer.ref) : t.added(done.answer.ref) });
    onChanged();
    onClose();
  }

  function readAgain(): void {
    onChanged();
    onClose();
  }

  const field = (name: keyof TypedTicket) => {
    const rule = rules.get(name);
    return rule === undefined
      ? {}
      : ({ validationState: 'error', validationMessage: t.rule[rule] ?? rule } as const);
  };
  const input = (name: Exclude<keyof TypedTicket, 'priority'>, maxLength: number, list?: string) => (
    <Input
      value={typed[name]}
      maxLength={maxLength}
      autoComplete="off"
      {...(list === undefined ? {} : { list })}
      onChange={(_event, { value }) => setTyped({ ...typed, [name]: value })}
    />
  );

  return (
    <Panel
      title={ticket ? t.editOf(ticket.ref) : t.addTitle}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" onClick={() => void save()} disabledFocusable={isRunning}>
            {t.save}
          </Button>
          <Button onClick={onClose}>{shell.cancel}</Button>
        </>
      }
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem && !isOfFields(rules) ? (
          <ProblemBar
            problem={problem}
            action={
              problem.code === 'conflict' || problem.code === 'ticket_not_found' ? (
                <Button size="small" onClick={readAgain}>
                  {t.readAgain}
                </Button>
              ) : null
            }
          />
        ) : null}
        <Field label={t.name} required {...field('title')}>
          {input('title', 300)}
        </Field>
        <Field label={t.priority} {...field('priority')}>
          <Select
            value={typed.priority}
            onChange={(_event, { value }) => setTyped({ ...typed, priority: value })}
          >
            <option value="">{t.noPriority}</option>
            {PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {t.priorityWords[priority]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t.queue} hint={t.queueHint} {...field('queue')}>
          {input('queue', 200, `${id}-queues`)}
        </Field>
        <Field label={t.company} {...field('company')}>
          {input('company', 200, `${id}-companies`)}
        </Field>
        <Field label={t.skills} hint={t.skillsHint} {...field('requiredSkills')}>
          {input('requiredSkills', 2000)}
        </Field>
        {ticket ? null : (
          <Field label={t.ref} hint={t.refHint} {...field('ref')}>
            {input('ref', 80)}
          </Field>
        )}
        <Names id={`${id}-queues`} names={props.queues} />
        <Names id={`${id}-companies`} names={props.companies} />
        {/* Enter saves from any field, as in every form. */}
        <button type="submit" hidden />
      </form>
    </Panel>
  );
}

/** What a field offers while somebody types. */
function Names({ id, names }: { readonly id: string; readonly names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** Whether every fault stands at a field of the form. */
function isOfFields(rules: ReadonlyMap<string, string>): boolean {
  const fields = ['ref', 'title', 'priority', 'queue', 'company', 'requiredSkills'];
  return rules.size > 0 && [...rules.keys()].every((name) => fields.includes(name));
}
