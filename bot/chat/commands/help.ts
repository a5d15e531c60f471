import { may } from '#core/access/policy.ts';
import { helpCard } from '../cards/greeting-cards.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { textsFor } from '../texts/texts.ts';
import type { Command } from './command.ts';

/** What this person may ask, out of the table that answers. `greet` is the first name of somebody who said hello. */
export function showHelp(turn: Turn, commands: readonly Command[], greet?: string): Answer {
  const texts = textsFor(turn.locale);
  const offered = commands.filter((each) => each.listed !== 'nowhere' && may(turn.caller, each.permission));
  return {
    card: helpCard({
      commands: offered.map(({ name }) => texts.commands[name]),
      viewer: viewerOf(turn),
      profileZone: turn.profile.zone,
      ...(greet === undefined ? {} : { greet }),
    }),
  };
}
