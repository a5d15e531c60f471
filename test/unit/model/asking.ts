import { createRankingModel, type RankingModelNeeds } from '../../../bot/adapters/model/ranking-model.ts';
import type { ModelQuestion, RankingModel } from '#core/dispatch/ports.ts';
import type { LogFields, Logger } from '#kernel/logger.ts';
import type { ModelSim } from '../../sandbox/model/model.ts';

export const NOW = new Date('2026-11-21T16:00:00Z');

export const QUESTION: ModelQuestion = {
  candidates: [
    candidate('c1', { score: 70, skillsMatched: 1 }),
    candidate('c2', { score: 80, skillsMatched: 2 }),
    candidate('c3', { score: 60, knowsCompany: 'yes' }),
  ],
  advice: ['VPN tickets need somebody calm.'],
  ticket: {
    title: 'VPN does not connect',
    description: 'Error 809.',
    priority: 'High',
    queue: 'Service Desk',
  },
  seed: 42,
};

function candidate(
  label: string,
  more: Partial<ModelQuestion['candidates'][number]>,
): ModelQuestion['candidates'][number] {
  return {
    label,
    score: 50,
    openTickets: 2,
    skillsMatched: 0,
    skillsRequired: 2,
    shift: 'on-shift',
    knowsCompany: 'no',
    assignedToday: 1,
    ...more,
  };
}

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields;
}

export interface Asking {
  readonly model: RankingModel;
  readonly lines: readonly LogLine[];
  /** Moves the hands of the clock. */
  wait(seconds: number): void;
}

/** The real adapter in front of a simulator. */
export function askingOf(simulator: ModelSim, changes: Partial<RankingModelNeeds> = {}): Asking {
  const lines: LogLine[] = [];
  let now = NOW.getTime();
  const { baseUrl, apiKey, model } = simulator;
  return {
    model: createRankingModel({
      baseUrl,
      apiKey,
      model,
      clock: { now: () => new Date(now) },
      logger: memoryLogger(lines),
      ...changes,
    }),
    lines,
    wait(seconds) {
      now += seconds * 1000;
    },
  };
}

function memoryLogger(lines: LogLine[]): Logger {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields });
    };
  const logger: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: () => logger,
  };
  return logger;
}
