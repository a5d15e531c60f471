import { type FieldFault, invalidInput } from '#kernel/errors.ts';

/** Secrets come on standard input only: arguments are seen by everybody on the machine, and kept by shells. `given` is a JSON object, or
 *  lines of name=value. Answers exactly `names`; throws `invalid_input` naming those that are missing, and repeats nothing of it. */
export function readSecrets(given: string, names: readonly string[]): Readonly<Record<string, string>> {
  const text = given.trim();
  const values = text.startsWith('{') ? fromJson(text) : fromLines(text);
  const example = `{${names.map((name) => `"${name}": "…"`).join(', ')}}`;
  const faults: FieldFault[] = names
    .filter((name) => !values.get(name))
    .map((field) => ({ field, problem: 'is missing on standard input', remedy: `Pipe in ${example}.` }));
  if (faults.length > 0) throw invalidInput(faults);
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? '']));
}

type Values = ReadonlyMap<string, string>;

function fromJson(text: string): Values {
  try {
    const parsed: unknown = JSON.parse(text);
    const entries = Object.entries(parsed as object); // it starts with a brace
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    const remedy = 'Pipe in one JSON object, or lines of name=value.';
    throw invalidInput([{ field: 'standard input', problem: 'is not JSON', remedy }]);
  }
}

function fromLines(text: string): Values {
  const lines = text.split(/\r?\n/).filter((line) => line.includes('='));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  );
}
