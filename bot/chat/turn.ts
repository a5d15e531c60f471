import type { DeskProfile } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import type { DeskId, UserId } from '#kernel/vocabulary.ts';
import type { Card, Viewer } from './cards/card.ts';
import type { Mention } from './parse/strip.ts';

/** A button press. Everything in `data` came over the wire: it says what is wanted, never who wants it. */
export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Id of the message that holds the card; `null` when Teams did not say. */
  readonly messageId: string | null;
  /** `execute`: the answer replaces the card in the same request. `submit`: an old client; the message is edited. */
  readonly way: 'execute' | 'submit';
}

/** One thing that a person said or pressed, in our words: commands know neither the SDK nor Teams. */
export interface Turn {
  readonly deskId: DeskId;
  readonly person: {
    readonly userId: UserId;
    /** `29:…`, the person as this bot knows them. */
    readonly mri: string;
    readonly name: string;
  };
  readonly caller: Extract<Caller, { kind: 'person' }>;
  /** As typed, mentions in it. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly press: Press | null;
  readonly conversation: {
    readonly id: string;
    readonly type: 'personal' | 'group' | 'channel';
  };
  /** The person's zone and locale; both usable. */
  readonly zone: string;
  readonly locale: string;
  readonly profile: DeskProfile;
  readonly now: Date;
}

/** What a command answers: one card, and what it becomes when work that goes on is done. */
export interface Answer {
  readonly card: Card;
  /** Runs after the card is shown; each `show` edits the same message. */
  readonly goOn?: (show: (card: Card) => Promise<void>) => Promise<void>;
  /** In a channel or group the message itself changes too, not only the presser's view of it: for changes that concern everybody. */
  readonly forEveryone?: boolean;
  /** What the pressed message itself becomes, for everybody and on every device of theirs, where that is not what the presser sees. */
  readonly message?: Card;
}

/** For whom cards of this turn are written. */
export function viewerOf(turn: Turn): Viewer {
  return {
    zone: turn.zone,
    locale: turn.locale,
    userMri: turn.person.mri,
    isPublic: turn.conversation.type !== 'personal',
    role: turn.caller.role,
    now: turn.now,
  };
}
