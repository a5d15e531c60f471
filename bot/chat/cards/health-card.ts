import type { HealthFinding, HealthReport } from '#core/settings/health-service.ts';
import { press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { heading, note, row } from './elements.ts';
import type { ErrorFacts } from '../texts/error-texts.ts';
import { ERROR_MENDS, type Mend } from './error-mends.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

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
  const texts = textsFor(viewer.locale);
  const findings = report.findings.slice(0, MOST_FINDINGS);
  const worst = WORST_FIRST.find((state) => findings.some((each) => each.state === state)) ?? 'unknown';
  const title = texts.setup.healthTitle[worst];
  const mend = firstMend(findings, canConsent);
  return card({
    summary: `${title}. ${findings.map((each) => `${nameOf(each, texts)}: ${texts.setup.state[each.state]}`).join(', ')}.`,
    body: [
      heading(title),
      note(texts.setup.checkedAt(clockAndZone(report.checkedAt, placeOf(viewer)))),
      ...findings.map((each) => rowOf(each, texts)),
    ],
    actions: [
      mendButton({ mend, viewer, links, retry: null }),
      press({ title: texts.shared.buttons.checkAgain, verb: 'setup.health', viewer, at: report.checkedAt }),
      mend === 'setup' ? null : mendButton({ mend: 'setup', viewer, links, retry: null }),
    ],
  });
}

function rowOf(finding: HealthFinding, texts: Texts): CardPart {
  const { sentence, remedy } = sayFinding(finding, texts);
  return row({
    name: nameOf(finding, texts),
    words: texts.setup.state[finding.state],
    second: remedy === null ? sentence : `${sentence} ${remedy}`,
  });
}

function nameOf({ check, facts }: HealthFinding, texts: Texts): string {
  const { team } = facts;
  const isNamed = check === 'rota' && typeof team === 'string';
  return isNamed ? texts.setup.rotaOf(literal(team, 60)) : texts.setup.check[check];
}

interface Said {
  readonly sentence: string;
  readonly remedy: string | null;
}

function sayFinding(finding: HealthFinding, texts: Texts): Said {
  const { code, state } = finding;
  if (code !== null) {
    const facts = errorFacts(finding);
    return { sentence: texts.errors[code].happened(facts), remedy: texts.errors[code].toDo(facts) };
  }
  if (state === 'unknown') return { sentence: texts.setup.notChecked, remedy: null };
  return SAY[finding.check](finding, texts);
}

/** What a check says when no failure speaks for it. */
const SAY: Readonly<Record<HealthFinding['check'], (finding: HealthFinding, texts: Texts) => Said>> = {
  consent: (_finding, texts) => ({ sentence: texts.setup.consentOk, remedy: null }),
  technicians: ({ facts }, texts) => ({ sentence: texts.setup.techniciansOk(facts), remedy: null }),
  mapping: ({ state, facts }, texts) => ({
    sentence: state === 'broken' ? texts.setup.mappingNobody : texts.setup.mappingOk(facts),
    remedy: state === 'ok' ? null : texts.setup.mappingMend,
  }),
  presence: ({ facts }, texts) => {
    if (facts['reason'] === 'nobody-mapped') return { sentence: texts.setup.presenceNobody, remedy: null };
    if (facts['reason'] === 'partly-failed') return { sentence: texts.setup.presencePartly, remedy: null };
    return { sentence: texts.setup.presenceOk, remedy: null };
  },
  rota: ({ facts }, texts) =>
    facts['reason'] === 'no-rota-chosen'
      ? { sentence: texts.setup.rotaNone, remedy: texts.setup.rotaNoneMend }
      : { sentence: texts.setup.rotaOk, remedy: null },
};

/** The first thing to do, in the order in which things are set up. */
function firstMend(findings: readonly HealthFinding[], canConsent: boolean): Mend {
  for (const { check, state, code } of findings) {
    if (state === 'ok') continue;
    const mend = code === null ? (check === 'mapping' ? 'auto-map' : null) : ERROR_MENDS[code];
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
