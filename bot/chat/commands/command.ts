import type { Permission } from '#core/access/policy.ts';
import type { CommandName } from '../texts/en/commands.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';

/** One thing that people can ask. Answers, help, suggestions after a near miss and the manifest's list all read this. */
export interface Command {
  /** The intent that it answers, and where its words stand in the texts. */
  readonly name: CommandName;
  readonly permission: Permission;
  /** Where it is named: in help, and in the manifest's list too, which has room for twelve. */
  readonly listed: 'everywhere' | 'in-help' | 'nowhere';
  /** Throws AppErrors, which become error cards. */
  readonly run: (turn: Turn, slots: Slots, tools: ChatTools) => Promise<Answer>;
}
