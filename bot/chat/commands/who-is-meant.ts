import type { TechnicianId } from '#kernel/vocabulary.ts';
import { recallQuestion } from '../last-question.ts';
import type { ChatTools } from '../services.ts';
import type { Turn } from '../turn.ts';
import { technicianData } from './show-technician.ts';

/** A person as a sentence names one. */
export interface PersonMeant {
  readonly said: string;
  /** Entra object id of a mention, or of the asker for "me". */
  readonly userId: string | null;
  /** Set when the conversation knows who "her" is. */
  readonly technicianId: TechnicianId | null;
}

const PRONOUNS = new Set(
  'he him his she her hers they them their theirs er ihm ihn sie ihr ihnen'.split(' '),
);

/** "me" is the asker; "her" is the person of the last question. Everybody else has a name. */
export function whoIsMeant(turn: Turn, said: string, userId: string | null, tools: ChatTools): PersonMeant {
  const word = said.toLowerCase();
  if (word === 'me') return { said: turn.person.name, userId: turn.person.userId, technicianId: null };
  const technicianId = PRONOUNS.has(word) ? lastTechnician(turn, tools) : null;
  return { said, userId, technicianId };
}

function lastTechnician(turn: Turn, tools: ChatTools): TechnicianId | null {
  const last = recallQuestion(turn, tools);
  const shown = last?.data['technicianId'];
  if (last?.verb.startsWith('dispatch.')) return typeof shown === 'string' ? shown : null;
  if (last?.verb !== 'technician.show') return null;
  const parsed = technicianData.safeParse(last.data);
  return parsed.success ? parsed.data.technicianId : null;
}
