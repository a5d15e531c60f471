import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import {
  addRosterTechnician,
  removeRosterTechnician,
  updateRosterTechnician,
} from '#contract/psa-endpoints.ts';
import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { rosterTexts } from '../../texts/roster.ts';
import { shellTexts } from '../../texts/shell.ts';
import { rulesByField } from './psa-form.ts';
import type { RosterTechnician } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';
import { listOf } from './roster-view.ts';

interface Typed {
  readonly name: string;
  readonly email: string;
  readonly otherEmails: string;
  readonly skills: string;
  readonly externalId: string;
  readonly active: boolean;
}

/** Adds a technician, or changes or removes one. Removing can be undone: the same id comes back, and with it the mapping. */
export function RosterPanel(props: {
  /** `null`: somebody new. */
  readonly technician: RosterTechnician | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) {
  const { technician, onClose, onChanged } = props;
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const shell = useTexts(shellTexts);
  const notify = useNotice();
  const { client } = useSession();
  const [typed, setTyped] = useState(() => typedOf(technician));
  const add = useAction(addRosterTechnician);
  const update = useAction(updateRosterTechnician);
  const remove = useAction(removeRosterTechnician);
  const problem = add.problem ?? update.problem ?? remove.problem;
  const rules = rulesByField(problem?.details ?? {});
  const isRunning = add.isRunning || update.isRunning || remove.isRunning;

  async function save(): Promise<void> {
    const details = detailsOf(typed);
    const done = technician
      ? await update.run({
          params: { technicianId: technician.technicianId },
          body: { ...details, expectedVersion: technician.version },
        })
      : await add.run({ body: details });
    if (!done) return;
    notify({ text: technician ? t.saved(done.answer.name) : t.added(done.answer.name) });
    onChanged();
    onClose();
  }

  async function takeAway({ technicianId, version, updatedAt: _at, ...details }: RosterTechnician) {
    const done = await remove.run({ params: { technicianId }, query: { expectedVersion: version } });
    if (!done) return;
    onChanged();
    onClose();
    const undo = async (): Promise<void> => {
      // The panel is closed by then, and so is its place for problems.
      const isBack = await client.call(addRosterTechnician, { body: { ...details, technicianId } }).then(
        () => true,
        () => false,
      );
      notify({ text: isBack ? t.back(details.name) : t.notBack(details.name) });
      onChanged();
    };
    notify({ text: t.removed(details.name), undo: () => void undo() });
  }

  const field = (name: keyof Typed) => {
    const rule = rules.get(name);
    const message = rule === undefined ? undefined : (t.rule[rule] ?? rule);
    return message === undefined ? {} : ({ validationState: 'error', validationMessage: message } as const);
  };
  const input = (name: Exclude<keyof Typed, 'active'>, maxLength: number, type?: 'email') => (
    <Input
      value={typed[name]}
      maxLength={maxLength}
      {...(type ? { type } : {})}
      onChange={(_event, { value }) => setTyped({ ...typed, [name]: value })}
    />
  );

  return (
    <Panel
      title={technician ? t.editOf(technician.name) : t.addTitle}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" onClick={() => void save()} disabledFocusable={isRunning}>
            {t.save}
          </Button>
          <Button onClick={onClose}>{shell.cancel}</Button>
          {technician ? (
            <Button
              appearance="subtle"
              onClick={() => void takeAway(technician)}
              disabledFocusable={isRunning}
            >
              {t.remove}
            </Button>
          ) : null}
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
              problem.code === 'conflict' ? (
                <Button
                  size="small"
                  onClick={() => {
                    onChanged();
                    onClose();
                  }}
                >
                  {t.readAgain}
                </Button>
              ) : null
            }
          />
        ) : null}
        <Field label={t.name} required {...field('name')}>
          {input('name', 200)}
        </Field>
        <Field label={t.email} hint={t.emailHint} {...field('email')}>
          {input('email', 254, 'email')}
        </Field>
        <Field label={t.otherEmails} hint={t.listHint} {...field('otherEmails')}>
          {input('otherEmails', 2000)}
        </Field>
        <Field label={t.skills} hint={t.skillsHint} {...field('skills')}>
          {input('skills', 2000)}
        </Field>
        <Field label={t.externalId} hint={t.externalIdHint} {...field('externalId')}>
          {input('externalId', 100)}
        </Field>
        <Field hint={t.activeHint}>
          <Switch
            label={t.active}
            checked={typed.active}
            onChange={(_event, { checked }) => setTyped({ ...typed, active: checked })}
          />
        </Field>
        {/* Enter saves from any field, as in every form. */}
        <button type="submit" hidden />
      </form>
    </Panel>
  );
}

function typedOf(technician: RosterTechnician | null): Typed {
  return {
    name: technician?.name ?? '',
    email: technician?.email ?? '',
    otherEmails: technician?.otherEmails.join(', ') ?? '',
    skills: technician?.skills.join(', ') ?? '',
    externalId: technician?.externalId ?? '',
    active: technician?.active ?? true,
  };
}

function detailsOf({ name, email, otherEmails, skills, externalId, active }: Typed) {
  return {
    name,
    email: email.trim() || null,
    otherEmails: listOf(otherEmails),
    skills: listOf(skills),
    externalId: externalId.trim() || null,
    active,
  };
}

/** Whether every fault stands at a field of the form. */
function isOfFields(rules: ReadonlyMap<string, string>): boolean {
  const fields = ['name', 'email', 'otherEmails', 'skills', 'externalId'];
  return rules.size > 0 && [...rules.keys()].every((field) => fields.includes(field));
}
