import { readShadowReport } from '#contract/dispatch-endpoints.ts';
import { readWorkflowGround } from '#contract/workflow-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { pathOf } from '../../shell/path.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shadowTexts } from '../../texts/workflow-panels.ts';
import { useTryStyles } from './Panels.styles.ts';
import { useShadowStyles } from './ShadowPanel.styles.ts';

type Report = AnswerOf<typeof readShadowReport>;
type Difference = Report['differences'][number];
type NameOf = (technicianId: string | null) => string;

/** How often people chose as the workflow would have, and where they did not. */
export function ShadowPanel(props: { readonly workflowId: string; readonly onClose: () => void }) {
  const t = useTexts(shadowTexts);
  const { value, problem, refresh } = useResource(readShadowReport, {
    params: { workflowId: props.workflowId },
  });
  const ground = useResource(readWorkflowGround);
  const nameOf: NameOf = (id) => {
    if (id === null) return t.nobody;
    return ground.value?.technicians.find((each) => each.id === id)?.name ?? t.someone(id);
  };
  // Names that come later would replace numbers under the reader's eyes.
  const isNamed = ground.value !== null || ground.problem !== null;
  return (
    <Panel title={t.title} onClose={props.onClose}>
      {problem ? <ProblemBar problem={problem} retry={refresh} /> : null}
      {problem === null && (value === null || !isNamed) ? <Loading lines={6} label={t.loading} /> : null}
      {value && isNamed ? <ShadowReport report={value} nameOf={nameOf} /> : null}
    </Panel>
  );
}

function ShadowReport({ report, nameOf }: { readonly report: Report; readonly nameOf: NameOf }) {
  const styles = useTryStyles();
  const own = useShadowStyles();
  const t = useTexts(shadowTexts);
  const formats = useFormats();
  const { since, until, decided, compared, agreed, differences } = report;
  const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' });
  const day = (at: number): string => formats.date(new Date(at));
  return (
    <div className={styles.stack}>
      <p className={styles.text}>
        {until === null
          ? t.sinceOpen(day(Date.parse(since)))
          : t.since(day(Date.parse(since)), day(Date.parse(until) - 1))}
      </p>
      {compared === 0 ? (
        <p className={styles.text}>{t.tooFew}</p>
      ) : (
        <p className={own.share}>
          <span className={own.percent}>{percent.format(agreed / compared)}</span>{' '}
          <span>{t.agreed(formats.number(agreed), formats.number(compared))}</span>
        </p>
      )}
      <dl className={own.figures}>
        <dt>{t.decided}</dt>
        <dd className={own.figure}>{formats.number(decided)}</dd>
        <dt>{t.compared}</dt>
        <dd className={own.figure}>{formats.number(compared)}</dd>
      </dl>
      {differences.length > 0 ? (
        <>
          <h3 className={styles.heading}>{t.differences}</h3>
          <p className={styles.soft}>{t.hint}</p>
          <ul className={styles.list}>
            {differences.map((each) => (
              <DifferenceRow key={each.decisionId} difference={each} nameOf={nameOf} />
            ))}
          </ul>
          {compared - agreed > differences.length ? (
            <p className={styles.soft}>{t.newestOnly(formats.number(differences.length))}</p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function DifferenceRow(props: { readonly difference: Difference; readonly nameOf: NameOf }) {
  const { decisionId, decidedAt, ticket, outcome, humanOwnerId } = props.difference;
  const styles = useTryStyles();
  const own = useShadowStyles();
  const t = useTexts(shadowTexts);
  const formats = useFormats();
  // No decision keeps the title: these are what a ticket is known by.
  const about = [ticket.priority?.label, ticket.queue?.name, ticket.company?.name]
    .filter(Boolean)
    .join(' · ');
  return (
    <li className={styles.item}>
      <div>
        <div className={own.ticket}>
          <ScreenLink screen="dispatch" path={pathOf('d', decisionId)}>
            {t.ticket(ticket.ref)}
          </ScreenLink>
          <span className={own.about}>{about}</span>
        </div>
        <dl className={own.choices}>
          <dt className={own.who}>{t.rollcall}</dt>
          <dd className={own.whom}>{outcome.technicianName ?? props.nameOf(outcome.technicianId)}</dd>
          <dt className={own.who}>{t.people}</dt>
          <dd className={own.whom}>{props.nameOf(humanOwnerId)}</dd>
        </dl>
      </div>
      <span className={styles.soft}>{formats.moment(new Date(decidedAt))}</span>
    </li>
  );
}
