import type { CompiledSentence } from '#core/instructions/compile.ts';
import type { TeamId, TechnicianId } from '#kernel/vocabulary.ts';
import type { Weights } from './tunables.ts';

/** The part of a workflow that decides, as one version of it stands. */
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

/** A workflow as a lead sets it up. */
export interface WorkflowSetup
  extends Pick<
    WorkflowSettings,
    | 'mode'
    | 'act'
    | 'teamsAvailability'
    | 'presenceBlocksMinutes'
    | 'calendar'
    | 'weights'
    | 'capacity'
    | 'whenEveryoneIsOnABreak'
    | 'ruleShiftPoints'
    | 'modelShiftPoints'
  > {
  readonly name: string;
  /** Whether it takes tickets that the PSA reports; from chat, tab and API it can be used either way. */
  readonly isOn: boolean;
  /** Which tickets are its own: ids of the PSA; an empty list asks nothing. The first workflow that takes a ticket gets it. */
  readonly takes: { readonly queues: readonly string[]; readonly priorities: readonly string[] };
  /** `everyone`: every active technician, by name. A list is in the order of the turn. */
  readonly pool: 'everyone' | readonly TechnicianId[];
  /** Apart from the teams of auto-map (AV-5a). Empty: no rota. */
  readonly rotaTeams: readonly { readonly teamId: TeamId; readonly name: string }[];
  readonly books: 'nothing' | 'schedule-entry';
  /** Length of a slot, 5 to 480. */
  readonly workMinutes: number;
  /** A held ticket is tried again this often, 1 to 120. */
  readonly retryMinutes: number;
  /** A ticket held for as long needs a person, 5 to 1,440. */
  readonly escalateMinutes: number;
  /** Custom instructions as written, at most 2,000 characters. */
  readonly instructions: string;
  /** Until then the workflow decides silently beside the people, and writes nothing of what it decides by itself; `null`: no shadow. */
  readonly shadowUntil: Date | null;
}

export interface Workflow {
  readonly workflowId: string;
  /** Grows by one with each save, from 1. 0: the standard workflow that nobody saved yet. */
  readonly version: number;
  /** Place among the desk's workflows, from 0. */
  readonly position: number;
  readonly setup: WorkflowSetup;
  /** What `setup.instructions` were understood as when they were saved; they hold until the next save. */
  readonly sentences: readonly CompiledSentence[];
  /** Since when it does with reported tickets what it does: switched on, taken out of its shadow, told to assign, or to take others. `null`:
   *  it leaves them alone. A save that changes nothing of that does not move it. */
  readonly onSince: Date | null;
  readonly savedAt: Date | null;
  /** Name of whoever saved this version. */
  readonly savedBy: string | null;
}

export function settingsOf({ workflowId, version, setup }: Workflow): WorkflowSettings {
  const { mode, act, teamsAvailability, presenceBlocksMinutes, calendar, weights, capacity } = setup;
  const { whenEveryoneIsOnABreak, ruleShiftPoints, modelShiftPoints } = setup;
  return {
    id: workflowId,
    version,
    mode,
    act,
    teamsAvailability,
    presenceBlocksMinutes,
    rotaTeams: setup.rotaTeams.map(({ teamId }) => teamId),
    calendar,
    weights,
    capacity,
    whenEveryoneIsOnABreak,
    ruleShiftPoints,
    modelShiftPoints,
  };
}
