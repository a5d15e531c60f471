import { saysWords } from './pattern.ts';
import type { Token } from './tokens.ts';

/** What an "ignore" may be about. */
export type Topic = 'presence' | 'shifts';

const phrases = (text: string): readonly (readonly string[])[] =>
  text.split('|').map((each) => each.split('_'));

const NAMES: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  presence: phrases(
    'presence|presences|teams_presence|microsoft_teams_presence|ms_teams_presence|presence_status|presence_state|teams_presence_status|teams_status|teams_state|teams_availability|teams_statuses|status_in_teams|presence_in_teams|presence_from_teams|presence_data|presence_information|presence_signals|availability_in_teams|prasenz|teams_prasenz|prasenzstatus|teams_prasenzstatus|teams_anwesenheit|teamsprasenz|teamsstatus|anwesenheit|anwesenheitsstatus|status_aus_teams|prasenz_in_teams|prasenz_aus_teams|anwesenheit_in_teams',
  ),
  shifts: phrases(
    'shift|shifts|teams_shifts|teams_shift|shift_plan|shift_plans|shift_schedule|shift_schedules|shifts_schedule|rota|rotas|shift_rota|shift_times|shifts_in_teams|shifts_app|shift_data|schicht|schichten|teams_schichten|schichtplan|schichtplane|dienstplan|dienstplane|schichtzeiten|shift_roster',
  ),
};
const ARTICLES = new Set('the their his her any a our die der das den dem seine ihre'.split(' '));
const AND = new Set(['and', 'or', 'und', 'oder', 'sowie', '&', '/', ',']);

/** The topics that all of `tokens` name, in the order of the sentence; `null` when they say anything else. */
export function readTopics(tokens: readonly Token[]): readonly Topic[] | null {
  const topics: Topic[] = [];
  let at = 0;
  while (at < tokens.length) {
    while (ARTICLES.has(tokens[at]?.word ?? '')) at += 1;
    const found = topicAt(tokens, at);
    if (!found || topics.includes(found.topic)) return null;
    topics.push(found.topic);
    at = found.end;
    if (at === tokens.length) return topics;
    if (!AND.has(tokens[at]?.word ?? '')) return null;
    at += 1;
  }
  return null;
}

/** The longest topic that begins at `at`. */
export function topicAt(
  tokens: readonly Token[],
  at: number,
): { readonly topic: Topic; readonly end: number } | null {
  let best: { readonly topic: Topic; readonly end: number } | null = null;
  for (const topic of ['presence', 'shifts'] as const) {
    for (const words of NAMES[topic]) {
      const end = at + words.length;
      if (saysWords(tokens, at, words) && (!best || end > best.end)) best = { topic, end };
    }
  }
  return best;
}

const UNAVAILABLE = phrases(
  'unavailable|not_available|away|absent|not_there|not_here|not_working|on_a_break|on_break|out|gone|off|not_reachable|unreachable|not_free|nicht_verfugbar|unverfugbar|abwesend|weg|nicht_da|nicht_erreichbar|nicht_anwesend|in_pause|in_der_pause|auf_pause|nicht_frei|pause|not_at_work|not_present',
);
const AVAILABLE = phrases(
  'available|still_available|working|still_working|present|free|reachable|there|here|at_work|at_their_desk|not_away|not_absent|verfugbar|weiterhin_verfugbar|anwesend|da|erreichbar|arbeitend|am_platz|frei|noch_verfugbar|nicht_abwesend|not_on_a_break',
);
const BUSY = phrases('busy|occupied|engaged|beschaftigt|besetzt|belegt');
const ARTICLE = new Set(['being', 'an', 'a', 'though', 'if']);

/** What people with a presence count as. `doubtful`: a word that is a presence of its own as well. */
export function readVerdict(
  tokens: readonly Token[],
): { readonly kind: 'verdict'; readonly as: 'available' | 'unavailable'; readonly doubtful: boolean } | null {
  const bare = ARTICLE.has(tokens[0]?.word ?? '') ? tokens.slice(1) : tokens;
  const says = (among: readonly (readonly string[])[]): boolean =>
    among.some((words) => words.length === bare.length && saysWords(bare, 0, words));
  if (says(UNAVAILABLE)) return { kind: 'verdict', as: 'unavailable', doubtful: false };
  if (says(AVAILABLE)) return { kind: 'verdict', as: 'available', doubtful: false };
  return says(BUSY) ? { kind: 'verdict', as: 'unavailable', doubtful: true } : null;
}

const PEOPLE = new Set(
  'someone|somebody|anyone|anybody|people|technicians|a technician|they|a person|jemand|one'.split('|'),
);

export function saysPeople(tokens: readonly Token[]): boolean {
  return PEOPLE.has(tokens.map(({ word }) => word).join(' '));
}
