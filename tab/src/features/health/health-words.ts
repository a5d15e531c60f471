import type { getSetUpCheck } from '#contract/administration-endpoints.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { HealthWords } from '../../texts/health.ts';
import type { Formats } from '../../texts/language.ts';

export type Report = AnswerOf<typeof getSetUpCheck>;
export type Finding = Report['findings'][number];
export type State = Finding['state'];

/** What mends a finding: a page of ours, whoever runs Rollcall, or a little patience. */
export type Fix = keyof HealthWords['fix'] | 'operator' | 'patience';

export interface FindingWords {
  readonly title: string;
  readonly sentence: string;
  /** `null`: nothing needs mending, or nothing can. */
  readonly fix: Fix | null;
}

interface Words {
  readonly t: HealthWords;
  /** What failures are called, by their code. */
  readonly problems: Readonly<Record<string, { readonly title: string }>>;
  readonly formats: Pick<Formats, 'number'>;
}

/** One finding in words, whatever check and code the server sends. */
export function findingWords(finding: Finding, words: Words): FindingWords {
  const { t } = words;
  const { check, facts } = finding;
  const team = facts['team'];
  const title = check === 'rota' && typeof team === 'string' ? t.rotaOf(team) : t.check[check];
  return { title, sentence: sentenceOf(finding, words), fix: fixOf(finding) };
}

/** The worst state of all, as the sentence above the list: what is broken counts before what is not known. */
export function overallState(findings: readonly Finding[]): State {
  const order: readonly State[] = ['broken', 'unknown', 'warning'];
  return order.find((state) => findings.some((finding) => finding.state === state)) ?? 'ok';
}

/** Whether Microsoft refuses us, as far as the last check knows. */
export function isConsentClosed(findings: readonly Finding[]): boolean {
  return findings.some(({ check, state }) => check === 'consent' && state !== 'ok');
}

/** Facts that name nobody: numbers, and words of ours. Names of teams stay out. */
const REPORTED_FACTS = ['state', 'reason', 'missing'];

/** Plain text for whoever mends it: versions, states, codes and numbers. English, because operators share it; no personal data. */
export function reportText({ checkedAt, findings }: Report, version: string): string {
  const lines = findings.map(({ check, state, code, facts }) => {
    const told = Object.entries(facts)
      .filter(
        ([name, value]) => typeof value === 'number' || (REPORTED_FACTS.includes(name) && Boolean(value)),
      )
      .map(([name, value]) => `${name}=${String(value)}`);
    return [`${check}:`, state, code ?? '', ...told].filter(Boolean).join(' ');
  });
  return [`Rollcall ${version}, checked ${checkedAt}`, ...lines, ''].join('\n');
}

function sentenceOf(finding: Finding, words: Words): string {
  const { t, problems, formats } = words;
  const { check, state, code, facts } = finding;
  const number = (name: string): string => formats.number(Number(facts[name] ?? 0));
  const reason = facts['reason'];
  if (check === 'mapping' && code === null) {
    if (Number(facts['mapped'] ?? 0) === 0) return t.nobodyMapped;
    return state === 'ok' ? t.fine.mapping() : t.mapped(number('mapped'), number('technicians'));
  }
  if (state === 'ok')
    return check === 'technicians' ? t.fine.technicians(number('technicians')) : t.fine[check]();
  // The part that this one needs failed, and says so itself.
  if (state === 'unknown' && check === 'mapping') return t.waits;
  if (code !== null) {
    const missing = facts['missing'];
    const named = code === 'permission_missing' && typeof missing === 'string' && missing !== '';
    return [`${problems[code]?.title ?? t.notKnown}.`.replace('..', '.'), named ? t.missing(missing) : '']
      .filter(Boolean)
      .join(' ');
  }
  if (reason === 'nobody-mapped') return t.presenceNobody;
  if (reason === 'partly-failed') return t.presencePartly;
  return reason === 'no-rota-chosen' ? t.noRota : t.notKnown;
}

const FIX_OF_CODE: Partial<Record<ErrorCode, Fix>> = {
  consent_missing: 'setup',
  consent_revoked: 'setup',
  consent_refused: 'setup',
  permission_missing: 'setup',
  consent_spreading: 'patience',
  secret_invalid: 'operator',
  unexpected: 'operator',
  store_down: 'operator',
  psa_not_connected: 'psa',
  psa_refused: 'psa',
  psa_permission_missing: 'psa',
  roster_empty: 'psa',
  psa_down: 'patience',
  psa_throttled: 'patience',
  no_schedule: 'rota',
  team_unreadable: 'rota',
  team_not_found: 'rota',
};

function fixOf({ check, state, code, facts }: Finding): Fix | null {
  if (state === 'ok' || (state === 'unknown' && check === 'mapping')) return null;
  if (code === 'not_in_cloud') return null;
  if (code !== null) return FIX_OF_CODE[code as ErrorCode] ?? 'patience';
  if (check === 'mapping') return Number(facts['mapped'] ?? 0) === 0 ? 'run' : 'technicians';
  if (check === 'rota') return 'rota';
  return facts['reason'] === 'nobody-mapped' ? 'run' : 'patience';
}
