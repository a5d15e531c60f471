import type { Caller } from '#kernel/caller.ts';
import type { Services } from '../compose.ts';
import type { FlagName, FlagReader } from './flags.ts';

/** What a command was given. */
export interface AdminInput {
  readonly flags: FlagReader;
  /** Everything on standard input, for commands that take secrets. */
  readonly readStdin: () => Promise<string>;
}

/** What a command answers: a value for --json, lines for people. */
export interface AdminOutput {
  readonly value: unknown;
  readonly lines: readonly string[];
  /** The command did its work and found something broken: exit code 1. */
  readonly isBroken?: boolean;
}

export interface AdminCommand {
  /** As typed: `key create`. */
  readonly name: string;
  readonly help: string;
  /** Its flags as shown in the help; those in brackets may be left out. */
  readonly usage: string;
  readonly flags: readonly FlagName[];
  /** `any`: the desk need not be served, and must be named. `none`: the command is about no desk. */
  readonly desk: 'served' | 'any' | 'none';
  /** Throws `invalid_input` with every fault of the input together, and the codes of the service that it calls. */
  readonly run: (services: Services, caller: Caller, input: AdminInput) => Promise<AdminOutput>;
}
