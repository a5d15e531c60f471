import type { Measurement } from '../measurement.ts';
import { decideAmongMany } from './decide.ts';

/** Choosing a technician for a ticket. */
export const DISPATCH: readonly Measurement[] = [decideAmongMany];
