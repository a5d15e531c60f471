import { Badge } from '@fluentui/react-components';
import { useInSight } from '../../components/use-in-sight.ts';
import { reasonWords } from '../../texts/decision-words.ts';
import { decisionTexts } from '../../texts/decisions.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { tryTexts } from '../../texts/workflow-panels.ts';
import { useTryStyles } from './Panels.styles.ts';
import { type Candidate, candidateGroups, groundLines, outcomeLines, type TryAnswer } from './try-result.ts';

/** Who would get the ticket, why, and who was passed over. */
export function TryResult({ answer }: { readonly answer: TryAnswer }) {
  const { decision, ticket } = answer;
  const styles = useTryStyles();
  const t = useTexts(tryTexts);
  const words = useTexts(decisionTexts);
  const formats = useFormats();
  const box = useInSight<HTMLDivElement>();
  const { able, skipped } = candidateGroups(decision.candidates);
  const unseen = decision.candidateCount - decision.candidates.length;
  return (
    <div className={styles.result} ref={box}>
      <h3 className={styles.heading}>
        {t.resultFor(ticket.ref)} <span className={styles.plain}>{ticket.title}</span>
      </h3>
      <p className={styles.outcome}>{outcomeLines(decision, words).join(' ')}</p>
      <p className={styles.text}>
        {t.nothingWritten} {t.now} {ticket.ownerName === null ? '' : t.owned(ticket.ownerName)}
      </p>
      <ul className={styles.lines}>
        {groundLines(decision, words).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h4 className={styles.heading}>{t.everyone(formats.number(decision.candidateCount))}</h4>
      <Candidates candidates={able} label={t.everyone(formats.number(able.length))} />
      {skipped.length > 0 ? (
        <details>
          <summary className={styles.summary}>{t.skipped(formats.number(skipped.length))}</summary>
          <Candidates candidates={skipped} label={t.skipped(formats.number(skipped.length))} />
        </details>
      ) : null}
      {unseen > 0 ? <p className={styles.soft}>{t.more(formats.number(unseen))}</p> : null}
    </div>
  );
}

function Candidates(props: { readonly candidates: readonly Candidate[]; readonly label: string }) {
  const styles = useTryStyles();
  const words = useTexts(decisionTexts);
  const formats = useFormats();
  return (
    <ol className={styles.list} aria-label={props.label}>
      {props.candidates.map((candidate) => (
        <li key={candidate.technicianId} className={styles.item}>
          <span>
            <strong>{candidate.name}</strong>
            <span className={styles.soft}>{reasonWords(candidate, words).join(' · ')}</span>
          </span>
          <span className={styles.verdict}>
            <Badge
              appearance={candidate.word === 'suggested' ? 'filled' : 'tint'}
              color={candidate.word === 'suggested' ? 'brand' : 'informative'}
            >
              {words.word[candidate.word]}
            </Badge>
            {candidate.score === null ? null : (
              <span>{formats.number(Math.round(candidate.score.score))}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
