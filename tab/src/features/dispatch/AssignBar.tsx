import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useMay } from '../../api/session.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useDecisionStyles } from './Decision.styles.ts';
import type { Candidate, Decision, Standing } from './dispatch-types.ts';
import { undoableUntil } from './headline.ts';
import type { Assigning } from './use-assigning.ts';
import { useUntil } from './use-until.ts';

/** Gives the ticket to whoever is suggested, or to somebody else; takes it back for five minutes. Nothing for whoever may not. */
export function AssignBar(props: {
  readonly decision: Decision;
  readonly candidates: readonly Candidate[];
  /** `null` while it is read: nothing is offered that may be done already. */
  readonly standing: Standing | null;
  readonly assigning: Assigning;
}) {
  const { decision, candidates, standing, assigning } = props;
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts).assign;
  const formats = useFormats();
  const mayRun = useMay('dispatch.run');
  const [pickedId, setPickedId] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const undoUntil = undoableUntil(standing);
  const canUndo = useUntil(undoUntil);
  if (!mayRun || standing === null) return null;
  const { ticket, assignment } = standing;
  const isOpen = ticket?.status.phase !== 'closed' && assignment?.state !== 'pending';
  const ownerId = ticket?.ownerId ?? null;
  const chosen = candidates.find(({ technicianId }) => technicianId === decision.outcome.technicianId);
  const offersChosen = isOpen && chosen !== undefined && ownerId === null;
  const isBusy = assigning.isRunning || assigning.isUndoing;
  const anybody = ownerId === null ? t.somebody : t.instead;
  const otherwise = offersChosen ? t.or : anybody;

  function assignPicked(): void {
    const picked = candidates.find(({ technicianId }) => technicianId === pickedId);
    setIsMissing(picked === undefined);
    if (picked) void assigning.assign(picked);
  }
  return (
    <>
      {offersChosen || (assignment && canUndo) ? (
        <div className={styles.row}>
          {offersChosen ? (
            <Button
              appearance="primary"
              disabledFocusable={isBusy}
              onClick={() => void assigning.assign(chosen)}
            >
              {assigning.isRunning ? t.running : t.to(chosen.name)}
            </Button>
          ) : null}
          {assignment && canUndo && undoUntil ? (
            <Button disabledFocusable={isBusy} onClick={() => void assigning.undo(assignment)}>
              {assigning.isUndoing ? t.undoing : t.undo(formats.time(undoUntil))}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isOpen ? (
        <div className={styles.row}>
          <Field
            label={otherwise}
            className={styles.choose}
            {...(isMissing ? { validationState: 'error', validationMessage: t.missing } : {})}
          >
            <Select
              className={styles.select}
              value={pickedId}
              onChange={(_event, { value }) => setPickedId(value)}
            >
              <option value="">{t.choose}</option>
              {candidates
                .filter(({ technicianId }) => technicianId !== ownerId)
                .map(({ technicianId, name }) => (
                  <option key={technicianId} value={technicianId}>
                    {name}
                  </option>
                ))}
            </Select>
          </Field>
          <Button disabledFocusable={isBusy} onClick={assignPicked}>
            {t.button}
          </Button>
        </div>
      ) : null}
      {assigning.problem ? <ProblemBar problem={assigning.problem} /> : null}
    </>
  );
}
