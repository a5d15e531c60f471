import type { z } from 'zod';
import type { Permission } from '#core/access/policy.ts';
import type { Verb } from '../cards/actions.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import { acceptData, acceptSuggestion } from './accept-suggestion.ts';
import { coverageData, showCoverage } from './coverage.ts';
import { applyAutoMap, applyData, cancelAutoMap, runData, showRun, undoAutoMap } from './finish-automap.ts';
import { showHelp } from './help.ts';
import { changeNote, endNote, note, noteData } from './own-word.ts';
import { noData, parsePressData } from './press-data.ts';
import { autoMapData, runAutoMap } from './run-automap.ts';
import { giveConsentLink, retryConsent, showHealth } from './set-up.ts';
import { availabilityData, showAvailability } from './show-availability.ts';
import { showTechnician, technicianData } from './show-technician.ts';
import { showUnmatched, unmatchedData } from './show-unmatched.ts';
import { COMMANDS } from './table.ts';
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
