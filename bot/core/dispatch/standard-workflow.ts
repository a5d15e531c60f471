import type { RotaTeam } from '#core/availability/ports.ts';
import { PRESENCE_BLOCKS_MINUTES } from '#core/availability/tunables.ts';
import { CAPACITY, DEFAULT_WEIGHTS, MODEL_SHIFT, RULE_SHIFT } from './tunables.ts';
import type { Workflow, WorkflowSetup } from './workflow.ts';

/** Id of the workflow of a desk that saved none. */
export const STANDARD_WORKFLOW_ID = 'standard';

/** What a new workflow begins with: it suggests and writes nothing. */
export const STANDARD_SETUP: WorkflowSetup = {
  name: 'All tickets',
  isOn: false,
  takes: { queues: [], priorities: [] },
  pool: 'everyone',
  mode: 'ranked',
  act: 'suggest',
  teamsAvailability: 'on',
  presenceBlocksMinutes: PRESENCE_BLOCKS_MINUTES.default,
  rotaTeams: [],
  calendar: 'gate',
  weights: DEFAULT_WEIGHTS,
  capacity: CAPACITY.default,
  whenEveryoneIsOnABreak: 'assign-by-psa',
  ruleShiftPoints: RULE_SHIFT.default,
  modelShiftPoints: MODEL_SHIFT.default,
  books: 'nothing',
  workMinutes: 60,
  retryMinutes: 5,
  escalateMinutes: 30,
  instructions: '',
  shadowUntil: null,
};

/** The workflow of a desk that saved none, with the desk's own rota: a first question needs no set-up. */
export function standardWorkflow(desk: {
  readonly rotaTeams: readonly RotaTeam[];
  readonly presenceBlocksMinutes: number;
}): Workflow {
  const { rotaTeams, presenceBlocksMinutes } = desk;
  return {
    workflowId: STANDARD_WORKFLOW_ID,
    version: 0,
    position: 0,
    setup: { ...STANDARD_SETUP, rotaTeams, presenceBlocksMinutes },
    sentences: [],
    onSince: null,
    savedAt: null,
    savedBy: null,
  };
}
