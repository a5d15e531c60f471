import type { DeskAccess } from '#core/access/ports.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget, Cloud } from '#kernel/vocabulary.ts';
import type { CallBudget } from '#adapters/graph/budgets.ts';
import { createDirectorySource } from '#adapters/graph/directory-source.ts';
import { createGraphClient, type GraphClient } from '#adapters/graph/guarded-client.ts';
import { createPresenceSource } from '#adapters/graph/presence-source.ts';
import { createShiftSource } from '#adapters/graph/shift-source.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';

export const DESK = '0b1c2d3e-0000-4000-8000-00000000d35c';
export const TEAM = '7ea00000-0000-4000-8000-000000000001';
export const START = new Date('2026-11-20T09:00:00Z');

/** A clock that only waiting moves: everybody who starts to wait in the same tick waits side by side. */
export function createFakeTime(start = START) {
  let now = start.getTime();
  const waits: number[] = [];
  return {
    clock: { now: () => new Date(now) },
    waits,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    elapsedMs: () => now - start.getTime(),
    sleep: async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      const wakesAt = now + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, wakesAt);
    },
  };
}

export type LogLine = { readonly level: string; readonly event: string; readonly fields: string };

export function createRecordingLogger(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: string): Logger['info'] =>
    (event, fields) =>
      void lines.push({ level, event, fields: JSON.stringify(fields ?? {}) });
  const logger: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: () => logger,
  };
  return { logger, lines };
}

/** Hands out `token-1` until a fresh one is asked for, then `token-2` and so on. */
export function createFakeAccess(tokenOf = (number: number): string => `token-${number}`) {
  let number = 1;
  const refused: AppError[] = [];
  let freshCalls = 0;
  const access: DeskAccess = {
    async graphToken(_deskId, { fresh }) {
      if (fresh) {
        freshCalls += 1;
        number += 1;
      }
      return tokenOf(number);
    },
    async graphRefused(_deskId, error) {
      refused.push(error);
      return error;
    },
  };
  return { access, refused, freshCalls: () => freshCalls };
}

export interface World {
  readonly graph: GraphClient;
  readonly time: ReturnType<typeof createFakeTime>;
  readonly access: ReturnType<typeof createFakeAccess>;
  readonly lines: LogLine[];
  readonly presence: ReturnType<typeof createPresenceSource>;
  readonly shifts: ReturnType<typeof createShiftSource>;
  readonly directory: ReturnType<typeof createDirectorySource>;
}

export function createWorld(
  server: Pick<ScriptedServer, 'origin'>,
  options: {
    readonly budgets?: Readonly<Record<Budget, CallBudget>>;
    readonly cloud?: Cloud;
    readonly tokenOf?: (number: number) => string;
  } = {},
): World {
  const time = createFakeTime();
  const access = createFakeAccess(options.tokenOf);
  const { logger, lines } = createRecordingLogger();
  const { clock, sleep } = time;
  const graph = createGraphClient({
    baseUrl: server.origin,
    access: access.access,
    clock,
    sleep,
    logger,
    random: () => 0.5,
    ...(options.budgets ? { budgets: options.budgets } : {}),
  });
  const cloud = options.cloud ?? 'global';
  return {
    graph,
    time,
    access,
    lines,
    presence: createPresenceSource({ graph, clock, cloud }),
    shifts: createShiftSource({ graph, clock, sleep, cloud }),
    directory: createDirectorySource({ graph, access: access.access }),
  };
}

/** Budgets that end attempts after `attemptMs` of real time. */
export function impatient(attemptMs: number): Readonly<Record<Budget, CallBudget>> {
  return {
    interactive: { attemptMs, totalMs: 8_000, pauseMs: 8_000, retries: 2 },
    background: { attemptMs, totalMs: 900_000, pauseMs: 60_000, retries: 6 },
  };
}

export function userId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export async function everything<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
