import { MessageBar, MessageBarActions, MessageBarBody, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircleRegular, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import { Section } from '../../components/Section.tsx';
import { type SourceLine, sourceLines } from '../../texts/decision-words.ts';
import { decisionTexts } from '../../texts/decisions.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useDecisionStyles } from './Decision.styles.ts';
import type { Decision } from './dispatch-types.ts';
import { RemedyLink } from './RemedyLink.tsx';

/** Chosen by people, or in the nature of things: worth a word, no trouble. */
const CALM: readonly (string | null)[] = [
  'teams-availability-off',
  'ignored-by-rule',
  'too-far-ahead',
  'not-in-cloud',
];

/** DIS-6: when presence had no say, or only in part, that and the step that mends it come first. */
export function TeamsUse({ decision }: { readonly decision: Decision }) {
  const styles = useDecisionStyles();
  const shared = useTexts(decisionTexts);
  const [presence] = sourceLines(decision, shared);
  if (presence === undefined || presence.use === 'used') return null;
  const { remedy } = presence;
  return (
    <MessageBar
      intent={CALM.includes(decision.presence.because) ? 'info' : 'warning'}
      layout="multiline"
      className={styles.bar}
    >
      <MessageBarBody>{presence.sentence}</MessageBarBody>
      {remedy === null ? null : (
        <MessageBarActions>
          <RemedyLink remedy={remedy} workflowId={decision.workflow.workflowId} />
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** What the decision was made from, and what had no say. Never the presence itself: no record has it. */
export function WhatWasRead({ decision }: { readonly decision: Decision }) {
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts);
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const isAlwaysRule = decision.notes.some(({ note }) => note === 'always-rule');
  return (
    <Section title={t.read}>
      <ul className={styles.lines}>
        <li className={styles.line}>
          <CheckmarkCircleRegular aria-hidden="true" className={mergeClasses(styles.sign, styles.good)} />
          <span className={styles.words}>
            <span className={styles.strong}>{t.sources.psa}</span>
            <span>{t.psaRead(formats.moment(new Date(decision.decidedAt)))}</span>
          </span>
        </li>
        {sourceLines(decision, shared).map((line) => (
          <Source key={line.source} line={line} workflowId={decision.workflow.workflowId} />
        ))}
      </ul>
      {isAlwaysRule ? <p className={styles.text}>{shared.alwaysRule}</p> : null}
      <p className={styles.soft}>{t.readHint}</p>
    </Section>
  );
}

const SIGNS = {
  used: [CheckmarkCircleRegular, 'good'],
  partly: [WarningRegular, 'unsure'],
  'not-used': [InfoRegular, 'neutral'],
} as const;

function Source({ line, workflowId }: { readonly line: SourceLine; readonly workflowId: string }) {
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts);
  const [Sign, look] = SIGNS[line.use];
  return (
    <li className={styles.line}>
      <Sign aria-hidden="true" className={mergeClasses(styles.sign, styles[look])} />
      <span className={styles.words}>
        <span>
          <span className={styles.strong}>{t.sources[line.source]}</span>
          <span className={styles.soft}>{`, ${t.use[line.use]}`}</span>
        </span>
        <span>{line.sentence}</span>
        {line.remedy === null ? null : (
          <span>
            <RemedyLink remedy={line.remedy} workflowId={workflowId} />
          </span>
        )}
      </span>
    </li>
  );
}
