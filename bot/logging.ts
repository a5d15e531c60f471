import type { LogFields, Logger } from '#kernel/logger.ts';
import { type DestinationStream, pino } from 'pino';
import { createMask, type Mask } from './log-mask.ts';

export interface LoggingOptions {
  readonly level: string;
  /** Live secrets; they are masked in whatever field they hide. */
  readonly secrets: readonly string[];
  /** Standard output unless said. */
  readonly destination?: DestinationStream;
}

/** JSON lines: level, time in ISO UTC, `event`, and facts. Every text is masked; e-mail addresses show at `debug` only. */
export function createLogger({ level, secrets, destination }: LoggingOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const sink = destination ? pino(options, destination) : pino(options);
  return wrap(sink, createMask(secrets), {});
}

type Level = 'debug' | 'info' | 'warn' | 'error';
type Sink = Readonly<Record<Level, (fields: object) => void>> & { isLevelEnabled(level: string): boolean };

function wrap(sink: Sink, mask: Mask, standing: LogFields): Logger {
  const write =
    (level: Level) =>
    (event: string, fields: LogFields = {}): void => {
      if (!sink.isLevelEnabled(level)) return;
      const show = (text: string): string => mask(text, { keepEmails: level === 'debug' });
      sink[level]({ event: show(event), ...shownFields({ ...standing, ...fields }, show) });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => wrap(sink, mask, { ...standing, ...fields }),
  };
}

type Show = (text: string) => string;

/** Names that the line itself has: a second one would hide the first from some readers. */
const TAKEN = new Set(['level', 'time', 'event']);
/** Whatever stands under such a name is a secret, known or not. */
const SECRET_NAME = /(authorization|cookie|password|secret|token|assertion|private_?key)$/i;

function shownFields(fields: LogFields, show: Show): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = TAKEN.has(name) ? `${name}_` : name;
    shown[field] = SECRET_NAME.test(name) && typeof value === 'string' ? '[secret]' : shownValue(value, show);
  }
  return shown;
}

function shownValue(value: unknown, show: Show): unknown {
  if (value instanceof Error) return describe(value, show, 0);
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  // Text by its type; a caller without types may still bring something else.
  return show(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Deeper than this nobody looks, and a cause may lead back to itself. */
const DEEPEST_CAUSE = 5;

/** An error as operators need it: the chain of names, codes, messages and remedies, and where it was made; never its other properties. */
function describe(error: Error, show: Show, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const parts = error instanceof AggregateError ? error.errors.slice(0, 3) : [];
  const below = (each: unknown): unknown => {
    if (each instanceof Error) return describe(each, show, depth + 1);
    return typeof each === 'string' ? show(each) : undefined;
  };
  const isDeep = depth >= DEEPEST_CAUSE;
  return {
    name: show(name),
    code: textOf(error, 'code', show),
    message: show(message),
    remedy: textOf(error, 'remedy', show),
    at: framesOf(stack).map(show),
    cause: isDeep ? undefined : below(cause),
    errors: parts.length > 0 && !isDeep ? parts.map(below) : undefined,
  };
}

function textOf(error: Error, property: string, show: Show): string | undefined {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? show(value) : undefined;
}

/** The first frames. The lines before them repeat the message. */
function framesOf(stack: string | undefined): readonly string[] {
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return frames.slice(0, 5).map((line) => line.trim());
}
