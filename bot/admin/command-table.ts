import type { AdminCommand } from './command.ts';
import { AUDIT_COMMANDS } from './commands/audit.ts';
import { DESK_COMMANDS } from './commands/desks.ts';
import { KEY_COMMANDS } from './commands/keys.ts';
import { PSA_COMMANDS } from './commands/psa.ts';
import { ROLE_COMMANDS } from './commands/roles.ts';
import { SETTING_COMMANDS } from './commands/settings.ts';

/** DATA-3a: what can be done at the command line. */
export const ADMIN_COMMANDS: readonly AdminCommand[] = [
  ...KEY_COMMANDS,
  ...ROLE_COMMANDS,
  ...PSA_COMMANDS,
  ...DESK_COMMANDS,
  ...SETTING_COMMANDS,
  ...AUDIT_COMMANDS,
];

/** The help: of all commands, or of those that begin as `typed` does. */
export function usageOf(typed: string): string {
  const named = ADMIN_COMMANDS.filter(({ name }) => typed !== '' && `${name} `.startsWith(`${typed} `));
  const shown = named.length > 0 ? named : ADMIN_COMMANDS;
  return [
    'npm run admin -- COMMAND [--desk TENANT_ID] [--json]',
    'Leave --desk out when one desk is served. The embedded database serves one program at a time: stop Rollcall first.',
    '',
    ...shown.flatMap(({ name, usage, help }) => [`  ${name} ${usage}`.trimEnd(), `      ${help}`]),
  ].join('\n');
}
