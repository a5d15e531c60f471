import { type FieldFault, invalidInput } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';

/** Every flag of the command line. Which command takes which one stands beside the command. */
export const FLAGS = {
  desk: { type: 'string' },
  name: { type: 'string' },
  scope: { type: 'string', multiple: true },
  key: { type: 'string' },
  user: { type: 'string' },
  role: { type: 'string' },
  kind: { type: 'string' },
  setting: { type: 'string', multiple: true },
  value: { type: 'string' },
  mode: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type FlagName = Exclude<keyof typeof FLAGS, 'desk' | 'json' | 'help'>;
export type GivenFlags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** Reads flags and collects what is wrong with them; `finish` throws `invalid_input` with all of it. Until then the values may be empty. */
export interface FlagReader {
  fault(field: string, problem: string, remedy: string): void;
  /** '' when it is missing. */
  needed(flag: FlagName, remedy: string): string;
  /** A name for people: one line of at most 100 characters. */
  nameOf(flag: FlagName, remedy: string): string;
  guid(flag: FlagName, remedy: string): string;
  oneOf<const Choice extends string>(flag: FlagName, choices: readonly Choice[]): Choice;
  /** Values of a flag that may be repeated, or hold several with commas; all `choices` when it is left out. */
  someOf<const Choice extends string>(flag: FlagName, choices: readonly Choice[]): readonly Choice[];
  /** `name=value` flags as an object, with names among `names`. */
  pairs(flag: FlagName, names: readonly string[]): Readonly<Record<string, string>>;
  finish(): void;
}

const LONGEST_NAME = 100;

export function createFlagReader(given: GivenFlags): FlagReader {
  const faults: FieldFault[] = [];
  const fault: FlagReader['fault'] = (field, problem, remedy) => {
    faults.push({ field, problem, remedy });
  };

  function needed(flag: FlagName, remedy: string): string {
    const value = given[flag];
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '') fault(`--${flag}`, 'is missing', remedy);
    return text;
  }

  function listOf(flag: FlagName): readonly string[] {
    const value = given[flag];
    return Array.isArray(value) ? (value as readonly string[]) : []; // a flag with `multiple`
  }

  return {
    fault,
    needed,
    nameOf(flag, remedy) {
      const name = needed(flag, remedy);
      const isPlain = name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
      if (!isPlain)
        fault(`--${flag}`, 'is not a plain name', `Write one line of at most ${LONGEST_NAME} characters.`);
      return name;
    },
    guid(flag, remedy) {
      const value = needed(flag, remedy).toLowerCase();
      if (value !== '' && !isGuid(value)) fault(`--${flag}`, 'is not an id (a GUID)', remedy);
      return value;
    },
    oneOf(flag, choices) {
      const remedy = `Give one of ${choices.join(', ')}.`;
      const value = needed(flag, remedy);
      const choice = choices.find((each) => each === value);
      if (value !== '' && choice === undefined) fault(`--${flag}`, `has no value "${value}"`, remedy);
      return choice ?? (choices[0] as (typeof choices)[number]); // never used: `finish` throws first
    },
    someOf(flag, choices) {
      const values = listOf(flag).flatMap((each) => each.split(',').map((part) => part.trim()));
      const unknown = values.filter((value) => !choices.some((choice) => choice === value));
      if (unknown.length > 0) {
        fault(`--${flag}`, `has no value "${unknown.join(', ')}"`, `Give some of ${choices.join(', ')}.`);
      }
      return values.length === 0 ? choices : choices.filter((choice) => values.includes(choice));
    },
    pairs(flag, names) {
      const entries = listOf(flag).map((pair) => splitPair(pair));
      for (const [name, value] of entries) {
        const isKnown = names.includes(name);
        // The value is not repeated: somebody may have put a secret here.
        if (!isKnown)
          fault(`--${flag}`, `has no name "${name}"`, `Give NAME=VALUE with ${names.join(', ')}.`);
        else if (value === '') fault(`--${flag} ${name}`, 'has no value', `Write --${flag} ${name}=VALUE.`);
      }
      return Object.fromEntries(entries);
    },
    finish() {
      if (faults.length > 0) throw invalidInput(faults);
    },
  };
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
