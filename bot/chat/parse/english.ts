import type { Grammar } from './grammar.ts';
import { INTENTS, WORD_CLASSES } from './intents.ts';
import type { Token } from './tokens.ts';

const CONTRACTIONS: Grammar['contractions'] = new Map(
  [
    'whos who is',
    'whose who is',
    'whats what is',
    'wheres where is',
    'whens when is',
    'hows how is',
    'theres there is',
    'anyones anyone is',
    'isnt is not',
    'arent are not',
    'doesnt does not',
    'dont do not',
    'didnt did not',
    'wasnt was not',
    'hasnt has not',
    'im i am',
    'u you',
    'r are',
    'ya you',
  ].map((line) => {
    const [short = '', ...long] = line.split(' ');
    return [short, long] as const;
  }),
);

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What may stand in front of a lunch that the asker has. */
const BEFORE_LUNCH = words('i am im ill be on at having taking going gone off out to for my a the now just');
const LUNCH = words('lunch lunchtime');

function lunchAt(tokens: readonly Token[]): number | null {
  const at = tokens.findIndex((token) => !BEFORE_LUNCH.has(token.norm));
  return at >= 0 && LUNCH.has(tokens[at]?.norm ?? '') ? at : null;
}

export const ENGLISH_GRAMMAR: Grammar = {
  intents: INTENTS,
  classes: WORD_CLASSES,
  teamTail: 'in|from|for|on|at|within|across <team>',
  vocabulary: {
    fillers: words(
      'a an the any some just so ok okay well actually really still also right currently our us guys folks pls all ' +
        'here there please then else even only yet already today for me my',
    ),
    neverCaptured: words(
      'who whom what where when why how which is are am was were be been being can could will would shall should may ' +
        'might must do does did has have had i you we they it its this that these those there anyone anybody someone ' +
        'somebody everyone everybody nobody not no if or but so because → run show tell please',
    ),
    neverInPerson: words(
      'in on at from to for of with back off by about around free available busy working and only just next again ' +
        'shift shifts ticket tickets status the a an any my our considered lunch',
    ),
    names: words('will may'),
    self: words('i me'),
  },
  contractions: CONTRACTIONS,
  timeTokens: (tokens) => tokens,
  // What English times are made of, every reader knows.
  timeWords: ['tomorrow', 'today', 'tonight', 'until', 'morning', 'afternoon', 'evening', 'now', 'at'],
  lunchAt,
};
