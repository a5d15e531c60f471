import { z } from 'zod';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { ActionData } from '../cards/actions.ts';
import { whyCard } from '../cards/why-card.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { momentsOf } from './availability.ts';
import type { Command } from './command.ts';
import { repeatable } from './failed-request.ts';
import { findTechnician } from './find-technician.ts';
import { instant } from './press-data.ts';
import { showUnmatched } from './show-unmatched.ts';
import { whoIsMeant } from './who-is-meant.ts';

export const whyData = z.object({
  technicianId: z.string().min(1).max(256),
  topic: z.enum(['considered', 'shifts']).catch('considered'),
  /** Whether somebody was asked about, or shifts in general. */
  isGeneral: z.boolean().catch(false),
  start: instant,
});
export type WhyData = z.infer<typeof whyData>;

/** AV-10. */
export const technicianWhy: Command = {
  name: 'technician.why',
  permission: 'availability.read',
  listed: 'everywhere',
  run: askWhy,
};

async function askWhy(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const topic = slots.action === 'shifts' ? 'shifts' : 'considered';
  const { start } = momentsOf(slots.time ?? null);
  if (slots.who === undefined) {
    const anybody = await somebody(turn, tools);
    // Nobody to explain it with: then who is mapped is the answer.
    if (anybody === null) return showUnmatched(turn, { page: 0 }, tools);
    return showWhy(turn, { technicianId: anybody, topic, isGeneral: true, start }, tools);
  }
  const who = whoIsMeant(turn, slots.who, slots.userId ?? null, tools);
  const data = { topic, isGeneral: false, start } as const;
  const ask = {
    verb: 'why.show',
    data: { topic, isGeneral: false, start: start?.toISOString() ?? null },
  } as const;
  const found = await findTechnician(turn, who, { ask, tools });
  if ('card' in found) return found;
  return showWhy(turn, { ...data, technicianId: found.technicianId }, tools);
}

/** Whose rota stands for everybody's: the asker's, else that of the first who is mapped. */
async function somebody(turn: Turn, { services }: ChatTools): Promise<TechnicianId | null> {
  const technicians = await services.mapping.listTechnicians(turn.caller);
  const own = technicians.find(({ mapping }) => mapping?.userId === turn.person.userId);
  const mapped = technicians.find(({ mapping }) => mapping?.userId);
  return (own ?? mapped ?? technicians[0])?.technician.technicianId ?? null;
}

/** Throws `technician_not_found`, and what the availability service throws. */
export async function showWhy(turn: Turn, data: WhyData, tools: ChatTools): Promise<Answer> {
  const explanation = await repeatable({ verb: 'why.show', data: toActionData(data) }, () =>
    tools.services.explain.explain(turn.caller, data.technicianId, data.start),
  );
  return {
    card: whyCard({
      explanation,
      topic: data.topic,
      isGeneral: data.isGeneral,
      request: toActionData(data),
      viewer: viewerOf(turn),
      links: tools.links,
    }),
  };
}

function toActionData({ technicianId, topic, isGeneral, start }: WhyData): ActionData {
  return { technicianId, topic, isGeneral, start: start?.toISOString() ?? null };
}
