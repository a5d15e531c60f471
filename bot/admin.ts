import { parseArgs } from 'node:util';
import { systemClock } from '#kernel/clock.ts';
import { type AppError, type FieldFault, invalidInput, toAppError } from '#kernel/errors.ts';
import { callerFor } from './admin/admin-caller.ts';
import { ADMIN_COMMANDS, usageOf } from './admin/command-table.ts';
import type { AdminCommand, AdminOutput } from './admin/command.ts';
import { createFlagReader, FLAGS, type GivenFlags } from './admin/flags.ts';
import { readEnv } from './env.ts';
import { EnvError } from './env-faults.ts';
import { createLogger } from './logging.ts';

/** The command line (DATA-3a): for what has no screen yet, and for automation. Answers go to standard output, everything else to standard
 *  error. Exit codes: 0 done, 1 failed, 2 wrongly asked. */

async function main(argv: readonly string[]): Promise<number> {
  const { values: flags, positionals } = parseArgs({
    args: [...argv],
    options: FLAGS,
    allowPositionals: true,
  });
  const typed = positionals.join(' ');
  if (flags.help || typed === '') {
    say(process.stdout, usageOf(typed).split('\n'));
    return 0;
  }
  const command = ADMIN_COMMANDS.find(({ name }) => name === typed);
  if (!command) {
    say(process.stderr, [
      `There is no command "${typed}".`,
      '',
      ...usageOf(positionals[0] ?? '').split('\n'),
    ]);
    return 2;
  }
  refuseOtherFlags(command, flags);
  const output = await run(command, flags);
  say(process.stdout, flags.json ? [JSON.stringify(output.value)] : output.lines);
  return output.isBroken ? 1 : 0;
}

async function run(command: AdminCommand, flags: GivenFlags): Promise<AdminOutput> {
  const env = readEnv();
  // Loaded now: whoever asks for help, or asks wrongly, does not wait for all of Rollcall.
  const { openServices } = await import('./compose.ts');
  const logger = createLogger({ level: 'silent', secrets: [] });
  const services = await openServices({ env, logger, clock: systemClock });
  try {
    const desk = typeof flags['desk'] === 'string' ? flags['desk'] : undefined;
    const caller = await callerFor(command, services.settings, desk);
    return await command.run(services, caller, { flags: createFlagReader(flags), readStdin });
  } finally {
    await services.store.close();
  }
}

/** A flag that is ignored is a wish that is ignored. */
function refuseOtherFlags(command: AdminCommand, flags: GivenFlags): void {
  const known: readonly string[] = [...command.flags, 'desk', 'json'];
  const others = Object.keys(flags).filter((flag) => !known.includes(flag));
  if (others.length === 0) return;
  const remedy = `Write: npm run admin -- ${command.name} ${command.usage}`.trimEnd();
  throw invalidInput(
    others.map((flag) => ({ field: `--${flag}`, problem: `is not a flag of "${command.name}"`, remedy })),
  );
}

async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) say(process.stderr, ['Type or paste the secrets, then press Ctrl-D:']);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Names come from other people: whatever would steer a terminal is left out. */
function say(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  stream.write(`${lines.map((line) => line.replaceAll(/\p{Cc}/gu, '')).join('\n')}\n`);
}

function report(cause: unknown, argv: readonly string[]): number {
  if (cause instanceof EnvError) {
    const title = `The environment has ${cause.faults.length} fault(s):`;
    say(process.stderr, [title, ...cause.message.split('\n').map((line) => `  ${line}`)]);
    return 2;
  }
  if (cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS')) {
    // The rest of Node's message is about a way of writing that this command line has no use for.
    const [sentence = ''] = cause.message.split('. ', 1);
    const typed = argv
      .slice(
        0,
        argv.findIndex((word) => word.startsWith('-')),
      )
      .join(' ');
    say(process.stderr, [`${sentence}.`, '', ...usageOf(typed).split('\n')]);
    return 2;
  }
  const error = toAppError(cause);
  say(process.stderr, describe(error));
  return error.code === 'invalid_input' ? 2 : 1;
}

function describe({ code, message, remedy, details, cause }: AppError): readonly string[] {
  if (code === 'invalid_input' && Array.isArray(details['faults'])) {
    const faults = details['faults'] as readonly FieldFault[]; // `details` of invalidInput
    return faults.map(({ field, problem, remedy: what }) => `${field} ${problem}. ${what}`);
  }
  const sentence = `${message}.${remedy ? ` ${remedy}` : ''}`;
  if (code !== 'unexpected' || !(cause instanceof Error)) return [sentence];
  return [sentence, ...(cause.stack ?? cause.message).split('\n')];
}

const words = process.argv.slice(2);
main(words).then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    process.exitCode = report(cause, words);
  },
);
