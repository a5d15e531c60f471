import type { Clock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { ADMIN_COMMANDS } from '../../bot/admin/command-table.ts';
import { createFlagReader } from '../../bot/admin/flags.ts';
import { openServices } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';

/** One command of the program's command line (DATA-3a). Secrets go to its standard input. */
export interface AdminCall {
  readonly command: string;
  readonly flags: Readonly<Record<string, string | readonly string[]>>;
  readonly stdin?: string;
}

/** Runs commands in order against the program's database and answers their `--json` values. Throws with the command's own words. */
export type RunAdmin = (calls: readonly AdminCall[]) => Promise<readonly unknown[]>;

/** The commands of `npm run admin` in this process, all on one open database: a process for each would cost two seconds each. */
export function adminHere(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly deskId: string;
  readonly clock: Clock;
}): RunAdmin {
  return async (calls) => {
    const { env, deskId, clock } = options;
    const services = await openServices({ env: readEnv(env), clock, logger: silentLogger });
    const caller = { kind: 'system', deskId, id: 'command-line', name: 'Command line' } as const;
    try {
      const values: unknown[] = [];
      for (const { command, flags, stdin = '' } of calls) {
        const known = ADMIN_COMMANDS.find(({ name }) => name === command);
        if (known === undefined) throw new Error(`there is no command "${command}"`);
        const readStdin = (): Promise<string> => Promise.resolve(stdin);
        values.push((await known.run(services, caller, { flags: createFlagReader(flags), readStdin })).value);
      }
      return values;
    } finally {
      await services.store.close();
    }
  };
}
