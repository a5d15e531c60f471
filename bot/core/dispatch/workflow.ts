import type { TeamId } from '#kernel/vocabulary.ts';
import type { Weights } from './tunables.ts';

/** A dispatch set-up as one version of it stands. */
export interface WorkflowSettings {
  readonly id: string;
  /** A decision names the version that it was made with. */
  readonly version: number;
  readonly mode: 'round-robin' | 'ranked';
  readonly act: 'suggest' | 'dry-run' | 'assign';
  readonly teamsAvailability: 'on' | 'off';
  /** AV-4. */
  readonly presenceBlocksMinutes: number;
  /** Empty: no rota; shifts are neutral for everybody. */
  readonly rotaTeams: readonly TeamId[];
  readonly calendar: 'gate' | 'ignore';
  readonly weights: Weights;
  /** Open work at which a technician is full, where the technician has no capacity of their own. */
  readonly capacity: number;
  readonly whenEveryoneIsOnABreak: 'assign-by-psa' | 'hold' | 'leave-unassigned';
  /** Points of 100 for `prefer` and `avoid`. */
  readonly ruleShiftPoints: number;
  /** Points of 100 for a model; 0 when none is used. Never more than `MODEL_SHIFT_LIMIT` has an effect. */
  readonly modelShiftPoints: number;
}
