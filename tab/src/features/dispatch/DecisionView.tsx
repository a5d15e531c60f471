import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { Resource } from '../../api/use-resource.ts';
import { Announce } from '../../components/Announce.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { Section } from '../../components/Section.tsx';
import { decisionTexts } from '../../texts/decisions.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { reasonTexts } from '../../texts/dispatch-reasons.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { AssignBar } from './AssignBar.tsx';
import { spokenSentences } from './candidate-words.ts';
import { Considered } from './Considered.tsx';
import { useDecisionStyles } from './Decision.styles.ts';
import { DecisionFacts } from './DecisionFacts.tsx';
import { decisionPath } from './dispatch-route.ts';
import type { Candidate, Decision, Standing } from './dispatch-types.ts';
import { headlineOf } from './headline.ts';
import { TeamsUse, WhatWasRead } from './WhatWasRead.tsx';
import { useAssigning } from './use-assigning.ts';
import { AssignQuestion } from './AssignQuestion.tsx';
import { WhyChosen } from './WhyChosen.tsx';

const PersonPanel = lazy(async () => ({ default: (await import('./PersonPanel.tsx')).PersonPanel }));
const WhatIfForm = lazy(async () => ({ default: (await import('./WhatIfForm.tsx')).WhatIfForm }));

/** One decision: what it came to, what can be done, why, what was read, who was considered, and what if. */
export function DecisionView(props: {
  readonly decision: Decision;
  /** As many as were loaded, in the order of the decision. */
  readonly candidates: readonly Candidate[];
  readonly standing: Resource<Standing>;
  readonly problem: Problem | null;
  /** Loads the next candidates; `null`: all are here. */
  readonly onMore: (() => Promise<void>) | null;
}) {
  const { decision, candidates, standing } = props;
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts);
  const reasons = useTexts(reasonTexts);
  const list = useTexts(dispatchTexts);
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const assigning = useAssigning(decision, standing);
  const [askedId, setAskedId] = useState<string | null>(null);
  const [isImagining, setIsImagining] = useState(false);
  const asked = candidates.find(({ technicianId }) => technicianId === askedId);
  const now = standing.value;
  const { ref } = decision.ticket;
  const headline = headlineOf(decision, now, candidates, { t, shared, formats });
  const chosen = candidates.find(({ technicianId }) => technicianId === decision.outcome.technicianId);
  const spoken = spokenSentences(decision, candidates);
  return (
    <Page
      title={now?.ticket ? t.titled(ref, now.ticket.title) : t.ticket(ref)}
      parent={{ label: list.title, path: '' }}
      actions={<Actions decision={decision} />}
    >
      <div className={styles.head}>
        <h2 className={styles.headline}>{headline.title}</h2>
        {headline.lines.length > 0 ? <p className={styles.text}>{headline.lines.join(' ')}</p> : null}
        <DecisionFacts decision={decision} standing={now} isUrgent={headline.isUrgent} />
        <AssignBar decision={decision} candidates={candidates} standing={now} assigning={assigning} />
      </div>
      <Announce text={now ? headline.title : ''} />
      <TeamsUse decision={decision} />
      {decision.hasInstructionInTicket ? (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody>
            <MessageBarTitle>{t.instructionTitle}</MessageBarTitle>
            {t.instructionText}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div className={styles.columns}>
        {chosen ? <WhyChosen chosen={chosen} candidates={candidates} decision={decision} /> : null}
        <WhatWasRead decision={decision} />
      </div>
      {decision.instructions.length > 0 ? (
        <Section title={t.rules}>
          <ul className={styles.lines}>
            {decision.instructions.map(({ sentence, text }) => (
              <li key={sentence} className={styles.quote}>
                {text}
                {spoken.has(sentence) ? <span className={styles.soft}>{` ${t.spoke}`}</span> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Considered
        decision={decision}
        candidates={candidates}
        problem={props.problem}
        onMore={props.onMore}
        onAsk={setAskedId}
      />
      <details
        className={styles.details}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open) setIsImagining(true);
        }}
      >
        <summary className={styles.summary}>{reasons.whatIf.title}</summary>
        {isImagining ? (
          <Suspense fallback={<Loading lines={3} />}>
            <WhatIfForm decision={decision} candidates={candidates} />
          </Suspense>
        ) : null}
      </details>
      {asked ? (
        <Suspense fallback={null}>
          <PersonPanel
            decision={decision}
            candidate={asked}
            onAssign={() => {
              setAskedId(null);
              void assigning.assign(asked);
            }}
            canAssign={mayBeGiven(now, asked)}
            onClose={() => setAskedId(null)}
          />
        </Suspense>
      ) : null}
      <AssignQuestion assigning={assigning} />
    </Page>
  );
}

/** A ticket that is being written, is closed, or is theirs, is not given to them. */
function mayBeGiven(standing: Standing | null, { technicianId }: Candidate): boolean {
  if (standing === null || standing.assignment?.state === 'pending') return false;
  const { ticket } = standing;
  return ticket?.status.phase !== 'closed' && ticket?.ownerId !== technicianId;
}

function Actions({ decision }: { readonly decision: Decision }) {
  const t = useTexts(decisionPageTexts);
  const shell = useTexts(shellTexts);
  const { host } = useSession();
  const { link, ref } = decision.ticket;
  return (
    <>
      {isWebAddress(link) ? (
        <Link href={link} target="_blank" rel="noreferrer" title={t.opensPsa}>
          {t.openTicket}
        </Link>
      ) : null}
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          host.shareLink({ subPageId: decisionPath(decision.decisionId), label: t.ticket(ref) });
        }}
      >
        {shell.copyLink}
      </Button>
    </>
  );
}

/** The address comes from the connection that an admin made. */
function isWebAddress(link: string | null): link is string {
  return link !== null && URL.canParse(link) && ['https:', 'http:'].includes(new URL(link).protocol);
}
