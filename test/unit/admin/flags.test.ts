import { describe, expect, it } from 'vitest';
import { ADMIN_COMMANDS } from '../../../bot/admin/command-table.ts';
import { createFlagReader, FLAGS, type FlagReader, type GivenFlags } from '../../../bot/admin/flags.ts';
import { readSecrets } from '../../../bot/admin/secret-input.ts';

const CHOICES = ['one', 'two', 'three'] as const;

/** What `read` answers, or the faults as `field problem`. */
function outcome<Value>(given: GivenFlags, read: (flags: FlagReader) => Value): Value | readonly string[] {
  const flags = createFlagReader(given);
  const value = read(flags);
  try {
    flags.finish();
    return value;
  } catch (error) {
    const { faults } = (error as { details: { faults: { field: string; problem: string }[] } }).details;
    return faults.map(({ field, problem }) => `${field} ${problem}`);
  }
}

describe('flags', () => {
  it.each<[string, GivenFlags, (flags: FlagReader) => unknown, unknown]>([
    ['text is trimmed', { name: ' x ' }, (flags) => flags.needed('name', ''), 'x'],
    ['blanks are no text', { name: '  ' }, (flags) => flags.needed('name', ''), ['--name is missing']],
    [
      'a name may hold what names hold',
      { name: 'Siân O’Neil 3' },
      (flags) => flags.nameOf('name', ''),
      'Siân O’Neil 3',
    ],
    [
      'a name is one line',
      { name: 'a\nb' },
      (flags) => flags.nameOf('name', ''),
      ['--name is not a plain name'],
    ],
    [
      'a name steers no terminal',
      { name: 'a\u009b2J' },
      (flags) => flags.nameOf('name', ''),
      ['--name is not a plain name'],
    ],
    [
      'a name has an end',
      { name: 'a'.repeat(101) },
      (flags) => flags.nameOf('name', ''),
      ['--name is not a plain name'],
    ],
    ['a choice is one of those there are', { role: 'two' }, (flags) => flags.oneOf('role', CHOICES), 'two'],
    [
      'another is named',
      { role: 'four' },
      (flags) => flags.oneOf('role', CHOICES),
      ['--role has no value "four"'],
    ],
    [
      'some of many, in their order',
      { scope: ['three,one', 'one'] },
      (flags) => flags.someOf('scope', CHOICES),
      ['one', 'three'],
    ],
    ['left out means all', {}, (flags) => flags.someOf('scope', CHOICES), ['one', 'two', 'three']],
    [
      'unknown ones are named',
      { scope: ['one,four', 'five'] },
      (flags) => flags.someOf('scope', CHOICES),
      ['--scope has no value "four, five"'],
    ],
    [
      'an empty one is not all of them',
      { scope: [''] },
      (flags) => flags.someOf('scope', CHOICES),
      ['--scope has no value ""'],
    ],
    [
      'a value may hold an equals sign',
      { setting: ['a=b=c'] },
      (flags) => flags.pairs('setting', ['a']),
      { a: 'b=c' },
    ],
    [
      'a pair needs a value',
      { setting: ['a', 'b='] },
      (flags) => flags.pairs('setting', ['a', 'b']),
      ['--setting a has no value', '--setting b has no value'],
    ],
    [
      'a pair needs a known name',
      { setting: ['c=secret'] },
      (flags) => flags.pairs('setting', ['a']),
      ['--setting has no name "c"'],
    ],
  ])('%s', (_, given, read, wanted) => {
    expect(outcome(given, read)).toEqual(wanted);
  });

  it('every command says in its usage what it takes, and takes nothing else', () => {
    expect(ADMIN_COMMANDS.length).toBeGreaterThan(11);
    for (const { name, usage, flags } of ADMIN_COMMANDS) {
      const shown = [...usage.matchAll(/--(\w+)/g)]
        .map(([, flag = '']) => flag)
        .filter((flag) => flag !== 'desk');
      expect([...new Set(shown)].toSorted(), name).toEqual(flags.toSorted());
      for (const flag of flags) expect(Object.keys(FLAGS)).toContain(flag);
    }
    expect(new Set(ADMIN_COMMANDS.map(({ name }) => name)).size).toBe(ADMIN_COMMANDS.length);
  });
});

describe('secrets on standard input', () => {
  const NAMES = ['id', 'secret'];
  it.each([
    ['a JSON object', ' {"id": "a", "secret": "b=c"}\n'],
    ['lines', 'id=a\nsecret=b=c\n'],
    ['lines of Windows', 'id = a\r\nsecret = b=c\r\n'],
    ['more than was asked for', '{"id":"a","secret":"b=c","other":"d"}'],
  ])('%s', (_, given) => {
    expect(readSecrets(given, NAMES)).toEqual({ id: 'a', secret: 'b=c' });
  });

  it.each([
    ['nothing', '', ['id', 'secret']],
    ['half of it', '{"id":"a"}', ['secret']],
    ['an empty one', 'id=a\nsecret=', ['secret']],
    ['a number', '{"id":"a","secret":7}', ['secret']],
    ['half an object', '{"id":"a",', ['standard input']],
  ])('%s is refused by name, and nothing of it is repeated', (_, given, fields) => {
    const read = (): unknown => readSecrets(given, NAMES);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    try {
      read();
    } catch (error) {
      const { faults } = (error as { details: { faults: { field: string }[] } }).details;
      expect(faults.map(({ field }) => field)).toEqual(fields);
      expect(JSON.stringify(faults)).not.toContain('"a"');
    }
  });
});
