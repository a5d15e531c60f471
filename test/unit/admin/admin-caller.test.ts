import { expect, it } from 'vitest';
import { callerFor } from '../../../bot/admin/admin-caller.ts';
import { ADMIN_COMMANDS } from '../../../bot/admin/command-table.ts';

const A = '0a000000-0000-4000-8000-00000000000a';
const B = '0b000000-0000-4000-8000-00000000000b';
const NEW = '0c000000-0000-4000-8000-00000000000c';

/** The desk for which the command runs, or what is wrong with --desk. */
async function deskOf(command: string, served: readonly string[], given?: string): Promise<string> {
  const found = ADMIN_COMMANDS.find(({ name }) => name === command);
  if (!found) throw new Error(`no command ${command}`);
  return callerFor(found, { servedDesks: async () => served }, given).then(
    (caller) => caller.deskId,
    (error: { message: string; remedy: string }) => `${error.message}. ${error.remedy}`,
  );
}

it.each([
  ['the only desk need not be named', 'key list', [A], undefined, A],
  ['a desk is named in any case', 'key list', [A, B], B.toUpperCase(), B],
  [
    'with two desks one must be named',
    'key list',
    [A, B],
    undefined,
    `--desk: is missing. Give the tenant id of one desk: ${A}, ${B}.`,
  ],
  [
    'a name is no tenant id',
    'key list',
    [A],
    'contoso.com',
    `--desk: is not a tenant id. Give the tenant id of one desk: ${A}.`,
  ],
  [
    'an empty one is none',
    'key list',
    [A],
    ' ',
    `--desk: is not a tenant id. Give the tenant id of one desk: ${A}.`,
  ],
  [
    'a desk that nobody serves is refused',
    'key list',
    [A],
    NEW,
    `--desk: is not served here. Add it: npm run admin -- desk add --desk ${NEW} --name NAME.`,
  ],
  [
    'a new desk is named, even if there is one',
    'desk add',
    [A],
    undefined,
    '--desk: is missing. Give the tenant id to serve.',
  ],
  ['a new desk need not be served', 'desk add', [A], NEW, NEW],
  ['the list of desks is about none', 'desk list', [A, B], undefined, ''],
])('DATA-3a: %s', async (_, command, served, given, wanted) => {
  expect(await deskOf(command, served, given)).toBe(wanted);
});

it('DATA-3a: the operator is named in the audit trail as the command line', async () => {
  const [command] = ADMIN_COMMANDS;
  const caller = command && (await callerFor(command, { servedDesks: async () => [A] }, undefined));
  expect(caller).toEqual({ kind: 'system', deskId: A, id: 'command-line', name: 'Command line' });
});
