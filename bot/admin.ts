import { parseArgs } from 'node:util';
import { systemClock } from '#kernel/clock.ts';
import type { Caller } from '#kernel/caller.ts';
import { invalidInput, toAppError } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import { ADMIN_COMMANDS, type AdminCommand, type AdminInput } from './admin/commands.ts';
import { openServices, type Services } from './compose.ts';
import { readEnv } from './env.ts';
import { EnvError } from './env-reader.ts';
import { createLogger } from './logging.ts';

/** The command line (DATA-3a): for what has no screen yet, and for automation. Exit codes: 0 done, 1 failed, 2 wrongly asked. */

const OPTIONS = {
  desk: { type: 'string' },
  name: { type: 'string' },
  scope: { type: 'string', multiple: true },
  key: { type: 'string' },
  user: { type: 'string' },
  role: { type: 'string' },
  kind: { type: 'string' },
  setting: { type: 'string', multiple: true },
  value: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function usage(): string {
  const lines = ADMIN_COMMANDS.map(({ name, usage, help }) => `  ${name} ${usage}\n      ${help}`);
  return [
    'npm run admin -- COMMAND [--desk TENANT_ID] [--json]',
    '--desk may be left out when one desk is served. The embedded database serves one program at a time: stop Rollcall first.',
    '',
    ...lines,
  ].join('\n');
}

async function run(argv: readonly string[]): Promise<number> {
  const { values: flags, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
  });
  const command = ADMIN_COMMANDS.find(({ name }) => name === positionals.join(' '));
  if (flags.help || !command) {
    const isAsked = flags.help || positionals.length === 0;
    if (!isAsked) process.stderr.write(`There is no command "${positionals.join(' ')}".\n\n`);
    process.stdout.write(`${usage()}\n`);
    return isAsked ? 0 : 2;
  }
  const env = readEnv();
  const logger = createLogger({ level: 'silent', secrets: [] });
  const services = await openServices({ env, logger, clock: systemClock });
  try {
    const caller = await callerFor(command, services, flags.desk);
    const output = await command.run(services, caller, { flags, readStdin });
    process.stdout.write(`${flags.json ? JSON.stringify(output.value) : output.lines.join('\n')}\n`);
    return 0;
  } finally {
    await services.store.close();
  }
}

/** The operator, for the desk named or the only one there is. */
async function callerFor(
  command: AdminCommand,
  { settings }: Services,
  desk: string | undefined,
): Promise<Caller> {
  const served = await settings.servedDesks();
  const deskId = (desk ?? (served.length === 1 ? served[0] : undefined))?.toLowerCase();
  const caller = (id: string): Caller => ({
    kind: 'system',
    deskId: id,
    id: 'command-line',
    name: 'Command line',
  });
  if (command.name === 'desk list') return caller(served[0] ?? '');
  if (deskId === undefined || !isGuid(deskId)) {
    const remedy = `Give the tenant id of one desk: ${served.join(', ')}.`;
    throw invalidInput([{ field: '--desk', problem: desk ? 'is not a tenant id' : 'is missing', remedy }]);
  }
  if (command.name === 'desk add' || served.includes(deskId)) return caller(deskId);
  throw invalidInput([
    { field: '--desk', problem: 'is not served here', remedy: 'Add it: npm run admin -- desk add' },
  ]);
}

const readStdin: AdminInput['readStdin'] = async () => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

function report(cause: unknown): number {
  if (cause instanceof EnvError) {
    process.stderr.write(`The environment has ${cause.faults.length} fault(s):\n${cause.message}\n`);
    return 2;
  }
  if (cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${cause.message}\n\n${usage()}\n`);
    return 2;
  }
  const error = toAppError(cause);
  process.stderr.write(`${error.message}.${error.remedy ? ` ${error.remedy}` : ''}\n`);
  return error.code === 'invalid_input' ? 2 : 1;
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    process.exitCode = report(cause);
  },
);
