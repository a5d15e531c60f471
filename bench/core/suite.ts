import type { Measurement } from '../measurement.ts';
import { answerLatency } from './answer-latency.ts';
import { autoMap } from './auto-map.ts';
import { cardSize } from './card-size.ts';
import { graphRequests } from './graph-requests.ts';
import { join } from './join.ts';
import { messageCpu } from './message-cpu.ts';
import { startUp } from './start-up.ts';

/** Availability, auto-map and the bot. */
export const CORE: readonly Measurement[] = [
  graphRequests,
  answerLatency,
  autoMap,
  join,
  messageCpu,
  startUp,
  cardSize,
];
