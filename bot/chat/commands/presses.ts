import type { z } from 'zod';
import type { Permission } from '#core/access/policy.ts';
import type { Verb } from '../cards/actions.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import { acceptData, acceptSuggestion } from './accept-suggestion.ts';
import { acceptAssignment, mineData, passAssignment, passData, showMine } from './answer-assignment.ts';
import { askFirst, assign, assignData, choose, chooseData } from './assign-ticket.ts';
import { coverageData, showCoverage } from './coverage.ts';
import { decisionWhyData, showDecisionWhy, showWhyNot, whyNotData } from './decision-why.ts';
import { askTicketAgain, dispatchData, runDispatch } from './dispatch-ticket.ts';
import { applyAutoMap, applyData, cancelAutoMap, runData, showRun, undoAutoMap } from './finish-automap.ts';
import { heldData, holdData, retryHold, showHeld, showHeldDecision, stopHold } from './held-tickets.ts';
import { showHelp } from './help.ts';
import { ownAnswerData, showOwnAnswer } from './own-answer.ts';
import { changeNote, endNote, note, noteData } from './own-word.ts';
import { noData, parsePressData } from './press-data.ts';
import { autoMapData, runAutoMap } from './run-automap.ts';
import { giveConsentLink, retryConsent, showHealth } from './set-up.ts';
import { availabilityData, showAvailability } from './show-availability.ts';
import { showDecision, shownData } from './show-decision.ts';
import { showTechnician, technicianData } from './show-technician.ts';
import { showUnmatched, unmatchedData } from './show-unmatched.ts';
import { COMMANDS } from './table.ts';
import { showInstead, undoAssignment, undoData } from './undo-assignment.ts';
import { showWhy, whyData } from './why.ts';

/** A button: who may press it, and what happens with what it brings. */
export interface PressHandler {
  readonly permission: Permission;
  /** Throws `invalid_input` for data that no card of ours carries. */
  readonly run: RunPress;
  /** Instead of asking again, for presses that change something: those must not be repeated by a button that says Refresh. */
  readonly whenStale: RunPress | null;
}

type RunPress = (turn: Turn, data: unknown, tools: ChatTools) => Promise<Answer>;

/** Every button of every card. The services check the permission again. */
export const PRESSES: Readonly<Record<Verb, PressHandler>> = {
  'availability.show': handler('availability.read', availabilityData, (turn, data, tools) =>
    showAvailability(turn, data, { tools, echo: [] }),
  ),
  'technician.show': handler('availability.read', technicianData, showTechnician),
  'automap.run': handler('automap.run', autoMapData, runAutoMap),
  'automap.apply': handler('automap.run', applyData, applyAutoMap, showRun),
  'automap.cancel': handler('automap.run', runData, cancelAutoMap, showRun),
  'automap.undo': handler('automap.run', runData, undoAutoMap, showRun),
  'mapping.unmatched': handler('technicians.read', unmatchedData, showUnmatched),
  'mapping.accept': handler('mapping.write', acceptData, acceptSuggestion, showUnmatched),
  'override.note': handler(
    'override.own',
    noteData,
    (turn, data, tools) => note(turn, data, { tools }),
    changeOnly,
  ),
  'override.end': handler('override.own', noData, (turn, _data, tools) => endNote(turn, tools)),
  'override.change': handler('override.own', noData, changeOnly),
  'coverage.show': handler('availability.read', coverageData, (turn, data, tools) =>
    showCoverage(turn, data, { tools }),
  ),
  'why.show': handler('availability.read', whyData, showWhy),
  'dispatch.run': handler('dispatch.run', dispatchData, runDispatch, askTicketAgain),
  // A decision does not grow old: it is read anew each time.
  'dispatch.show': handler('dispatch.read', shownData, showDecision, showDecision),
  'dispatch.answer': handler('dispatch.read', ownAnswerData, showOwnAnswer, showOwnAnswer),
  'dispatch.assign': handler('dispatch.run', assignData, assign, (turn, data, tools) =>
    askFirst(turn, data, { tools }),
  ),
  'dispatch.choose': handler('dispatch.run', chooseData, choose, choose),
  'dispatch.undo': handler('dispatch.run', undoData, undoAssignment, showInstead),
  'dispatch.why': handler('dispatch.read', decisionWhyData, showDecisionWhy, showDecisionWhy),
  'dispatch.why-not': handler('dispatch.read', whyNotData, showWhyNot, showWhyNot),
  'dispatch.retry': handler('dispatch.run', holdData, retryHold, showHeldDecision),
  'dispatch.stop': handler('dispatch.run', holdData, stopHold, showHeldDecision),
  'dispatch.held': handler('dispatch.read', heldData, showHeld),
  'dispatch.accept': handler('assignment.answer', mineData, acceptAssignment, showMine),
  'dispatch.pass': handler('assignment.answer', passData, passAssignment, showMine),
  'dispatch.mine': handler('assignment.answer', mineData, showMine, showMine),
  'setup.health': handler('health.read', noData, (turn, _data, tools) => showHealth(turn, tools)),
  'consent.link': handler('consent.start', noData, (turn, _data, tools) => giveConsentLink(turn, tools)),
  'consent.retry': handler('consent.retry', noData, (turn, _data, tools) => retryConsent(turn, tools)),
  help: handler('availability.read', noData, (turn) => Promise.resolve(showHelp(turn, COMMANDS))),
};

/** An old "Set" would note a time that is over: the choice is shown anew. */
function changeOnly(turn: Turn, _data: unknown, tools: ChatTools): Promise<Answer> {
  return changeNote(turn, tools);
}

type RunParsed<S extends z.ZodType> = (turn: Turn, data: z.output<S>, tools: ChatTools) => Promise<Answer>;

function handler<S extends z.ZodType>(
  permission: Permission,
  schema: S,
  run: RunParsed<S>,
  whenStale: RunParsed<S> | null = null,
): PressHandler {
  const parsing =
    (work: RunParsed<S>): RunPress =>
    (turn, data, tools) =>
      work(turn, parsePressData(schema, data), tools);
  return { permission, run: parsing(run), whenStale: whenStale && parsing(whenStale) };
}
