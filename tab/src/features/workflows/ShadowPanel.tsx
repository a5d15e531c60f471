import { readShadowReport } from '#contract/dispatch-endpoints.ts';
import { readWorkflowGround } from '#contract/workflow-endpoints.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shadowTexts } from '../../texts/workflow-panels.ts';
import { useTryStyles } from './Panels.styles.ts';

/** How often people chose as the workflow would have, and where they did not. */
export function ShadowPanel(props: { readonly workflowId: string; readonly onClose: () => void }) {
  const styles = useTryStyles();
  const t = useTexts(shadowTexts);
  const formats = useFormats();
  const report = useResource(readShadowReport, { params: { workflowId: props.workflowId } });
  const ground = useResource(readWorkflowGround);
  const { value } = report;
  const nameOf = (id: string | null): string => {
    if (id === null) return t.nobody;
    return ground.value?.technicians.find((each) => each.id === id)?.name ?? t.someone(id);
  };
  const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' });
  return (
    <Panel title={t.title} onClose={props.onClose}>
      {report.problem ? <ProblemBar problem={report.problem} retry={report.refresh} /> : null}
      {value === null && !report.problem ? <Loading lines={6} label={t.loading} /> : null}
      {value ? (
        <div className={styles.stack}>
          <p className={styles.text}>
            {value.until === null
              ? t.sinceOpen(formats.date(new Date(value.since)))
              : t.since(
                  formats.date(new Date(value.since)),
                  formats.date(new Date(Date.parse(value.until) - 1)),
                )}
          </p>
          <dl className={styles.figures}>
            <dt>{t.decided}</dt>
            <dd className={styles.figure}>{formats.number(value.decided)}</dd>
            <dt>{t.compared}</dt>
            <dd className={styles.figure}>{formats.number(value.compared)}</dd>
            {value.compared > 0 ? (
              <>
                <dt>{t.agreed}</dt>
                <dd className={styles.figure}>
                  {t.agreedOf(
                    percent.format(value.agreed / value.compared),
                    formats.number(value.agreed),
                    formats.number(value.compared),
                  )}
                </dd>
              </>
            ) : null}
          </dl>
          {value.compared === 0 ? <p className={styles.text}>{t.tooFew}</p> : null}
          {value.differences.length > 0 ? (
            <>
              <h3 className={styles.heading}>{t.differences}</h3>
              <p className={styles.soft}>{t.hint}</p>
              <ul className={styles.list}>
                {value.differences.map(({ decisionId, decidedAt, ticket, outcome, humanOwnerId }) => (
                  <li key={decisionId} className={styles.item}>
                    <span>
                      <strong>#{ticket.ref}</strong>
                      <span className={styles.soft}>
                        {t.rollcall}: {outcome.technicianName ?? nameOf(outcome.technicianId)} · {t.people}:{' '}
                        {nameOf(humanOwnerId)}
                      </span>
                    </span>
                    <span className={styles.soft}>{formats.moment(new Date(decidedAt))}</span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
