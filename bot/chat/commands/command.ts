import type { Permission } from '#core/access/policy.ts';
import type { Intent } from '../parse/intents.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';

/** One thing that people can ask. Answers, help, suggestions after a near miss and the manifest's list all read this. */
export interface Command {
  /** The intent that it answers. */
  readonly name: Intent;
  /** For lists: at most 128 characters, and fit to be sent as a message. */
  readonly title: string;
  /** What it does, as a sentence. */
  readonly help: string;
  /** Ways to say it that are shown; the first is the one to type. */
  readonly phrasings: readonly string[];
  readonly permission: Permission;
  /** Whether help and the manifest name it. */
  readonly listed: boolean;
  /** Throws AppErrors, which become error cards. */
  readonly run: (turn: Turn, slots: Slots, tools: ChatTools) => Promise<Answer>;
}
