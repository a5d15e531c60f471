import type { Token } from './tokens.ts';
import { saysWords } from './pattern.ts';
import type { PresenceState } from './rules.ts';

/** What people call each presence, folded; Teams' own words in English and German first. */
const STATE_WORDS: Readonly<Record<PresenceState, string>> = {
  'out-of-office':
    'out_of_office|out_of_the_office|ooo|oof|automatic_replies|ausser_haus|nicht_im_buro|abwesenheitsnotiz',
  'off-work': 'off_work|offwork|off_duty|nicht_bei_der_arbeit|ausser_dienst',
  offline: 'offline|appear_offline|appearing_offline|als_offline_angezeigt',
  away: 'away|appear_away|be_away|abwesend',
  'be-right-back': 'be_right_back|brb|right_back|bin_gleich_zuruck|gleich_zuruck|bin_gleich_wieder_da',
  focusing: 'focusing|focussing|focus|focus_time|focused|fokus|fokuszeit|konzentriert|fokussiert',
  presenting:
    'presenting|presentation|presentations|prasentiert|prasentieren|prasentation|bildschirmfreigabe',
  'do-not-disturb': 'do_not_disturb|dont_disturb|dnd|not_disturb|nicht_storen|bitte_nicht_storen|nicht_stort',
  'in-a-call':
    'in_a_call|in_call|in_calls|on_a_call|on_call_in_teams|on_calls|a_call|call|calls|on_the_phone|in_a_conference_call|in_einem_anruf|im_anruf|anruf|am_telefon|in_einem_gesprach|im_gesprach|telefoniert|in_einer_telefonkonferenz',
  'in-a-meeting':
    'in_a_meeting|in_meeting|in_meetings|a_meeting|meeting|meetings|in_einer_besprechung|in_besprechung|in_besprechungen|besprechung|besprechungen|in_einem_meeting|im_meeting|in_meetings',
  busy: 'busy|beschaftigt',
  'busy-idle': 'busy_idle|idle_while_busy',
  'available-idle': 'available_idle|inactive|idle|inaktiv|untatig',
  available: 'available|verfugbar',
};

const STATES: readonly (readonly [PresenceState, readonly (readonly string[])[]])[] = Object.entries(
  STATE_WORDS,
).map(([state, words]) => [state as PresenceState, words.split('|').map((word) => word.split('_'))]);

const SEPARATORS = ['and', 'or', 'und', 'oder', 'sowie', ',', '/', '&'];
const PEOPLE =
  'people|technicians|technician|anyone|anybody|someone|somebody|those|everyone|everybody|colleagues|users|staff|engineers|a_technician|leute|techniker|personen|kollegen|jemand|jemanden|mitarbeiter|alle|jeder|jeden|wer|the_people|the_technicians'
    .split('|')
    .map((word) => word.split('_'));
const LINKS =
  'who_are|who_is|that_are|that_is|whos|who_have|with|with_the_status|with_status|with_presence|showing|shown_as|set_to|on|as|the|the_status|status|the_state|state|the_presence|presence|being|die|die_in|mit|mit_status|mit_dem_status|den_status|der_status|dem_status|auf|im_status'
    .split('|')
    .map((word) => word.split('_'));
const TAILS =
  'status|state|presence|in_teams|people|technicians|on_teams|ist|sind|anzeigt|anzeigen|steht|stehen|leute|techniker'
    .split('|')
    .map((word) => word.split('_'));

export type StateReading =
  | { readonly kind: 'states'; readonly states: readonly PresenceState[] }
  | { readonly kind: 'unknown'; readonly name: readonly Token[] };

/** The presences that all of `tokens` name, as a list ("busy or in a call"), with or without the people who show them;
 *  `unknown` with the words that are no presence. `people`: whether somebody must be named, as in "people in a meeting". */
export function readStates(tokens: readonly Token[], people: boolean): StateReading | null {
  const lead = skipAny(tokens, 0, PEOPLE);
  if (people && lead === 0) return null;
  const states = new Set<PresenceState>();
  let at = lead;
  while (at < tokens.length) {
    at = skipAll(tokens, at, LINKS);
    const found = stateAt(tokens, at);
    if (!found) return { kind: 'unknown', name: tokens.slice(at) };
    states.add(found.state);
    at = skipAll(tokens, found.end, TAILS);
    if (at === tokens.length) break;
    const next = skipSeparators(tokens, at);
    if (next === at || next === tokens.length) return null;
    at = next;
  }
  return states.size === 0 ? null : { kind: 'states', states: [...states] };
}

/** The longest presence that begins at `at`. */
export function stateAt(
  tokens: readonly Token[],
  at: number,
): { readonly state: PresenceState; readonly end: number } | null {
  let best: { readonly state: PresenceState; readonly end: number } | null = null;
  for (const [state, phrases] of STATES) {
    for (const words of phrases) {
      const end = at + words.length;
      if (saysWords(tokens, at, words) && (!best || end > best.end)) best = { state, end };
    }
  }
  return best;
}

function skipAll(tokens: readonly Token[], at: number, phrases: readonly (readonly string[])[]): number {
  let here = at;
  for (;;) {
    // "in a meeting" begins with a word that could also lead to one: what is a state is never skipped.
    const next = stateAt(tokens, here) ? here : skipAny(tokens, here, phrases);
    if (next === here) return here;
    here = next;
  }
}

function skipAny(tokens: readonly Token[], at: number, phrases: readonly (readonly string[])[]): number {
  const fits = phrases.filter((words) => saysExactly(tokens, at, words));
  return at + Math.max(0, ...fits.map((words) => words.length));
}

function saysExactly(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every(
    (word, offset) => tokens[at + offset]?.plain === word || tokens[at + offset]?.word === word,
  );
}

function skipSeparators(tokens: readonly Token[], at: number): number {
  let here = at;
  while (SEPARATORS.includes(tokens[here]?.word ?? '')) here += 1;
  return here;
}
