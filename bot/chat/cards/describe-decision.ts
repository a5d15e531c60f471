import { inOrder } from '#core/dispatch/decision.ts';
import { failedGate, type GateCode } from '#core/dispatch/eligibility.ts';
import type { Assignment, Hold, StoredDecision, Ticket } from '#core/dispatch/ports.ts';
import type { ScorePart } from '#core/dispatch/ranking.ts';
import type {
  CandidateDecision,
  CandidateReason,
  DecisionRecord,
  TicketFacts,
} from '#core/dispatch/record.ts';
import { MINUTE } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import type { CardPart, Links, Viewer } from './card.ts';
import { line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** A decision with how it stands. */
export interface DecisionView {
  readonly decision: StoredDecision;
  /** `null`: the PSA does not answer; then the title is missing. */
  readonly ticket: Ticket | null;
  readonly assignment: Assignment | null;
  readonly hold: Hold | null;
  /** Another run had decided a moment before. */
  readonly isRepeat: boolean;
}

/** For whom, and whether with what they may press: in front of everybody a card has no buttons (row 59 of the UX page). */
export interface DispatchScene {
  readonly viewer: Viewer;
  readonly links: Links;
  readonly hasButtons: boolean;
}

const NAME_LENGTH = 40;

export function shortName(name: string): string {
  return literal(name, NAME_LENGTH);
}

/** The chosen candidate; `null` when nobody was chosen. */
export function chosenOf({ outcome, candidates }: DecisionRecord): CandidateDecision | null {
  if (outcome.kind !== 'chosen') return null;
  return candidates.find(({ input }) => input.facts.technicianId === outcome.technicianId) ?? null;
}

export function nameIn(record: DecisionRecord, technicianId: TechnicianId | null): string | null {
  const found = record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
  return found ? shortName(found.input.facts.name) : null;
}

/** "Ticket 4711 · High · Contoso Dental", and the title in quotes where it is known. */
export function ticketLines(
  facts: Pick<TicketFacts, 'ref' | 'priority' | 'company'>,
  title: string | null,
  texts: Texts,
): readonly CardPart[] {
  const parts = [
    texts.dispatch.ticket(literal(facts.ref, 40)),
    ...(facts.priority ? [literal(facts.priority.label, 40)] : []),
    ...(facts.company ? [literal(facts.company.name, 60)] : []),
  ];
  return [line(parts.join(' · ')), ...(title ? [line(texts.dispatch.titled(literal(title)))] : [])];
}

/** When the work begins: "Starts now", or the time. */
export function startOf({ slot, decidedAt }: DecisionRecord, viewer: Viewer): string {
  const { dispatch } = textsFor(viewer.locale);
  if (slot.start.getTime() <= decidedAt.getTime() + MINUTE) return dispatch.startsNow;
  return dispatch.starts(formatWhen(slot.start, viewer.now ?? decidedAt, placeOf(viewer)));
}

/** Time off is nobody's business in a channel: there it is a time that does not suit. */
const IN_PUBLIC: Readonly<Partial<Record<CandidateReason, CandidateReason>>> = {
  'psa-time-off': 'calendar-busy',
  'shifts-time-off': 'off-shift',
};

export function reasonWord(reason: CandidateReason, texts: Texts, isPublic: boolean): string {
  const words: Readonly<Record<CandidateReason, string>> = {
    ...texts.dispatch.gate,
    ...texts.dispatch.score,
    ...texts.dispatch.turn,
  };
  return words[isPublic ? (IN_PUBLIC[reason] ?? reason) : reason];
}

/** Gates worth naming for somebody who passed them. */
const TELLING: ReadonlySet<GateCode> = new Set([
  'working',
  'working-by-rule',
  'own-word-working',
  'has-capacity',
  'calendar-free',
] as const);

/** Why somebody came out as they did, most decisive first, at most `most`. For the chosen one: what spoke in favour. */
export function reasonsInWords(
  candidate: CandidateDecision,
  options: { readonly most: number; readonly texts: Texts; readonly isPublic: boolean },
): readonly string[] {
  const { texts, isPublic } = options;
  const { word, reasons, score, gates } = candidate;
  const isChosen = word === 'suggested';
  const parts = (score?.parts ?? []).toSorted((a, b) => weightOf(b) - weightOf(a));
  const spoke = parts.filter(({ value }) => (isChosen ? value > 0.5 : value !== 0.5));
  const passed = gates.flatMap(({ passed: isPassed, code }) => (isPassed && TELLING.has(code) ? [code] : []));
  // A strongest part that spoke against the chosen one explains nothing about the choice.
  const decisive = reasons.filter(
    (reason) => !isChosen || parts.every((part) => part.reason !== reason || part.value > 0.5),
  );
  const codes = new Set<CandidateReason>([
    ...decisive,
    ...(word === 'skipped' ? [] : [...spoke.map(({ reason }) => reason), ...passed]),
  ]);
  const words = [...codes].map((code) => wordFor(code, candidate, texts, isPublic));
  return [...new Set(words)].slice(0, options.most);
}

function weightOf({ value, weight }: ScorePart): number {
  return Math.abs(value - 0.5) * weight;
}

function wordFor(
  code: CandidateReason,
  { input }: CandidateDecision,
  texts: Texts,
  isPublic: boolean,
): string {
  const { openTickets } = input.facts;
  const isAboutLoad = code === 'some-open-work' || code === 'much-open-work';
  if (isAboutLoad && openTickets !== null && openTickets > 0) return texts.dispatch.openTickets(openTickets);
  return reasonWord(code, texts, isPublic);
}

/** People named on one line before "and 4 more". */
const MOST_NAMED = 4;

/** Who was skipped and why, who is lower, who was judged without presence: by name, up to three lines. Who is no part of the pool is left
 *  out; the page of reasons has them. */
export function peopleLines(record: DecisionRecord, viewer: Viewer): readonly CardPart[] {
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const ordered = inOrder(record);
  const said = (people: readonly CandidateDecision[]): string | null => {
    if (people.length === 0) return null;
    // Only those that are named need words; a desk may have thousands.
    const named = people.slice(0, MOST_NAMED).map((each) => personWords(each, texts, viewer.isPublic));
    return texts.list([...named, ...people.slice(MOST_NAMED).map(() => '')], MOST_NAMED);
  };
  const skipped = said(ordered.filter(isSkippedInPool));
  const lower = said(ordered.filter(({ word }) => word === 'lower'));
  const blind = said(ordered.filter(({ word }) => word === 'judged-without-presence'));
  return [
    ...(skipped ? [note(dispatch.skippedLine(skipped))] : []),
    ...(lower ? [note(dispatch.lowerLine(lower))] : []),
    // Where presence had no say for anybody, the note about it says so once.
    ...(blind && record.presence.use !== 'not-used' ? [note(dispatch.withoutPresenceLine(blind))] : []),
  ];
}

export function isSkippedInPool({ gates }: CandidateDecision): boolean {
  const failed = failedGate(gates);
  return failed !== null && failed.gate !== 'active' && failed.gate !== 'pool';
}

function personWords(candidate: CandidateDecision, texts: Texts, isPublic: boolean): string {
  const { word, gates, input } = candidate;
  const name = shortName(input.facts.name);
  const presence = gates.find(({ gate }) => gate === 'presence');
  const code = word === 'judged-without-presence' && presence ? presence.code : lowerBecause(candidate);
  return texts.dispatch.person(name, reasonWord(code, texts, isPublic));
}

/** For the lower ones: the part of the rota or of an instruction that put them there. */
function lowerBecause({ word, reasons, score }: CandidateDecision): CandidateReason {
  const first = reasons[0] ?? 'waits-for-turn';
  if (word !== 'lower' || first === 'moved-by-rule') return first;
  const shift = score?.parts.find(({ part, value }) => part === 'shift' && value < 0.5);
  return shift?.reason ?? first;
}

/** What belongs to the whole decision, a sentence each; empty when all went as it should. `isFull`: also what is by design. */
export function noteSentences(
  record: Pick<DecisionRecord, 'notes'>,
  texts: Texts,
  isFull: boolean,
): readonly string[] {
  const { dispatch } = texts;
  return record.notes.flatMap((each) => {
    switch (each.note) {
      case 'presence':
        return [dispatch.presence[each.because]];
      case 'shifts':
        return isFull || each.because !== 'round-robin' ? [dispatch.shifts[each.because]] : [];
      case 'model':
        return [dispatch.model[each.because]];
      case 'everyone-on-a-break':
        return [dispatch.everyoneOnBreak[each.because]];
      default:
        return [dispatch.alwaysRule];
    }
  });
}
