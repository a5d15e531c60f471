import type { LogFields, Logger } from '#kernel/logger.ts';
import { pino } from 'pino';

/** JSON lines on standard output: time in ISO UTC, `event`, and facts. Values that look like tokens or hold a live secret are masked,
 *  whatever field they hide in. */
export function createLogger(options: {
  readonly level: string;
  readonly secrets: readonly string[];
}): Logger {
  const mask = createMask(options.secrets);
  const sink = pino({
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
  return wrap(sink, mask, {});
}

type Level = 'debug' | 'info' | 'warn' | 'error';

function wrap(
  sink: { [level in Level]: (fields: object) => void },
  mask: (text: string) => string,
  standing: LogFields,
): Logger {
  const write =
    (level: Level) =>
    (event: string, fields: LogFields = {}): void => {
      sink[level]({ event, ...maskFields({ ...standing, ...fields }, mask) });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => wrap(sink, mask, { ...standing, ...fields }),
  };
}

function maskFields(fields: LogFields, mask: (text: string) => string): Record<string, unknown> {
  const masked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') masked[name] = mask(value);
    else if (value instanceof Error) masked[name] = describe(value, mask);
    else masked[name] = value;
  }
  return masked;
}

/** An error as operators need it: the chain of names, codes and messages, and where it was made; never its other properties. */
function describe(error: Error, mask: (text: string) => string): unknown {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: describe(error.cause, mask) } : {};
  const stack = error.stack?.split('\n').slice(1, 6).join('\n');
  return { name: error.name, ...code, message: mask(error.message), stack, ...cause };
}

/** Bearer tokens, JSON web tokens, our API keys and Entra refresh tokens, by their shape. */
const TOKEN_SHAPES =
  /eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?|rk_[0-9a-f]{32}_[\w-]{43}|\b[01]\.A[\w-]{40,}|Bearer\s+\S+/g;

function createMask(secrets: readonly string[]): (text: string) => string {
  const live = secrets
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return (text) => {
    const masked = live.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
    return masked.replace(TOKEN_SHAPES, '[token]');
  };
}
