import { mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { Section } from '../../components/Section.tsx';
import { decisionTexts } from '../../texts/decisions.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { forWords, openWords } from './candidate-words.ts';
import { useDecisionStyles } from './Decision.styles.ts';
import type { Candidate, Decision } from './dispatch-types.ts';

/** What speaks for whoever was chosen. */
export function WhyChosen(props: {
  readonly chosen: Candidate;
  readonly candidates: readonly Candidate[];
  readonly decision: Decision;
}) {
  const { chosen, candidates, decision } = props;
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts);
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const isWhole = candidates.length === decision.candidateCount;
  const open = openWords(chosen, candidates, { isWhole, t, formats });
  const lines = [...forWords(chosen, shared), ...(open === null ? [] : [open])];
  return (
    <Section title={t.why(chosen.name)}>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line} className={styles.line}>
            <CheckmarkCircleRegular aria-hidden="true" className={mergeClasses(styles.sign, styles.good)} />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
