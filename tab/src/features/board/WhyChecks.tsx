import { Badge, Link } from '@fluentui/react-components';
import { useMay } from '../../api/session.ts';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { SHIFTS_APP } from '../../components/shifts-app.ts';
import { pathOf } from '../../shell/path.ts';
import { panelTexts } from '../../texts/technician-panel.ts';
import { useTexts } from '../../texts/language.ts';
import type { Why } from './TechnicianPanel.tsx';
import { useWhyChecksStyles } from './WhyChecks.styles.ts';

type AnyCheck = Why['considered'][number] | Why['shiftsMatter'][number];

const COLORS = {
  passed: 'success',
  failed: 'danger',
  unknown: 'warning',
  'not-reached': 'informative',
} as const;

/** The checks of AV-10 in their order, each with what was found and what helps. */
export function WhyChecks(props: { readonly checks: readonly AnyCheck[]; readonly technicianId: string }) {
  const styles = useWhyChecksStyles();
  const t = useTexts(panelTexts);
  const mayReadDecisions = useMay('dispatch.read');
  return (
    <ol className={styles.checks}>
      {props.checks.map((each) => (
        <li key={each.check}>
          {wordsOf(each, t)}{' '}
          <Badge appearance="tint" color={COLORS[each.state]}>
            {t.state[each.state]}
          </Badge>
          {each.code === 'outside-workflow' && mayReadDecisions ? (
            <span className={styles.remedy}>
              <ToldElsewhere check={each.check} />
            </span>
          ) : null}
          {each.remedy ? (
            <span className={styles.remedy}>
              <RemedyLine remedy={each.remedy} technicianId={props.technicianId} />
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function wordsOf(
  { check, code }: AnyCheck,
  t: {
    readonly check: Readonly<Record<AnyCheck['code'], string>>;
    readonly decisionOnly: Readonly<Record<'round-robin' | 'outweighed', string>>;
  },
): string {
  if (check === 'round-robin' || check === 'outweighed') return t.decisionOnly[check];
  return t.check[code];
}

/** Where the switch stands, and where a decision says what it and shifts did. */
function ToldElsewhere({ check }: { readonly check: AnyCheck['check'] }) {
  const t = useTexts(panelTexts);
  if (check === 'toggle') {
    return (
      <ScreenLink screen="admin" path="workflows">
        {t.openWorkflows}
      </ScreenLink>
    );
  }
  return (
    <ScreenLink screen="dispatch" path="">
      {t.openDecisions}
    </ScreenLink>
  );
}

function RemedyLine(props: {
  readonly remedy: NonNullable<AnyCheck['remedy']>;
  readonly technicianId: string;
}) {
  const t = useTexts(panelTexts);
  const words = t.remedy[props.remedy];
  switch (props.remedy) {
    case 'map-technician':
      return (
        <ScreenLink screen="admin" path={pathOf('technicians', props.technicianId)}>
          {words}
        </ScreenLink>
      );
    case 'mend-connection':
      return (
        <ScreenLink screen="admin" path="setup">
          {words}
        </ScreenLink>
      );
    case 'choose-rota-teams':
      return (
        <ScreenLink screen="admin" path="settings">
          {words}
        </ScreenLink>
      );
    case 'change-shifts':
      return (
        <Link href={SHIFTS_APP} target="_blank" rel="noreferrer" title={t.opensShifts}>
          {words}
        </Link>
      );
    default:
      return <>{words}</>;
  }
}
