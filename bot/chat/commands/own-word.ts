import { z } from 'zod';
import { may } from '#core/access/policy.ts';
import { LONGEST_OVERRIDE_DAYS } from '#core/availability/override-service.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { echoOf } from '../cards/echo.ts';
import { endedCard, howLongCard, notedCard, notTechnicianCard } from '../cards/override-card.ts';
import { textCard } from '../cards/plain-cards.ts';
import { whichTimeCard } from '../cards/which-time-card.ts';
import type { OwnWord } from '../parse/intents.ts';
import type { TimeSaid } from '../parse/time-types.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { momentsOf } from './availability.ts';
import type { Command } from './command.ts';
import { repeatable, type Request } from './failed-request.ts';
import { endOfDay, endOfWork, wishOf } from './own-wish.ts';
import { instant } from './press-data.ts';

const WORDS = ['working', 'break', 'lunch', 'off', 'back'] as const;

/** What the buttons "Set" and "Try again" bring; `start` and `end` as the sentence said them. */
export const noteData = z.object({ word: z.enum(WORDS).catch('break'), start: instant, end: instant });
export type NoteData = z.infer<typeof noteData>;

/** AV-9: what technicians say of themselves. */
export const selfOverride: Command = {
  name: 'self.override',
  permission: 'override.own',
  listed: 'everywhere',
  run(turn, slots, tools) {
    const word = ownWordOf(slots.action);
    if (word === 'end') return endNote(turn, tools);
    const time = slots.time ?? null;
    return note(turn, { word, ...momentsOf(time) }, { time, tools });
  },
};

function ownWordOf(action: string | undefined): OwnWord {
  return action === 'end' ? 'end' : (WORDS.find((word) => word === action) ?? 'break');
}

/** Notes it, or asks what is missing. Throws `not_allowed`, `psa_not_connected`. */
export async function note(
  turn: Turn,
  data: NoteData,
  { time = null, tools }: { readonly time?: TimeSaid | null; readonly tools: ChatTools },
): Promise<Answer> {
  const request: Request = { verb: 'override.note', data: toActionData(data) };
  return repeatable(request, async () => {
    const { technician } = await tools.services.overrides.readOwn(turn.caller);
    if (technician === null) return notTechnician(turn, tools);
    const viewer = viewerOf(turn);
    if (time?.kind === 'ask') return { card: whichTimeCard({ time, ...request, viewer }) };
    const wish = wishOf({ ...data, ...dayOf(turn) });
    if (wish === null) return askHowLong(turn, data.word);
    const refused = refusalOf(turn, wish.until);
    if (refused) return refused;
    const override = await tools.services.overrides.set(turn.caller, {
      technicianId: technician.technicianId,
      ...wish,
    });
    return { card: notedCard({ override, viewer, now: turn.now, echo: time ? echoOf(time, viewer) : [] }) };
  });
}

/** In plain words, before the service refuses the same. */
function refusalOf({ now, locale }: Turn, until: Date): Answer | null {
  const { override } = textsFor(locale);
  if (until <= now) return { card: textCard(override.over, []) };
  if (until <= addMilliseconds(now, LONGEST_OVERRIDE_DAYS * DAY)) return null;
  return { card: textCard(override.tooFar(LONGEST_OVERRIDE_DAYS), [override.tooFarWhat]) };
}

/** Ends what somebody says of themselves. Throws `not_allowed`, `psa_not_connected`. */
export async function endNote(turn: Turn, tools: ChatTools): Promise<Answer> {
  return repeatable({ verb: 'override.end', data: {} }, async () => {
    const { technician } = await tools.services.overrides.readOwn(turn.caller);
    if (technician === null) return notTechnician(turn, tools);
    const hadOne = await tools.services.overrides.end(turn.caller, technician.technicianId);
    return { card: endedCard({ hadOne, viewer: viewerOf(turn) }) };
  });
}

/** What stands of somebody's own word, with the choice of another. Throws `not_allowed`, `psa_not_connected`. */
export async function changeNote(turn: Turn, tools: ChatTools): Promise<Answer> {
  return repeatable({ verb: 'override.change', data: {} }, async () => {
    const { technician, override } = await tools.services.overrides.readOwn(turn.caller);
    if (technician === null) return notTechnician(turn, tools);
    const word = override ? WORD_OF[override.says] : 'break';
    return askHowLong(turn, word);
  });
}

const WORD_OF = { working: 'working', 'on-break': 'break', off: 'off' } as const;

function askHowLong(turn: Turn, word: NoteData['word']): Answer {
  const day = dayOf(turn);
  const viewer = viewerOf(turn);
  return {
    card: howLongCard({
      word: word === 'working' || word === 'off' ? word : 'break',
      viewer,
      now: turn.now,
      endOfWork: endOfWork(day),
      endOfDay: endOfDay(turn.now, turn.zone),
    }),
  };
}

function dayOf({ now, zone, profile }: Turn): { now: Date; zone: string; endMinutes: number } {
  return { now, zone, endMinutes: profile.workingHours.endMinutes };
}

/** Only somebody who is a technician has a word; the others hear who can make them one. */
async function notTechnician(turn: Turn, tools: ChatTools): Promise<Answer> {
  const mayMap = may(turn.caller, 'mapping.write');
  const names = mayMap ? [] : await leadsOf(turn, tools);
  return { card: notTechnicianCard({ askNames: names, viewer: viewerOf(turn) }) };
}

async function leadsOf(turn: Turn, { services }: ChatTools): Promise<readonly string[]> {
  try {
    return await services.roles.namesWith(turn.deskId, 'lead');
  } catch {
    return []; // whom to ask is a courtesy
  }
}

function toActionData({ word, start, end }: NoteData): Request['data'] {
  return { word, start: start?.toISOString() ?? null, end: end?.toISOString() ?? null };
}
