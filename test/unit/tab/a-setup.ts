import type { WorkflowSetup } from '../../../tab/src/features/workflows/workflow-types.ts';

/** Settings of a workflow without a name; tests change what they are about. */
export const A_SETUP: WorkflowSetup = {
  name: '',
  isOn: false,
  takes: { queues: [], priorities: [] },
  pool: 'everyone',
  mode: 'ranked',
  act: 'suggest',
  teamsAvailability: 'on',
  presenceBlocksMinutes: 120,
  rotaTeams: [],
  calendar: 'gate',
  weights: { load: 30, skill: 25, shift: 15, affinity: 10, earliness: 10, fairness: 10 },
  capacity: 12,
  whenEveryoneIsOnABreak: 'assign-by-psa',
  ruleShiftPoints: 15,
  modelShiftPoints: 30,
  books: 'nothing',
  workMinutes: 60,
  retryMinutes: 5,
  escalateMinutes: 30,
  instructions: '',
  shadowUntil: null,
};
