import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import type { ActionData } from '../cards/actions.ts';
import { technicianCard } from '../cards/technician-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';
import { instant, slotOf } from './press-data.ts';

/** How far "when is Ana back" looks: a shift is planned a week ahead. */
const NEXT_SHIFT_HOURS = 7 * 24;

export const technicianData = z.object({
  technicianId: z.string().min(1).max(256),
  question: z.enum(['state', 'next']).catch('state'),
  start: instant,
  end: instant,
});
export type TechnicianData = z.infer<typeof technicianData>;

/** "Is Ana free", "when is Ana back". Throws `technician_not_found`, and what the availability service throws. */
export async function showTechnician(turn: Turn, data: TechnicianData, tools: ChatTools): Promise<Answer> {
  const { technicianId, question } = data;
  const answer = await repeatable({ verb: 'technician.show', data: toActionData(data) }, () =>
    tools.services.availability.ask(turn.caller, {
      slot: slotOf(data),
      technicianIds: [technicianId],
      ...(question === 'next' ? { planningWindowHours: NEXT_SHIFT_HOURS } : {}),
    }),
  );
  const [technician] = answer.technicians;
  if (!technician) {
    throw new AppError('technician_not_found', `no technician ${technicianId}`, {
      details: { technicianId },
    });
  }
  return {
    card: technicianCard({
      answer,
      technician,
      viewer: viewerOf(turn),
      links: tools.links,
      now: turn.now,
      question,
    }),
  };
}

export function toActionData({ technicianId, question, start, end }: TechnicianData): ActionData {
  return {
    technicianId,
    question,
    start: start?.toISOString() ?? null,
    end: end?.toISOString() ?? null,
  };
}
