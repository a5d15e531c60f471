import { Link, mergeClasses } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  QuestionCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { hrefOf } from '../../shell/path.ts';
import { healthTexts } from '../../texts/health.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { problemTexts } from '../../texts/problems.ts';
import { type Finding, findingWords, type Fix, type State } from './health-words.ts';
import { useHealthStyles } from './Health.styles.ts';

const ICONS = {
  ok: CheckmarkCircleRegular,
  warning: WarningRegular,
  broken: DismissCircleRegular,
  unknown: QuestionCircleRegular,
} as const satisfies Record<State, unknown>;

/** One check: how it stands as sign and word, what was found, and what mends it. */
export function FindingItem({ finding }: { readonly finding: Finding }) {
  const own = useHealthStyles();
  const t = useTexts(healthTexts);
  const problems = useTexts(problemTexts);
  const formats = useFormats();
  const { title, sentence, fix } = findingWords(finding, { t, problems, formats });
  const Icon = ICONS[finding.state];
  return (
    <li className={own.finding}>
      <span className={own.state}>
        <Icon aria-hidden="true" className={mergeClasses(own.icon, own[finding.state])} />
        {t.state[finding.state]}
      </span>
      <div className={own.words}>
        <h2 className={own.title}>{title}</h2>
        <span>{sentence}</span>
        {fix === null ? null : <Mend fix={fix} />}
      </div>
    </li>
  );
}

const PLACES = {
  setup: 'setup',
  run: 'setup',
  rota: 'setup',
  psa: 'psa',
  technicians: 'technicians',
} as const;

function Mend({ fix }: { readonly fix: Fix }) {
  const styles = useSectionStyles();
  const t = useTexts(healthTexts);
  if (fix === 'operator' || fix === 'patience') return <p className={styles.soft}>{t[fix]}</p>;
  return <Link href={hrefOf(PLACES[fix])}>{t.fix[fix]}</Link>;
}
