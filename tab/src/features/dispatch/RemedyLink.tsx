import { Link } from '@fluentui/react-components';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { SHIFTS_APP } from '../../components/shifts-app.ts';
import { pathOf } from '../../shell/path.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useTexts } from '../../texts/language.ts';
import type { Remedy } from './dispatch-types.ts';

/** The step that mends it: a page of ours, the Shifts app, or a sentence where no page helps. */
export function RemedyLink(props: {
  readonly remedy: Remedy;
  readonly workflowId: string;
  /** Whom it concerns, when it concerns one person. */
  readonly technicianId?: string;
}) {
  const t = useTexts(decisionPageTexts);
  const { remedy } = props;
  const words = t.remedy[remedy];
  if (remedy === 'check-teams-account') return <>{words}</>;
  if (remedy === 'change-shifts' || remedy === 'create-schedule') {
    return (
      <Link inline href={SHIFTS_APP} target="_blank" rel="noreferrer" title={t.opensShifts}>
        {words}
      </Link>
    );
  }
  const isOwnWord = remedy === 'set-override' || remedy === 'end-override';
  if (isOwnWord && props.technicianId === undefined) return <>{words}</>;
  return (
    <ScreenLink
      screen={isOwnWord ? 'board' : 'admin'}
      path={isOwnWord ? pathOf('t', props.technicianId ?? '') : pageOf(remedy, props.workflowId)}
    >
      {words}
    </ScreenLink>
  );
}

function pageOf(remedy: Remedy, workflowId: string): string {
  if (remedy === 'run-auto-map' || remedy === 'open-consent') return 'setup';
  return remedy === 'open-health' ? 'health' : pathOf('workflows', workflowId);
}
