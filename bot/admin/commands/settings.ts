import type { AdminCommand } from '../command.ts';

export const SETTING_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'setting list',
    help: 'List the settings with their values.',
    usage: '',
    flags: [],
    desk: 'served',
    async run({ settings }, caller) {
      const all = await settings.list(caller);
      const lines = all.flatMap(({ tunable, value, isDefault }) => [
        `${tunable.key} = ${JSON.stringify(value)}${isDefault ? ' (default)' : ''}`,
        `    ${tunable.help}`,
      ]);
      const value = all.map(({ tunable, ...state }) => ({ key: tunable.key, ...state }));
      return { value, lines };
    },
  },
  {
    name: 'setting set',
    help: 'Change a setting; null goes back to the default.',
    usage: '--key KEY --value JSON',
    flags: ['key', 'value'],
    desk: 'served',
    async run({ settings }, caller, { flags }) {
      const key = flags.needed('key', 'See: npm run admin -- setting list');
      const given = flags.needed('value', 'Give JSON, such as 120 or "Europe/London"; null for the default.');
      flags.finish();
      const value = parseValue(given);
      await settings.write(caller, key, value);
      const line =
        value === null ? `${key} is back to its default` : `${key} is now ${JSON.stringify(value)}`;
      return { value: { key, value }, lines: [line] };
    },
  },
];

/** A bare word is a text: `--value Europe/London` needs no quotes. */
function parseValue(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
