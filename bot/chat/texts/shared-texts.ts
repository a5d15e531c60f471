import type { ReasonCode } from '#core/availability/availability-at.ts';
import type { Override } from '#core/availability/ports.ts';
import type { PresenceWord } from '#core/availability/presence-rules.ts';
import type { RunAction, Suggestion, UnmatchedReason } from '#core/mapping/ports.ts';
import type { Group, MappingSource, Role } from '#kernel/vocabulary.ts';

/** The words that several cards share. One object of this shape per language. */
export interface SharedTexts {
  readonly presence: Readonly<Record<PresenceWord, string>>;
  /** As a title: "Working". */
  readonly group: Readonly<Record<Group, string>>;
  /** In a sentence: "3 working". */
  readonly groupInLine: Readonly<Record<Group, string>>;
  readonly says: Readonly<Record<Override['says'], string>>;
  readonly reason: Readonly<Record<ReasonCode, string>>;
  readonly mapping: Readonly<Record<MappingSource | 'none', string>>;
  readonly unmatched: Readonly<Record<UnmatchedReason, string>>;
  readonly action: Readonly<Record<RunAction, string>>;
  readonly suggested: Readonly<Record<Suggestion['because'], string>>;
  /** A role of a person, in a sentence. */
  readonly role: Readonly<Record<Role, string>>;
  readonly buttons: Readonly<Record<Button, string>>;
}

/** At most 18 characters each: three longer ones are cut off on a phone. */
export type Button =
  | 'refresh'
  | 'next'
  | 'back'
  | 'board'
  | 'details'
  | 'setup'
  | 'review'
  | 'mappings'
  | 'whoIsAvailable'
  | 'help'
  | 'health'
  | 'consent'
  | 'consentPage'
  | 'checkAgain'
  | 'tryAgain'
  | 'autoMap'
  | 'apply'
  | 'cancel'
  | 'close'
  | 'undo'
  | 'unmatched'
  | 'map'
  | 'show'
  | 'noneOfThese'
  | 'endNow'
  | 'change'
  | 'set';
