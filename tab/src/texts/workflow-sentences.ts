import { texts } from './language.ts';

type Kind = 'technician' | 'skill' | 'priority' | 'queue' | 'company';

/** How a sentence of custom instructions was understood; codes are those of the contract. */
interface SentenceWords {
  readonly title: string;
  readonly reading: string;
  readonly empty: string;
  readonly promise: string;
  readonly counts: (parts: {
    readonly rules: number;
    readonly advice: number;
    readonly other: number;
  }) => string;
  readonly rule: string;
  readonly advice: string;
  readonly half: string;
  readonly unknown: string;
  readonly ambiguous: string;
  readonly adviceForModel: string;
  readonly adviceWithoutModel: string;
  readonly adviceInRoundRobin: string;
  readonly presenceRuleOff: string;
  readonly shiftRuleRoundRobin: string;
  readonly state: Readonly<Record<string, string>>;
  readonly does: {
    readonly 'state-is-unavailable': (state: string) => string;
    readonly 'state-is-available': (state: string) => string;
    readonly 'presence-not-used': (tickets: string) => string;
    readonly 'shifts-not-used': (tickets: string) => string;
    readonly 'never-gets': (who: string, tickets: string) => string;
    readonly 'always-first': (who: string, tickets: string) => string;
    readonly preferred: (who: string, tickets: string) => string;
    readonly avoided: (who: string, tickets: string) => string;
    readonly 'at-most-open': (who: string, tickets: number) => string;
    readonly 'presence-blocks-within': (minutes: number) => string;
  };
  readonly skilled: (skill: string) => string;
  readonly everyTicket: string;
  readonly priorities: (names: string, count: number) => string;
  readonly queues: (names: string, count: number) => string;
  readonly companies: (names: string, count: number) => string;
  readonly understood: (text: string) => string;
  readonly nothingUnderstood: string;
  readonly leftover: (parts: string) => string;
  /** Why it is half understood, and what helps. */
  readonly problem: Readonly<Record<string, string>>;
  readonly noSuch: (name: string, what: string) => string;
  readonly closest: (name: string) => string;
  readonly kind: Readonly<Record<Kind | 'scope' | 'state', string>>;
  readonly several: (name: string, choices: string) => string;
  readonly choice: (name: string, kind: string) => string;
  readonly quoted: (text: string) => string;
  readonly warning: Readonly<Record<string, (other: string) => string>>;
}

export const sentenceTexts = texts<SentenceWords>({
  en: {
    title: 'Understood as',
    reading: 'Reading…',
    empty: 'Nothing is written. The workflow decides by its settings alone.',
    promise: 'Nothing that is only half understood is ever applied.',
    counts: ({ rules, advice, other }) =>
      [
        rules === 1 ? '1 sentence is a rule' : `${rules} sentences are rules`,
        `${advice} kept as advice`,
        `${other} not applied`,
      ].join(', '),
    rule: 'Rule',
    advice: 'Kept as advice for the model',
    half: 'Only half understood, so not applied',
    unknown: 'Not applied: a name is not known',
    ambiguous: 'Not applied: the name fits several',
    adviceForModel: 'The model reads it when it ranks people. It can never overrule a rule or a limit.',
    adviceWithoutModel: 'It has no effect, because no language model is configured.',
    adviceInRoundRobin: 'It has no effect in Round Robin, which asks no model.',
    presenceRuleOff: 'It has no effect while Teams availability is off.',
    shiftRuleRoundRobin: 'It has no effect in Round Robin, where shifts never count.',
    state: {
      'out-of-office': 'Out of office',
      'off-work': 'Off shift in Teams',
      offline: 'Offline',
      away: 'Away',
      'be-right-back': 'Be right back',
      focusing: 'Focusing',
      presenting: 'Presenting',
      'do-not-disturb': 'Do not disturb',
      'in-a-call': 'In a call',
      'in-a-meeting': 'In a meeting',
      busy: 'Busy',
      'busy-idle': 'Busy, idle',
      'available-idle': 'Available, idle',
      available: 'Available',
    },
    does: {
      'state-is-unavailable': (state) => `${state} → on a break`,
      'state-is-available': (state) => `${state} → working`,
      'presence-not-used': (tickets) => `${tickets} → presence not used`,
      'shifts-not-used': (tickets) => `${tickets} → shifts not used`,
      'never-gets': (who, tickets) => `${tickets} → never to ${who}`,
      'always-first': (who, tickets) => `${tickets} → ${who} before everybody else`,
      preferred: (who, tickets) => `${tickets} → ${who} preferred`,
      avoided: (who, tickets) => `${tickets} → ${who} only if nobody else fits`,
      'at-most-open': (who, tickets) =>
        `${who} → at most ${tickets} open ${tickets === 1 ? 'ticket' : 'tickets'}`,
      'presence-blocks-within': (minutes) =>
        `presence counts only for work that starts within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    },
    skilled: (skill) => `people with the skill “${skill}”`,
    everyTicket: 'every ticket',
    priorities: (names, count) => `${count === 1 ? 'priority' : 'priorities'} ${names}`,
    queues: (names, count) => `${count === 1 ? 'queue' : 'queues'} ${names}`,
    companies: (names, count) => `${count === 1 ? 'company' : 'companies'} ${names}`,
    understood: (text) => `Understood: “${text}”.`,
    nothingUnderstood: 'It has words of a rule in it, but makes none.',
    leftover: (parts) => `Left over: ${parts}.`,
    problem: {
      question: 'It is a question. Write it as an order.',
      condition: 'It has a condition that no rule can hold. Leave the condition out.',
      time: 'It speaks of a time or day, which no rule knows. Leave the time out, or use Shifts.',
      negation: 'The “not” could turn it round. Write it without one.',
      leftover: 'Make a sentence of its own from what is left over, or leave it out.',
      'no-rule-shape': 'Write it like one of the examples below.',
      'mixed-scope': 'It mixes kinds of tickets. Write one sentence for each.',
      'two-readings': 'It can be read in two ways. Write it like one of the examples below.',
      'minutes-out-of-range': 'Minutes must be within a day: at most 1,440.',
      'too-long': 'The sentence is too long to be read. Shorten it.',
    },
    noSuch: (name, what) => `“${name}” is ${what}.`,
    closest: (name) => `Did you mean “${name}”?`,
    kind: {
      technician: 'no technician of your PSA',
      skill: 'no skill of your PSA',
      priority: 'no priority of your PSA, and no word for one',
      queue: 'no queue of your PSA',
      company: 'no company of your PSA',
      scope: 'no priority, queue or company of your PSA',
      state: 'no presence that Teams knows',
    },
    several: (name, choices) => `“${name}” could be ${choices}. Write the full name.`,
    choice: (name, kind) => `${name} (${kind})`,
    quoted: (text) => `“${text}”`,
    warning: {
      contradicts: (other) => `It contradicts ${other}.`,
      overlaps: (other) => `It meets ${other}. Where both apply, the stricter one holds.`,
      'has-no-effect-with': (other) => `It has no effect beside ${other}.`,
      repeats: (other) => `It says the same as ${other}.`,
      'replaced-by': (other) => `It is replaced by ${other}.`,
      'already-so': () => 'That is so anyway, without an instruction.',
      'busy-taken-as-unavailable': () =>
        'People who are Busy still work as a rule. Here they count as on a break: check that this is meant.',
      'priority-unmapped': () =>
        'Say below, under “What ‘P1’ means”, which priority of the PSA this word stands for.',
    },
  },
  de: {
    title: 'Verstanden als',
    reading: 'Wird gelesen …',
    empty: 'Es steht nichts da. Der Workflow entscheidet allein nach seinen Einstellungen.',
    promise: 'Was nur halb verstanden ist, wird nie angewandt.',
    counts: ({ rules, advice, other }) =>
      [
        rules === 1 ? '1 Satz ist eine Regel' : `${rules} Sätze sind Regeln`,
        `${advice} als Hinweis gemerkt`,
        `${other} nicht angewandt`,
      ].join(', '),
    rule: 'Regel',
    advice: 'Als Hinweis für das Modell gemerkt',
    half: 'Nur halb verstanden, deshalb nicht angewandt',
    unknown: 'Nicht angewandt: ein Name ist unbekannt',
    ambiguous: 'Nicht angewandt: der Name passt auf mehrere',
    adviceForModel:
      'Das Modell liest ihn, wenn es die Reihenfolge bildet. Eine Regel oder Grenze setzt er nie außer Kraft.',
    adviceWithoutModel: 'Er hat keine Wirkung, weil kein Sprachmodell eingerichtet ist.',
    adviceInRoundRobin: 'Er hat in Round Robin keine Wirkung: Dort wird kein Modell gefragt.',
    presenceRuleOff: 'Ohne Wirkung, solange die Teams-Verfügbarkeit ausgeschaltet ist.',
    shiftRuleRoundRobin: 'Ohne Wirkung in Round Robin: Dort zählen Schichten nie.',
    state: {
      'out-of-office': 'Außer Haus',
      'off-work': 'Außerhalb der Schicht in Teams',
      offline: 'Offline',
      away: 'Abwesend',
      'be-right-back': 'Bin gleich zurück',
      focusing: 'Im Fokus',
      presenting: 'Präsentiert',
      'do-not-disturb': 'Nicht stören',
      'in-a-call': 'In einem Anruf',
      'in-a-meeting': 'In einer Besprechung',
      busy: 'Beschäftigt',
      'busy-idle': 'Beschäftigt, inaktiv',
      'available-idle': 'Verfügbar, inaktiv',
      available: 'Verfügbar',
    },
    does: {
      'state-is-unavailable': (state) => `${state} → in Pause`,
      'state-is-available': (state) => `${state} → im Dienst`,
      'presence-not-used': (tickets) => `${tickets} → Status nicht verwendet`,
      'shifts-not-used': (tickets) => `${tickets} → Schichten nicht verwendet`,
      'never-gets': (who, tickets) => `${tickets} → nie an ${who}`,
      'always-first': (who, tickets) => `${tickets} → ${who} vor allen anderen`,
      preferred: (who, tickets) => `${tickets} → bevorzugt ${who}`,
      avoided: (who, tickets) => `${tickets} → ${who} nur, wenn sonst niemand passt`,
      'at-most-open': (who, tickets) =>
        `${who} → höchstens ${tickets} ${tickets === 1 ? 'offenes Ticket' : 'offene Tickets'}`,
      'presence-blocks-within': (minutes) =>
        `der Status zählt nur für Arbeit, die innerhalb von ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} beginnt`,
    },
    skilled: (skill) => `Leute mit der Kenntnis „${skill}“`,
    everyTicket: 'jedes Ticket',
    priorities: (names, count) => `${count === 1 ? 'Priorität' : 'Prioritäten'} ${names}`,
    queues: (names, count) => `${count === 1 ? 'Warteschlange' : 'Warteschlangen'} ${names}`,
    companies: (names, count) => `${count === 1 ? 'Firma' : 'Firmen'} ${names}`,
    understood: (text) => `Verstanden: „${text}“.`,
    nothingUnderstood: 'Darin stehen Wörter einer Regel, sie ergeben aber keine.',
    leftover: (parts) => `Übrig bleibt: ${parts}.`,
    problem: {
      question: 'Das ist eine Frage. Schreiben Sie es als Anweisung.',
      condition: 'Darin steht eine Bedingung, die keine Regel kennt. Lassen Sie die Bedingung weg.',
      time: 'Darin steht eine Zeit oder ein Tag; das kennt keine Regel. Lassen Sie die Zeit weg, oder verwenden Sie Schichten.',
      negation: 'Die Verneinung könnte den Sinn umkehren. Schreiben Sie es ohne.',
      leftover: 'Machen Sie aus dem Rest einen eigenen Satz, oder lassen Sie ihn weg.',
      'no-rule-shape': 'Schreiben Sie es wie eines der Beispiele unten.',
      'mixed-scope': 'Darin sind verschiedene Arten von Tickets gemischt. Schreiben Sie für jede einen Satz.',
      'two-readings': 'Das lässt sich auf zwei Arten lesen. Schreiben Sie es wie eines der Beispiele unten.',
      'minutes-out-of-range': 'Die Minuten müssen in einen Tag passen: höchstens 1.440.',
      'too-long': 'Der Satz ist zu lang. Kürzen Sie ihn.',
    },
    noSuch: (name, what) => `„${name}“ ist ${what}.`,
    closest: (name) => `Meinten Sie „${name}“?`,
    kind: {
      technician: 'kein Techniker Ihres PSA',
      skill: 'keine Kenntnis Ihres PSA',
      priority: 'keine Priorität Ihres PSA und kein Wort dafür',
      queue: 'keine Warteschlange Ihres PSA',
      company: 'keine Firma Ihres PSA',
      scope: 'weder Priorität noch Warteschlange noch Firma Ihres PSA',
      state: 'kein Status, den Teams kennt',
    },
    several: (name, choices) => `„${name}“ kann ${choices} sein. Schreiben Sie den ganzen Namen.`,
    choice: (name, kind) => `${name} (${kind})`,
    quoted: (text) => `„${text}“`,
    warning: {
      contradicts: (other) => `Er widerspricht ${other}.`,
      overlaps: (other) => `Er trifft auf ${other}. Wo beide gelten, gilt der strengere.`,
      'has-no-effect-with': (other) => `Neben ${other} hat er keine Wirkung.`,
      repeats: (other) => `Er sagt dasselbe wie ${other}.`,
      'replaced-by': (other) => `Er wird ersetzt durch ${other}.`,
      'already-so': () => 'Das ist ohnehin so, auch ohne Anweisung.',
      'busy-taken-as-unavailable': () =>
        'Wer beschäftigt ist, gilt sonst als im Dienst. Hier gilt es als Pause: Prüfen Sie, ob das so gemeint ist.',
      'priority-unmapped': () =>
        'Legen Sie unten bei „Was ‚P1‘ bedeutet“ fest, für welche Priorität des PSA dieses Wort steht.',
    },
  },
});

/** Words for what a name may stand for, in choices. */
export const kindTexts = texts<Readonly<Record<Kind, string>>>({
  en: {
    technician: 'technician',
    skill: 'skill',
    priority: 'priority',
    queue: 'queue',
    company: 'company',
  },
  de: {
    technician: 'Techniker',
    skill: 'Kenntnis',
    priority: 'Priorität',
    queue: 'Warteschlange',
    company: 'Firma',
  },
});
