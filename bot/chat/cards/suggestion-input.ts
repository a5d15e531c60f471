import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { RunRow, Suggestion } from '#core/mapping/ports.ts';
import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';
import type { CardPart } from './card.ts';
import { filter } from './elements.ts';
import { literal } from './literal.ts';
import { accountOf, isOpen } from './run-lines.ts';
import type { Texts } from '../texts/texts.ts';

/** Which technician is to be mapped to which user. */
export interface SuggestedPair {
  readonly technicianId: TechnicianId;
  readonly userId: UserId;
}

export interface Offer {
  readonly technicianName: string;
  readonly pair: SuggestedPair;
  readonly suggestion: Suggestion;
  /** 0 for the best one of the technician. */
  readonly rank: number;
}

/** Suggestions of the last run for people of one page, in their order, best first (MAP-9). Users whom somebody has already are left out:
 *  one press cannot give them twice. */
export function offersOf(options: {
  readonly shown: readonly MappedTechnician[];
  readonly technicians: readonly MappedTechnician[];
  readonly rows: readonly RunRow[];
}): readonly Offer[] {
  const { shown, technicians, rows } = options;
  const taken = new Set(technicians.flatMap(({ mapping }) => mapping?.userId ?? []));
  return shown
    .filter(({ mapping }) => !mapping?.userId && !mapping?.excluded)
    .flatMap(({ technician: { technicianId, name } }) =>
      suggestedTo(technicianId, rows)
        .filter(({ userId }) => !taken.has(userId))
        .map((suggestion, rank) => ({
          technicianName: name,
          pair: { technicianId, userId: suggestion.userId },
          suggestion,
          rank,
        })),
    );
}

/** What a run suggests for a technician whom it left unmatched, best first; may be empty. */
export function suggestedTo(technicianId: TechnicianId, rows: readonly RunRow[]): readonly Suggestion[] {
  return rows.find((row) => isOpen(row) && row.technicianId === technicianId)?.suggestions ?? [];
}

/** At most `most` suggestions as one choice; `null` without any. Where there are more, everybody's best one comes before anybody's second.
 *  The choice arrives as input `suggestion`, to be read by `readPair`. */
export function suggestionInput(offers: readonly Offer[], most: number, texts: Texts): CardPart | null {
  const chosen = new Set(offers.toSorted((a, b) => a.rank - b.rank).slice(0, most));
  const choices = offers.filter((offer) => chosen.has(offer)).map((offer) => toChoice(offer, texts));
  const [first] = choices;
  if (first === undefined) return null;
  return filter({ id: 'suggestion', label: texts.automap.suggestionsLabel, value: first.value, choices });
}

function toChoice(
  { technicianName, pair, suggestion }: Offer,
  texts: Texts,
): { title: string; value: string } {
  const because = texts.shared.suggested[suggestion.because];
  const reason = suggestion.isGuest ? `${because}, ${texts.automap.guest}` : because;
  return {
    title: texts.automap.suggestion(literal(technicianName, 40), accountOf(suggestion), reason),
    value: writePair(pair),
  };
}

export function writePair({ technicianId, userId }: SuggestedPair): string {
  return `${technicianId}|${userId}`;
}

/** `null` for a text that no choice of ours has. An id of a PSA may hold the sign between the two, one of Microsoft never does. */
export function readPair(text: string): SuggestedPair | null {
  const between = text.lastIndexOf('|');
  const [technicianId, userId] = [text.slice(0, Math.max(between, 0)), text.slice(between + 1)];
  return technicianId === '' || userId === '' ? null : { technicianId, userId };
}
