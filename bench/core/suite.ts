import type { Measurement } from '../measurement.ts';
import { answerLatency } from './answer-latency.ts';
import { cardSize } from './card-size.ts';
import { graphRequests } from './graph-requests.ts';

/** Availability, auto-map and the bot. */
export const CORE: readonly Measurement[] = [graphRequests, answerLatency, cardSize];
