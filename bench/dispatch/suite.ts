import type { Measurement } from '../measurement.ts';
import { manyAtOnce } from './at-once.ts';
import { decideAmongMany } from './decide.ts';
import { manyInstances } from './instances.ts';
import { wholeDispatch } from './whole-dispatch.ts';

/** Choosing a technician for a ticket, and giving it to them. */
export const DISPATCH: readonly Measurement[] = [decideAmongMany, wholeDispatch, manyAtOnce, manyInstances];
