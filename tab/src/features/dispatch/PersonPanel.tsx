import { Button, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import { askWhyNot } from '#contract/dispatch-endpoints.ts';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { pathOf } from '../../shell/path.ts';
import { decisionTexts } from '../../texts/decisions.ts';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { reasonTexts } from '../../texts/dispatch-reasons.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { Candidate, Decision } from './dispatch-types.ts';
import { useReasonStyles } from './Reasons.styles.ts';
import { RemedyLink } from './RemedyLink.tsx';
import { ScoreParts } from './ScoreParts.tsx';
import { answerLines, gateLines } from './why-words.ts';

/** "Why not Lee?": the answer, the checks that led to it, the score, and what Teams had to do with it (AV-10). */
export function PersonPanel(props: {
  readonly decision: Decision;
  readonly candidate: Candidate;
  readonly canAssign: boolean;
  readonly onAssign: () => void;
  readonly onClose: () => void;
}) {
  const { decision, candidate } = props;
  const { name, technicianId, score } = candidate;
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts);
  const page = useTexts(decisionPageTexts);
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const mayRun = useMay('dispatch.run');
  const why = useResource(askWhyNot, {
    params: { decisionId: decision.decisionId },
    query: { technicianId },
  });
  const isRanked = decision.workflow.mode === 'ranked';
  return (
    <Panel
      title={candidate.word === 'suggested' ? page.whyOf(name) : page.whyNotOf(name)}
      onClose={props.onClose}
      footer={
        mayRun && props.canAssign ? (
          <Button appearance="primary" onClick={props.onAssign}>
            {t.assign(name)}
          </Button>
        ) : undefined
      }
    >
      <div className={styles.stack}>
        <div className={styles.part} aria-live="polite">
          {why.problem ? <ProblemBar problem={why.problem} retry={why.refresh} /> : null}
          {why.value === null && !why.problem ? <Loading lines={2} label={t.loading} /> : null}
          {why.value
            ? answerLines(why.value, { t, shared, formats }).map((line, index) => (
                <p key={line} className={index === 0 ? styles.answer : styles.text}>
                  {line}
                </p>
              ))
            : null}
        </div>
        <Part title={t.gates}>
          <ol className={styles.lines}>
            {gateLines(candidate, decision, { t, shared }).map(({ gate, state, words, instruction }) => (
              <Line key={gate} state={state} title={t.gate[gate]} words={words}>
                {instruction === null ? null : <span className={styles.soft}>{instruction}</span>}
              </Line>
            ))}
          </ol>
        </Part>
        <Part title={t.score}>
          {score ? (
            <ScoreParts score={score} />
          ) : (
            <p className={styles.text}>{isRanked ? t.noScore : t.noScoreRoundRobin}</p>
          )}
        </Part>
        <Part title={t.teams}>
          <ol className={styles.lines}>
            {candidate.teams.map(({ check, state, code, remedy }) => (
              <Line
                key={check}
                state={state}
                title={t.check[check]}
                words={
                  state === 'not-reached' ? t.checkState[state] : `${t.checkState[state]}. ${t.code[code]}`
                }
              >
                {remedy === null ? null : (
                  <span>
                    <RemedyLink
                      remedy={remedy}
                      workflowId={decision.workflow.workflowId}
                      technicianId={technicianId}
                    />
                  </span>
                )}
              </Line>
            ))}
          </ol>
        </Part>
        {candidate.shiftsDidNotMatter ? (
          <Part title={t.shifts}>
            <p className={styles.text}>{t.shiftsBecause[candidate.shiftsDidNotMatter.because]}</p>
            {candidate.shiftsDidNotMatter.remedy ? (
              <span>
                <RemedyLink
                  remedy={candidate.shiftsDidNotMatter.remedy}
                  workflowId={decision.workflow.workflowId}
                  technicianId={technicianId}
                />
              </span>
            ) : null}
          </Part>
        ) : null}
        <Facts candidate={candidate} />
        <span>
          <ScreenLink screen="board" path={pathOf('t', technicianId)}>
            {t.onBoard(name)}
          </ScreenLink>
        </span>
      </div>
    </Panel>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useReasonStyles();
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

const SIGNS = {
  passed: [CheckmarkCircleRegular, 'good'],
  failed: [DismissCircleRegular, 'bad'],
  'not-reached': [CircleRegular, 'neutral'],
} as const;

function Line(props: {
  readonly state: keyof typeof SIGNS;
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}) {
  const styles = useReasonStyles();
  const [Sign, look] = SIGNS[props.state];
  return (
    <li className={styles.line}>
      <Sign aria-hidden="true" className={mergeClasses(styles.sign, styles[look])} />
      <span className={styles.words}>
        <span>
          <strong>{props.title}</strong>
          {`: ${props.words}`}
        </span>
        {props.children}
      </span>
    </li>
  );
}

function Facts({ candidate }: { readonly candidate: Candidate }) {
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts);
  const { fact } = t;
  const formats = useFormats();
  const { openTickets, openLoad, capacity, assignedToday, lastAssignedAt, modelReasons } = candidate;
  const pairs: readonly (readonly [string, string])[] = [
    [fact.open, openTickets === null ? fact.unknown : formats.number(openTickets)],
    [
      fact.load,
      openLoad === null ? fact.unknown : fact.loadOf(formats.number(openLoad), formats.number(capacity)),
    ],
    [fact.today, formats.number(assignedToday)],
    [fact.last, lastAssignedAt === null ? fact.never : formats.full(new Date(lastAssignedAt))],
    ...(modelReasons.length === 0
      ? []
      : [[fact.model, formats.list(modelReasons.map((each) => t.modelReason[each]))] as const]),
  ];
  return (
    <Part title={t.facts}>
      <dl className={styles.pairs}>
        {pairs.map(([term, value]) => (
          <Pair key={term} term={term} value={value} />
        ))}
      </dl>
    </Part>
  );
}

function Pair({ term, value }: { readonly term: string; readonly value: string }) {
  const styles = useReasonStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  );
}
