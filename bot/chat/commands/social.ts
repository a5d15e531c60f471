import { textCard } from '../cards/plain-cards.ts';
import type { Command } from './command.ts';
import { showHelp } from './help.ts';

const SMALL_TALK = { permission: 'availability.read', listed: false } as const;

/** Hello is answered by name, and with what can be asked. */
export function greeting(commands: () => readonly Command[]): Command {
  return {
    ...SMALL_TALK,
    name: 'social.greeting',
    title: 'hello',
    help: 'Says hello and what you can ask.',
    phrasings: ['hi', 'hello'],
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
  title: 'thanks',
  help: 'You are welcome.',
  phrasings: ['thanks'],
  run: () => Promise.resolve({ card: textCard("You're welcome.", ["Ask me who's available any time."]) }),
};

export const cancel: Command = {
  ...SMALL_TALK,
  name: 'social.cancel',
  title: 'cancel',
  help: 'Nothing runs that typing could stop; a preview has its own Cancel.',
  phrasings: ['cancel'],
  run: () =>
    Promise.resolve({
      card: textCard('Nothing to stop.', [
        'I change nothing until you press Apply on a preview, and a preview has its own Cancel.',
      ]),
    }),
};
