import { decisionTexts } from '../../texts/decisions.ts';
import { reasonTexts } from '../../texts/dispatch-reasons.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { Candidate } from './dispatch-types.ts';
import { useReasonStyles } from './Reasons.styles.ts';
import { signed } from './why-words.ts';

/** The score with each part as a bar, in numbers, and in words. */
export function ScoreParts({ score }: { readonly score: NonNullable<Candidate['score']> }) {
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts);
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const points = (value: number): string => formats.number(Math.round(value * 10) / 10);
  const moves = [
    ...(score.rule ? [{ part: 'rule' as const, points: score.rule.points }] : []),
    ...(score.modelPoints === null ? [] : [{ part: 'model' as const, points: score.modelPoints }]),
  ];
  return (
    <>
      <p className={styles.text}>{t.scoreTotal(formats.number(Math.round(score.score)))}</p>
      <ul className={styles.scores}>
        {score.parts.map(({ part, value, weight, reason }) => (
          <li key={part} className={styles.score}>
            <span>{capital(t.part[part])}</span>
            <span>{t.points(points(value * weight), points(weight))}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} style={{ inlineSize: `${Math.round(value * 100)}%` }} />
            </span>
            <span className={styles.soft}>{shared.reason[reason]}</span>
          </li>
        ))}
        {moves.map((move) => (
          <li key={move.part} className={styles.score}>
            <span>{capital(t.part[move.part])}</span>
            <span>{t.moved(signed(move.points, formats))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
