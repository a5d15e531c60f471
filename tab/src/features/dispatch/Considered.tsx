import { Badge, Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { Section } from '../../components/Section.tsx';
import { reasonWords } from '../../texts/decision-words.ts';
import { decisionTexts } from '../../texts/decisions.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useDecisionStyles } from './Decision.styles.ts';
import type { Candidate, Decision } from './dispatch-types.ts';

/** At first those who matter; then as many as the button says. */
const FIRST = 20;
const MORE = 50;

const COLORS = {
  suggested: 'brand',
  eligible: 'success',
  lower: 'informative',
  skipped: 'danger',
  'judged-without-presence': 'warning',
} as const satisfies Record<Candidate['word'], string>;

/** Everybody whom the decision looked at, with the verdict, the reason and the score: never a score without its sentence. */
export function Considered(props: {
  readonly decision: Decision;
  readonly candidates: readonly Candidate[];
  readonly problem: Problem | null;
  readonly onMore: (() => Promise<void>) | null;
  readonly onAsk: (technicianId: string) => void;
}) {
  const { decision, candidates, onMore } = props;
  const styles = useDecisionStyles();
  const t = useTexts(decisionPageTexts);
  const words = useTexts(decisionTexts);
  const formats = useFormats();
  const [limit, setLimit] = useState(FIRST);
  const count = useRef<HTMLParagraphElement>(null);
  const shown = candidates.slice(0, limit);
  const all = decision.candidateCount;
  const hasScores = candidates.some(({ score }) => score !== null);
  const columns: readonly Column<Candidate>[] = [
    { key: 'name', label: t.column.name, width: '22%', cell: ({ name }) => name },
    {
      key: 'word',
      label: t.column.word,
      width: '18%',
      cell: ({ word }) => (
        <Badge
          appearance={word === 'suggested' ? 'filled' : 'tint'}
          color={COLORS[word]}
          className={styles.badge}
        >
          {words.word[word]}
        </Badge>
      ),
    },
    { key: 'because', label: t.column.because, cell: (each) => reasonWords(each, words).join(' · ') },
    ...(hasScores
      ? [
          {
            key: 'score',
            label: t.column.score,
            width: '11%',
            cell: ({ score }: Candidate) =>
              score === null ? t.noScore : formats.number(Math.round(score.score)),
          },
        ]
      : []),
    {
      key: 'why',
      label: t.column.why,
      width: '16%',
      isActions: true,
      cell: ({ technicianId, name, word }) => (
        <Button
          size="small"
          aria-label={word === 'suggested' ? t.whyOf(name) : t.whyNotOf(name)}
          onClick={() => props.onAsk(technicianId)}
        >
          {word === 'suggested' ? t.whyShort : t.whyNot}
        </Button>
      ),
    },
  ];
  async function more(): Promise<void> {
    if (limit >= candidates.length && onMore) await onMore();
    setLimit((now) => now + MORE);
    if (limit + MORE >= all) count.current?.focus();
  }
  return (
    <Section title={t.considered(formats.number(all))}>
      {all === 0 ? (
        <p className={styles.text}>{t.consideredEmpty}</p>
      ) : (
        <p className={styles.soft}>{t.consideredHint}</p>
      )}
      {all === 0 ? null : (
        <Records
          label={t.considered(formats.number(all))}
          columns={columns}
          rows={shown}
          keyOf={({ technicianId }) => technicianId}
        />
      )}
      {props.problem ? <ProblemBar problem={props.problem} retry={() => void more()} /> : null}
      {all > FIRST ? (
        <div className={styles.after}>
          <p ref={count} tabIndex={-1} className={styles.count} aria-live="polite">
            {t.shownOf(formats.number(shown.length), formats.number(all))}
          </p>
          {shown.length < all ? <Button onClick={() => void more()}>{t.more}</Button> : null}
        </div>
      ) : null}
    </Section>
  );
}
