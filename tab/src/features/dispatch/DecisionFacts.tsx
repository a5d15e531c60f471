import { Badge } from '@fluentui/react-components';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { pathOf } from '../../shell/path.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useDecisionStyles } from './Decision.styles.ts';
import type { Decision, Standing } from './dispatch-types.ts';

/** Work that starts this soon after the decision starts at once. */
const AT_ONCE_MS = 60_000;

/** When, by whom and by what was decided, and whose the ticket is now. */
export function DecisionFacts(props: {
  readonly decision: Decision;
  readonly standing: Standing | null;
  readonly isUrgent: boolean;
}) {
  const { decision, standing } = props;
  const styles = useDecisionStyles();
  const { facts } = useTexts(decisionPageTexts);
  const list = useTexts(dispatchTexts);
  const formats = useFormats();
  const { workflow, ticket, slot, by, source } = decision;
  const start = new Date(slot.start);
  const isAtOnce = start.getTime() - new Date(decision.decidedAt).getTime() < AT_ONCE_MS;
  const starts = isAtOnce ? facts.startsNow : facts.starts;
  const decided = facts.decided(formats.moment(new Date(decision.decidedAt)), by.name);
  const owner = standing?.ticket?.ownerName ?? null;
  const owned = owner === null ? facts.noOwner : facts.owner(owner);
  const about = [ticket.priority?.label, ticket.company?.name, standing?.ticket ? owned : null].filter(
    Boolean,
  );
  return (
    <>
      <ul className={styles.facts}>
        {props.isUrgent ? (
          <li>
            <Badge appearance="tint" color="danger" className={styles.badge}>
              {list.hold.needsPerson}
            </Badge>
          </li>
        ) : null}
        {about.length > 0 ? <li>{about.join(' · ')}</li> : null}
        <li>{`${decided} ${facts.from[source]} · ${starts(formats.moment(start), formats.zone)}`}</li>
        <li>
          <ScreenLink screen="admin" path={pathOf('workflows', workflow.workflowId)}>
            {workflow.version === 0
              ? facts.standard(workflow.name)
              : facts.workflow(workflow.name, formats.number(workflow.version))}
          </ScreenLink>
          {` · ${facts.mode[workflow.mode]} · ${facts.act[workflow.act]}`}
        </li>
      </ul>
      {standing && standing.ticket === null ? <p className={styles.soft}>{facts.standingUnread}</p> : null}
    </>
  );
}
