import type { HealthFinding, HealthReport } from '#core/settings/health-service.ts';
import { press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { heading, note, row } from './elements.ts';
import { type ErrorFacts, errorWords, type Mend } from './error-words.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { setupWords } from './setup-words.ts';
import { words } from './words.ts';

/** Rota teams that get a line of their own. */
const MOST_FINDINGS = 12;
const WORST_FIRST = ['broken', 'unknown', 'warning', 'ok'] as const;

/** The set-up check: one row per finding with its state in words and the way to mend it. */
export function healthCard(options: {
  readonly report: HealthReport;
  readonly viewer: Viewer;
  readonly links: Links;
  /** Whether the viewer may fetch the consent link here. */
  readonly canConsent: boolean;
}): Card {
  const { report, viewer, links, canConsent } = options;
  const findings = report.findings.slice(0, MOST_FINDINGS);
  const worst = WORST_FIRST.find((state) => findings.some((each) => each.state === state)) ?? 'unknown';
  const title = setupWords.healthTitle[worst];
  const mend = firstMend(findings, canConsent);
  return card({
    summary: `${title}. ${findings.map((each) => `${nameOf(each)}: ${setupWords.state[each.state]}`).join(', ')}.`,
    body: [
      heading(title),
      note(setupWords.checkedAt(clockAndZone(report.checkedAt, placeOf(viewer)))),
      ...findings.map(rowOf),
    ],
    actions: [
      mendButton({ mend, viewer, links, retry: null }),
      press({ title: words.buttons.checkAgain, verb: 'setup.health', viewer, at: report.checkedAt }),
      mend === 'setup' ? null : mendButton({ mend: 'setup', viewer, links, retry: null }),
    ],
  });
}

function rowOf(finding: HealthFinding): CardPart {
  const { sentence, remedy } = sayFinding(finding);
  return row({
    name: nameOf(finding),
    words: setupWords.state[finding.state],
    second: remedy === null ? sentence : `${sentence} ${remedy}`,
  });
}

function nameOf({ check, facts }: HealthFinding): string {
  const { team } = facts;
  const isNamed = check === 'rota' && typeof team === 'string';
  return isNamed ? setupWords.rotaOf(literal(team, 60)) : setupWords.check[check];
}

interface Said {
  readonly sentence: string;
  readonly remedy: string | null;
}

function sayFinding(finding: HealthFinding): Said {
  const { code, state } = finding;
  if (code !== null) {
    const facts = errorFacts(finding);
    return { sentence: errorWords[code].happened(facts), remedy: errorWords[code].toDo(facts) };
  }
  if (state === 'unknown') return { sentence: setupWords.notChecked, remedy: null };
  return SAY[finding.check](finding);
}

/** What a check says when no failure speaks for it. */
const SAY: Readonly<Record<HealthFinding['check'], (finding: HealthFinding) => Said>> = {
  consent: () => ({ sentence: setupWords.consentOk, remedy: null }),
  technicians: ({ facts }) => ({ sentence: setupWords.techniciansOk(facts), remedy: null }),
  mapping: ({ state, facts }) => ({
    sentence: state === 'broken' ? setupWords.mappingNobody : setupWords.mappingOk(facts),
    remedy: state === 'ok' ? null : setupWords.mappingMend,
  }),
  presence: ({ facts }) => {
    if (facts['reason'] === 'nobody-mapped') return { sentence: setupWords.presenceNobody, remedy: null };
    if (facts['reason'] === 'partly-failed') return { sentence: setupWords.presencePartly, remedy: null };
    return { sentence: setupWords.presenceOk, remedy: null };
  },
  rota: ({ facts }) =>
    facts['reason'] === 'no-rota-chosen'
      ? { sentence: setupWords.rotaNone, remedy: setupWords.rotaNoneMend }
      : { sentence: setupWords.rotaOk, remedy: null },
};

/** The first thing to do, in the order in which things are set up. */
function firstMend(findings: readonly HealthFinding[], canConsent: boolean): Mend {
  for (const { check, state, code } of findings) {
    if (state === 'ok') continue;
    const mend = code === null ? (check === 'mapping' ? 'auto-map' : null) : errorWords[code].mend;
    const isPressable = mend !== null && mend !== 'retry' && (mend !== 'consent' || canConsent);
    if (isPressable) return mend;
  }
  return null;
}

function errorFacts({ facts }: HealthFinding): ErrorFacts {
  const { team, missing } = facts;
  return {
    name: typeof team === 'string' ? literal(team, 60) : null,
    list: typeof missing === 'string' && missing !== '' ? literal(missing) : null,
    until: null,
    role: null,
  };
}
