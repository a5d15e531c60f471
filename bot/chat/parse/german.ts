import { fold } from './fold.ts';
import { GERMAN_INTENTS } from './german-intents.ts';
import { GERMAN_DAYS, GERMAN_WORDS } from './german-time-words.ts';
import { germanTimeTokens } from './german-times.ts';
import type { Grammar } from './grammar.ts';
import { INTENTS } from './intents.ts';
import type { Token } from './tokens.ts';

/** Umlauts are typed as one letter, as two, or without their dots: "verfügbar", "verfuegbar", "verfugbar". */
function spellings(word: string): readonly string[] {
  const spelled = word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return [...new Set([fold(word), fold(spelled)])];
}

function spelledOut(list: string): string {
  return list.split(' ').flatMap(spellings).join(' ');
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' ').flatMap(spellings));

/** A pattern, whose signs (`~who`, `<who>`, `?`, `=`) are no letters and stay. An optional part keeps its mark at its end. */
function spelledPattern(pattern: string): string {
  return pattern
    .split(' ')
    .map((part) => {
      if (/[<~+]/.test(part) && !part.includes('|')) return part;
      const isOptional = part.endsWith('?');
      const start = part.startsWith('=') ? '=' : '';
      const bare = part.slice(start.length, isOptional ? -1 : undefined);
      const any = bare.split('|').flatMap((word) => (word.startsWith('~') ? [word] : spellings(word)));
      return `${start}${any.join('|')}${isOptional ? '?' : ''}`;
    })
    .join(' ');
}

const CLASSES: Grammar['classes'] = Object.fromEntries(
  Object.entries({
    be: 'ist sind bin war waren seid bist ists sei',
    who: 'wer jemand irgendwer irgendjemand alle jeder niemand einer',
    free: 'verfügbar frei da hier anwesend erreichbar online aktiv bereit ansprechbar dienst schicht',
    away: 'weg abwesend krank beschäftigt offline pause urlaub unterwegs fort',
    techs:
      'techniker technikerin technikerinnen technikern kollege kollegen kollegin kolleginnen mitarbeiter leute personal team',
    everyone: 'alle alles jeden techniker technikern kollegen mitarbeiter leute team',
    ticket: 'ticket tickets anruf anrufe fall fälle aufgabe arbeit anfrage vorgang etwas was',
    why: 'warum wieso weshalb',
  }).map(([name, list]) => [name, spelledOut(list)]),
);

/** What may stand in front of a lunch that the asker has. */
const BEFORE_LUNCH = words(
  'ich bin mache mach gehe geh habe jetzt nun in im zum zu zur beim der die meine meiner kurz',
);
const LUNCH = words('mittagspause mittag mittagessen mittags lunch');

function lunchAt(tokens: readonly Token[]): number | null {
  const at = tokens.findIndex((token) => !BEFORE_LUNCH.has(token.norm));
  return at >= 0 && LUNCH.has(tokens[at]?.norm ?? '') ? at : null;
}

export const GERMAN_GRAMMAR: Grammar = {
  // What is offered is one decision for all languages; only the phrasings differ.
  intents: INTENTS.map(({ intent, offered, instead }) => {
    const { patterns, actions = [], ...rest } = GERMAN_INTENTS[intent];
    return {
      intent,
      offered,
      ...(instead ? { instead } : {}),
      ...rest,
      patterns: patterns.map(spelledPattern),
      actions: actions.map(({ action, patterns: ways }) => ({ action, patterns: ways.map(spelledPattern) })),
    };
  }),
  classes: CLASSES,
  teamTail: 'in|im|vom|von|aus|bei|beim|fur|fuer der|die|das|dem|den? <team>',
  vocabulary: {
    fillers: words(
      'denn eigentlich mal gerade noch schon auch nur so ok okay also der die das den dem des ein eine einen einem einer ' +
        'uns unser unsere unserem unseren doch wohl nun bitte im am es gerne kurz mir mich dann eben halt aktuell heute',
    ),
    neverCaptured: words(
      'wer wen wem was wann wo wie warum wieso weshalb welche welcher welches ist sind bin war waren bist seid hat habe ' +
        'haben hast wird werden wurde kann kannst können könnte könnten soll sollte sollen darf muss müssen ich du wir es man ' +
        'jemand niemand irgendwer alle nicht kein keine keinen oder aber weil → zeig zeige bitte starte start prüfe steht gibt',
    ),
    neverInPerson: words(
      'in im am an auf von vom für mit zu zum zur bei beim bis ab um nach vor über aus frei verfügbar da hier online ' +
        'beschäftigt zurück wieder noch schicht schichten ticket tickets status der die das dem den ein eine unser mein meine ' +
        'gerade jetzt zugeordnet berücksichtigt abgedeckt besetzt mittagspause mittag pause urlaub feierabend krank notiz',
    ),
    names: new Set(),
    self: words('ich mich mir'),
  },
  contractions: new Map(
    ['gibts gibt es', 'ists ist es', 'wers wer es', 'gehts geht es', 'wars war es', 'hab habe'].map(
      (line) => {
        const [short = '', ...long] = line.split(' ');
        return [short, long] as const;
      },
    ),
  ),
  timeTokens: germanTimeTokens,
  timeWords: [...GERMAN_DAYS.keys(), ...GERMAN_WORDS.keys(), 'uhr', 'halb', 'viertel', 'mittag'],
  lunchAt,
};
