import { systemClock } from '#kernel/clock.ts';
import { toAppError } from '#kernel/errors.ts';
import { createApp } from './app.ts';
import { openServices } from './compose.ts';
import { readEnv } from './env.ts';
import { EnvError } from './env-faults.ts';
import { createLogger } from './logging.ts';

/** The process: read the environment, compose, listen, stop cleanly. Exit codes: 0 stopped, 1 failed, 2 the configuration is wrong. */
async function main(): Promise<void> {
  const env = readEnv();
  const logger = createLogger({ level: env.logLevel, secrets: secretsOf(env) });
  const needs = { env, logger, clock: systemClock };
  const services = await openServices(needs);
  const app = createApp(needs, services);
  const port = await app.start();
  logger.info('started', { port, cloud: env.cloud, desks: env.desks.length });

  let stopping = false;
  const stop = (signal: string, exitCode = 0): void => {
    // A second signal means now.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info('stopping', { signal });
    app.stop().then(
      () => process.exit(exitCode),
      (cause: unknown) => {
        logger.error('stop-failed', { error: toAppError(cause) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('unhandledRejection', (reason) => {
    logger.error('unhandled-rejection', { error: toAppError(reason) });
  });
  // Nobody knows what state an exception without a handler left behind: finish what is under way, then go.
  process.on('uncaughtException', (cause) => {
    logger.error('uncaught-exception', { error: toAppError(cause) });
    stop('uncaughtException', 1);
  });
}

function secretsOf(env: ReturnType<typeof readEnv>): readonly string[] {
  const { credential } = env.deskApp;
  const deskSecret = 'secret' in credential ? credential.secret : credential.certificate.privateKey;
  const keys = env.encryptionKeys.split(',').map((pair) => pair.split(':')[1] ?? '');
  const database = URL.canParse(env.databaseUrl) ? new URL(env.databaseUrl).password : '';
  return [env.bot.password, deskSecret, database, env.model?.apiKey ?? '', ...keys];
}

main().catch((cause: unknown) => {
  if (cause instanceof EnvError) {
    process.stderr.write(`Rollcall cannot start. The environment has ${cause.faults.length} fault(s):\n`);
    for (const { variable, problem, remedy } of cause.faults) {
      process.stderr.write(`  ${variable} ${problem}. ${remedy}\n`);
    }
    process.exit(2);
  }
  const error = toAppError(cause);
  process.stderr.write(`Rollcall cannot start: ${error.message}.${error.remedy ? ` ${error.remedy}` : ''}\n`);
  if (error.code === 'unexpected' && error.cause instanceof Error) {
    process.stderr.write(`${error.cause.stack ?? error.cause.message}\n`);
  }
  process.exit(1);
});
