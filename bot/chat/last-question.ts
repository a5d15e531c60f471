import type { Request } from './commands/failed-request.ts';
import type { ChatTools } from './services.ts';
import type { Turn } from './turn.ts';

/** What a follow-up ("and at 4?", "what about Ben", "only Escalations") builds on. */
export type LastQuestion = Request;

/** Follow-ups count for ten minutes, then a bare "and at 4?" is no question any more. */
export const QUESTION_SECONDS = 10 * 60;

/** A thread of a channel is a conversation of its own; in one, each person has their own last question. */
function keyOf({ deskId, conversation, person }: Turn): string {
  return `${deskId} ${conversation.id} ${person.userId}`;
}

export function recallQuestion(turn: Turn, { questions }: Pick<ChatTools, 'questions'>): LastQuestion | null {
  return questions.get(keyOf(turn)) ?? null;
}

export function rememberQuestion(
  turn: Turn,
  question: LastQuestion,
  { questions }: Pick<ChatTools, 'questions'>,
): void {
  questions.set(keyOf(turn), question);
}
