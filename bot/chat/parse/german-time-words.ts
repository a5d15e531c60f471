import { fold } from './fold.ts';

/** Umlauts in both spellings that reach us: folded to one letter, or typed as two. */
function spellings(text: string): readonly string[] {
  const spelled = text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return [...new Set([fold(text), fold(spelled)])];
}

function mapOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [german = '', english = ''] = line.split(' = ');
      return german.split(' ').flatMap((word) => spellings(word).map((each) => [each, english] as const));
    }),
  );
}

export const GERMAN_DAYS: ReadonlyMap<string, string> = mapOf([
  'montag montags = monday',
  'dienstag dienstags = tuesday',
  'mittwoch mittwochs = wednesday',
  'donnerstag donnerstags = thursday',
  'freitag freitags = friday',
  'samstag samstags sonnabend = saturday',
  'sonntag sonntags = sunday',
]);

/** Single words, where none of the phrases below fits. */
export const GERMAN_WORDS: ReadonlyMap<string, string> = mapOf([
  'jetzt gerade momentan derzeit aktuell zurzeit = now',
  'heute = today',
  'morgen = tomorrow',
  'übermorgen = day after tomorrow',
  'gestern = yesterday',
  'morgens vormittag vormittags = morning',
  'mittags mittagszeit = lunch',
  'nachmittag nachmittags = afternoon',
  'abend abends = evening',
  'nacht nachts = night',
  'mitternacht = midnight',
  'wochenende = this weekend',
  'tagesende = eod',
  'um = at',
  'gegen ca circa etwa ungefähr = around',
  'bis = until',
  'ab = from',
  'von vom = from',
  'nach = after',
  'seit = since',
  'vor = before',
  'zwischen = between',
  'und = and',
  'für = for',
  'während = during',
  'innerhalb = within',
  'am = on',
  'im in = in',
  'der die das den dem des = the',
  'ein eine einer einem einen = a',
  'zwei zwo = two',
  'drei = three',
  'vier = four',
  'fünf = five',
  'sechs = six',
  'sieben = seven',
  'acht = eight',
  'neun = nine',
  'zehn = ten',
  'elf = eleven',
  'zwölf = twelve',
  'minute minuten min = minutes',
  'stunde = hour',
  'stunden std = hours',
  'viertelstunde = 15 minutes',
  'dreiviertelstunde = 45 minutes',
  'tag = day',
  'tage tagen = days',
  'woche = week',
  'wochen = weeks',
  'nächste nächsten nächster nächstes = next',
  'diese diesen dieser dieses = this',
  'kommende kommenden kommender kommendes = coming',
  'letzte letzten letzter letztes = last',
  'januar = january',
  'februar = february',
  'märz = march',
  'mai = may',
  'juni = june',
  'juli = july',
  'oktober okt = october',
  'dezember dez = december',
]);

interface Phrase {
  readonly words: readonly string[];
  readonly english: string;
}

const PHRASES = [
  'im moment = now',
  'zur zeit = now',
  'im augenblick = now',
  'heute früh = today morning',
  'heute morgen = today morning',
  'heute vormittag = today morning',
  'heute mittag = today lunch',
  'heute nachmittag = today afternoon',
  'heute abend = today evening',
  'heute nacht = today night',
  'morgen früh = tomorrow morning',
  'morgen vormittag = tomorrow morning',
  'morgen mittag = tomorrow lunch',
  'morgen nachmittag = tomorrow afternoon',
  'morgen abend = tomorrow evening',
  'morgen nacht = tomorrow night',
  'am morgen = morning',
  'am vormittag = morning',
  'am mittag = lunch',
  'am nachmittag = afternoon',
  'am abend = evening',
  'in der nacht = night',
  'über nacht = night',
  'am wochenende = this weekend',
  'das wochenende = this weekend',
  'dieses wochenende = this weekend',
  'nächstes wochenende = next weekend',
  'am nächsten wochenende = next weekend',
  'diese woche = this week',
  'in dieser woche = this week',
  'nächste woche = next week',
  'kommende woche = next week',
  'in der nächsten woche = next week',
  'rest der woche = rest of the week',
  'den ganzen tag = today',
  'heute den ganzen tag = today',
  'den rest des tages = today',
  'rest des tages = today',
  'ende des tages = eod',
  'ende der arbeitszeit = eod',
  'nach der mittagspause = after lunch',
  'nach dem mittagessen = after lunch',
  'nach dem mittag = after lunch',
  'nach der mittagszeit = after lunch',
  'bis zum = until',
  'bis zur = until',
  'bis zu = until',
  'eine halbe stunde = half an hour',
  'einer halben stunde = half an hour',
  'halbe stunde = half an hour',
  'halben stunde = half an hour',
  'eine viertel stunde = 15 minutes',
  'eine viertelstunde = 15 minutes',
  'einer viertelstunde = 15 minutes',
  'eine dreiviertelstunde = 45 minutes',
  'einer dreiviertelstunde = 45 minutes',
  'anderthalb stunden = 90 minutes',
  'eineinhalb stunden = 90 minutes',
  'zweieinhalb stunden = 150 minutes',
  'ein paar stunden = a few hours',
  'guten morgen = good morning',
];

/** By their first word, the longest first. */
export const GERMAN_PHRASES: ReadonlyMap<string, readonly Phrase[]> = Map.groupBy(
  PHRASES.flatMap((line) => {
    const [german = '', english = ''] = line.split(' = ');
    return spellings(german).map((text) => ({ words: text.split(' '), english }));
  }).toSorted((a, b) => b.words.length - a.words.length),
  ({ words }) => words[0] ?? '',
);
