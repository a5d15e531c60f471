import { textCard } from '../cards/plain-cards.ts';
import { textsFor } from '../texts/texts.ts';
import type { Command } from './command.ts';
import { showHelp } from './help.ts';

const SMALL_TALK = { permission: 'availability.read', listed: 'nowhere' } as const;

/** Hello is answered by name, and with what can be asked. */
export function greeting(commands: () => readonly Command[]): Command {
  return {
    ...SMALL_TALK,
    name: 'social.greeting',
    run: (turn) => Promise.resolve(showHelp(turn, commands(), firstName(turn.person.name))),
  };
}

/** Directories write "Khan, Aisha" as well as "Aisha Khan". */
function firstName(name: string): string {
  const [last = '', first = last] = name.split(',', 2);
  return first.trim().split(/\s+/)[0] || name;
}

export const thanks: Command = {
  ...SMALL_TALK,
  name: 'social.thanks',
  run: (turn) => {
    const { talk } = textsFor(turn.locale);
    return Promise.resolve({ card: textCard(talk.welcomeBack, [talk.askAnyTime]) });
  },
};

export const cancel: Command = {
  ...SMALL_TALK,
  name: 'social.cancel',
  run: (turn) => {
    const { talk } = textsFor(turn.locale);
    return Promise.resolve({ card: textCard(talk.nothingToStop, [talk.nothingRuns]) });
  },
};
