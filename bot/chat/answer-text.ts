import { assertMay, may } from '#core/access/policy.ts';
import { notUnderstoodCard, notYetCard } from './cards/plain-cards.ts';
import { followUp } from './commands/follow-up.ts';
import { commandFor } from './commands/table.ts';
import type { Intent } from './parse/intents.ts';
import { type Understood, understand } from './parse/understand.ts';
import { textsFor } from './texts/texts.ts';
import type { ChatTools } from './services.ts';
import { type Answer, type Turn, viewerOf } from './turn.ts';

/** The answer to a sentence. Throws what the command throws. */
export async function answerText(turn: Turn, tools: ChatTools): Promise<Answer> {
  const understood = understandTurn(turn);
  const { intent, slots } = understood;
  if (intent === 'follow-up') return (await followUp(turn, slots, tools)) ?? notUnderstood(turn, understood);
  const command = intent === null ? null : commandFor(intent);
  if (command) {
    assertMay(turn.caller, command.permission);
    return command.run(turn, slots, tools);
  }
  if (intent === null) return notUnderstood(turn, understood);
  const titles: Partial<Record<Intent, string>> = textsFor(turn.locale).talk.notOffered;
  return { card: notYetCard(titles[intent] ?? intent, viewerOf(turn)) };
}

function understandTurn({ text, mentions, now, zone, locale, profile }: Turn): Understood {
  const { startMinutes, endMinutes } = profile.workingHours;
  const workingHours = { startMinute: startMinutes, endMinute: endMinutes };
  return understand({ text, mentions, now, zone, locale, workingHours });
}

/** A near miss suggests what would have been understood and this person may ask, in the words of the table. */
function notUnderstood(turn: Turn, { closest }: Understood): Answer {
  const texts = textsFor(turn.locale);
  const phrasings = closest.flatMap((intent) => {
    const command = commandFor(intent);
    return command && may(turn.caller, command.permission)
      ? (texts.commands[command.name].phrasings[0] ?? [])
      : [];
  });
  return { card: notUnderstoodCard({ closest: phrasings, viewer: viewerOf(turn) }) };
}
