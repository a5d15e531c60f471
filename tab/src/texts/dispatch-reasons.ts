import type { askWhatIf, askWhyNot, readDecision } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../api/client.ts';
import { texts } from './language.ts';

type Decision = AnswerOf<typeof readDecision>;
type Candidate = Decision['candidates'][number];
type Check = Candidate['teams'][number];
type Outranked = Extract<AnswerOf<typeof askWhyNot>['answer'], { kind: 'outranked' }>;
type Note = AnswerOf<typeof askWhatIf>['notes'][number];

/** "Why not Lee?" and what-if. */
interface ReasonWords {
  readonly loading: string;
  readonly answer: {
    readonly chosen: string;
    readonly skipped: (reason: string) => string;
    readonly keepsTheTurn: string;
    readonly by: Readonly<Record<Outranked['by'], (name: string) => string>>;
    readonly nobodyChosen: string;
    readonly notACandidate: string;
    readonly ahead: (name: string, parts: string) => string;
    readonly behind: (name: string, parts: string) => string;
    readonly gap: (part: string, points: string) => string;
  };
  readonly gates: string;
  readonly gate: Readonly<Record<Candidate['gates'][number]['gate'], string>>;
  readonly gateState: Readonly<Record<'passed' | 'failed' | 'not-reached', string>>;
  readonly byInstruction: (text: string) => string;
  readonly score: string;
  readonly noScore: string;
  readonly noScoreRoundRobin: string;
  readonly scoreTotal: (score: string) => string;
  readonly part: Readonly<Record<Outranked['gaps'][number]['part'], string>>;
  readonly points: (points: string, of: string) => string;
  readonly moved: (points: string) => string;
  readonly teams: string;
  readonly check: Readonly<Record<Check['check'], string>>;
  readonly checkState: Readonly<Record<Check['state'], string>>;
  readonly code: Readonly<Record<Check['code'], string>>;
  readonly shifts: string;
  readonly shiftsBecause: Readonly<Record<NonNullable<Candidate['shiftsDidNotMatter']>['because'], string>>;
  readonly facts: string;
  readonly fact: {
    readonly open: string;
    readonly load: string;
    readonly loadOf: (load: string, capacity: string) => string;
    readonly today: string;
    readonly last: string;
    readonly never: string;
    readonly unknown: string;
    readonly model: string;
  };
  readonly modelReason: Readonly<Record<Candidate['modelReasons'][number], string>>;
  readonly assign: (name: string) => string;
  readonly onBoard: (name: string) => string;

  readonly whatIf: {
    readonly title: string;
    readonly text: string;
    readonly person: string;
    readonly nobody: string;
    readonly change: string;
    readonly away: string;
    readonly back: string;
    readonly rotaOff: string;
    readonly ruleOff: (text: string) => string;
    readonly time: (zone: string) => string;
    readonly timeHint: string;
    readonly run: string;
    readonly running: string;
    readonly missing: string;
    readonly badTime: string;
    readonly result: string;
    readonly before: string;
    readonly after: string;
    readonly same: string;
    readonly differs: string;
    readonly nobodyChosen: (because: string) => string;
    readonly starts: (time: string) => string;
    readonly first: (count: number) => string;
    readonly note: Readonly<Record<Note, string>>;
    readonly nothingWritten: string;
  };
}

export const reasonTexts = texts<ReasonWords>({
  en: {
    loading: 'Loading the reasons',
    answer: {
      chosen: 'Was chosen.',
      skipped: (reason) => `Was skipped: ${reason}.`,
      keepsTheTurn: 'Keeps the turn: the next ticket is theirs if they can take it then.',
      by: {
        rule: (name) => `Could take it, but an instruction puts ${name} first.`,
        score: (name) => `Could take it, but ${name} has more points.`,
        tie: (name) => `Could take it with as many points as ${name}, who has waited longer for a ticket.`,
        turn: (name) => `Could take it, but it was the turn of ${name}.`,
      },
      nobodyChosen: 'Could take it, but nobody was chosen.',
      notACandidate: 'Was not among the technicians when this was decided.',
      ahead: (name, parts) => `${name} was ahead in ${parts}.`,
      behind: (name, parts) => `${name} was behind in ${parts}.`,
      gap: (part, points) => `${part} (by ${points} points)`,
    },
    gates: 'Checks before the score',
    gate: {
      active: 'Active',
      pool: 'Pool',
      excluded: 'Instructions and own word',
      capacity: 'Capacity',
      calendar: 'PSA calendar',
      presence: 'Presence',
      lease: 'Slot',
    },
    gateState: { passed: 'passed', failed: 'here it ends', 'not-reached': 'not reached' },
    byInstruction: (text) => `By the instruction “${text}”`,
    score: 'Score',
    noScore: 'Whoever is skipped gets no score.',
    noScoreRoundRobin: 'Round Robin takes turns and gives no score.',
    scoreTotal: (score) => `${score} of 100 points`,
    part: {
      load: 'open work',
      skill: 'skills',
      shift: 'shifts',
      affinity: 'knowing the company',
      earliness: 'being free soon',
      fairness: 'fair shares',
      rule: 'instructions',
      model: 'the language model',
    },
    points: (points, of) => `${points} of ${of}`,
    moved: (points) => `${points} points`,
    teams: 'What Teams had to do with it',
    check: {
      toggle: 'Teams availability',
      mapped: 'Mapping',
      signal: 'Signal from Teams',
      break: 'Break',
      rota: 'Rota',
    },
    checkState: { passed: 'fine', failed: 'speaks against it', 'not-reached': 'not looked at' },
    code: {
      'teams-availability-on': 'On in this workflow.',
      'teams-availability-off': 'Off in this workflow.',
      mapped: 'Mapped to a Microsoft account.',
      'not-mapped': 'Not mapped to a Microsoft account.',
      'own-word': 'Their own word counted instead.',
      presence: 'Teams gave a presence.',
      'presence-not-used': 'Presence had no say in this decision.',
      'no-presence': 'Teams gave no presence.',
      'not-on-break': 'Not on a break then.',
      'on-break': 'On a break then.',
      'own-word-break': 'On a break or off, by own word.',
      'on-shift': 'On shift then.',
      'off-shift': 'No shift covered that time.',
      'no-shift-in-window': 'No shift was planned.',
      'shifts-time-off': 'Time off in Shifts.',
      'rota-not-used': 'No rota had a say here.',
      'not-reached': 'The checks before it decide.',
    },
    shifts: 'Why shifts made no difference',
    shiftsBecause: {
      'no-rota-chosen': 'No rota team is chosen in the workflow.',
      'no-schedule': 'The rota team has no schedule in Shifts.',
      'not-mapped': 'Without a mapping no shift can be read.',
      'round-robin': 'In Round Robin shifts have no say.',
      outweighed: 'They did count, but other reasons weighed more.',
    },
    facts: 'Work at that time',
    fact: {
      open: 'Open tickets',
      load: 'Load',
      loadOf: (load, capacity) => `${load} of ${capacity}`,
      today: 'Assigned that day',
      last: 'Last assigned',
      never: 'never',
      unknown: 'not known',
      model: 'Reasons the model gave',
    },
    modelReason: {
      skill_match: 'skills',
      open_work: 'open work',
      shift: 'shift',
      client_history: 'earlier work for the company',
      assigned_today: 'tickets of today',
      advice: 'advice of the instructions',
      ticket_subject: 'subject of the ticket',
    },
    assign: (name) => `Assign ${name}`,
    onBoard: (name) => `Look at ${name} on the board`,
    whatIf: {
      title: 'What if',
      text: 'Decided once more with what was known then. Nothing is written.',
      person: 'Technician',
      nobody: 'Everyone as they were',
      change: 'Is then',
      away: 'away',
      back: 'back',
      rotaOff: 'Without the rota',
      ruleOff: (text) => `Without “${text}”`,
      time: (zone) => `Another start (${zone})`,
      timeHint: 'Presence isn’t used for work far ahead; PSA calendar and Shifts are read anew.',
      run: 'See what would happen',
      running: 'Deciding',
      missing: 'Change something first.',
      badTime: 'Type a whole date and time.',
      result: 'What would have happened',
      before: 'As decided',
      after: 'Then',
      same: 'The same: the change makes no difference.',
      differs: 'It comes out differently.',
      nobodyChosen: (because) => `Nobody: ${because}`,
      starts: (time) => `Work starts ${time}`,
      first: (count) => (count === 1 ? 'First in that order' : `The first ${count} in that order`),
      note: {
        'technician-not-in-decision': 'That technician wasn’t part of this decision.',
        'no-such-rule': 'That instruction isn’t part of this decision.',
        'rule-about-presence-not-known': 'What the instruction changed about presence isn’t kept.',
        'presence-not-known': 'What presence would have said isn’t known.',
        'shifts-not-known': 'Shifts of that time aren’t known.',
        'calendar-not-known': 'The PSA calendar of that time isn’t known.',
        'model-not-asked-again': 'The language model isn’t asked again; its points stay as they were.',
      },
      nothingWritten: 'Nothing was written.',
    },
  },
  de: {
    loading: 'Gründe werden geladen',
    answer: {
      chosen: 'Wurde gewählt.',
      skipped: (reason) => `Wurde übersprungen: ${reason}.`,
      keepsTheTurn: 'Bleibt an der Reihe: Das nächste Ticket kommt hierher, wenn es dann geht.',
      by: {
        rule: (name) => `Käme infrage, aber eine Anweisung stellt ${name} voran.`,
        score: (name) => `Käme infrage, aber ${name} hat mehr Punkte.`,
        tie: (name) =>
          `Käme infrage und hat gleich viele Punkte wie ${name}, aber dort liegt das letzte Ticket länger zurück.`,
        turn: (name) => `Käme infrage, aber ${name} war an der Reihe.`,
      },
      nobodyChosen: 'Käme infrage, aber gewählt wurde niemand.',
      notACandidate: 'War bei dieser Entscheidung nicht unter den Technikern.',
      ahead: (name, parts) => `${name} lag vorn bei: ${parts}.`,
      behind: (name, parts) => `${name} lag zurück bei: ${parts}.`,
      gap: (part, points) => `${part} (um ${points} Punkte)`,
    },
    gates: 'Prüfungen vor den Punkten',
    gate: {
      active: 'Aktiv',
      pool: 'Auswahl',
      excluded: 'Anweisungen und eigene Angabe',
      capacity: 'Auslastung',
      calendar: 'PSA-Kalender',
      presence: 'Status',
      lease: 'Zeit',
    },
    gateState: { passed: 'bestanden', failed: 'hier endet es', 'not-reached': 'nicht geprüft' },
    byInstruction: (text) => `Durch die Anweisung „${text}“`,
    score: 'Punkte',
    noScore: 'Wer übersprungen wird, bekommt keine Punkte.',
    noScoreRoundRobin: 'Round Robin geht reihum und vergibt keine Punkte.',
    scoreTotal: (score) => `${score} von 100 Punkten`,
    part: {
      load: 'offene Arbeit',
      skill: 'Kenntnisse',
      shift: 'Schichten',
      affinity: 'Kenntnis der Firma',
      earliness: 'bald frei sein',
      fairness: 'gerechte Verteilung',
      rule: 'Anweisungen',
      model: 'Sprachmodell',
    },
    points: (points, of) => `${points} von ${of}`,
    moved: (points) => `${points} Punkte`,
    teams: 'Was Teams damit zu tun hatte',
    check: {
      toggle: 'Teams-Verfügbarkeit',
      mapped: 'Zuordnung',
      signal: 'Signal aus Teams',
      break: 'Pause',
      rota: 'Schichtplan',
    },
    checkState: { passed: 'in Ordnung', failed: 'spricht dagegen', 'not-reached': 'nicht geprüft' },
    code: {
      'teams-availability-on': 'In diesem Workflow eingeschaltet.',
      'teams-availability-off': 'In diesem Workflow ausgeschaltet.',
      mapped: 'Einem Microsoft-Konto zugeordnet.',
      'not-mapped': 'Keinem Microsoft-Konto zugeordnet.',
      'own-word': 'Stattdessen zählte die eigene Angabe.',
      presence: 'Teams lieferte einen Status.',
      'presence-not-used': 'Der Status zählte bei dieser Entscheidung nicht.',
      'no-presence': 'Teams lieferte keinen Status.',
      'not-on-break': 'War da nicht in Pause.',
      'on-break': 'War da in Pause.',
      'own-word-break': 'Nach eigener Angabe in Pause oder nicht im Dienst.',
      'on-shift': 'War da in Schicht.',
      'off-shift': 'Keine Schicht deckte diese Zeit ab.',
      'no-shift-in-window': 'Es war keine Schicht geplant.',
      'shifts-time-off': 'Abwesenheit in Schichten.',
      'rota-not-used': 'Hier zählte kein Schichtplan.',
      'not-reached': 'Die Prüfungen davor entscheiden.',
    },
    shifts: 'Warum Schichten keinen Unterschied machten',
    shiftsBecause: {
      'no-rota-chosen': 'Im Workflow ist kein Schichtteam gewählt.',
      'no-schedule': 'Das Schichtteam hat keinen Zeitplan in Schichten.',
      'not-mapped': 'Ohne Zuordnung ist keine Schicht lesbar.',
      'round-robin': 'In Round Robin zählen Schichten nicht.',
      outweighed: 'Sie zählten, aber andere Gründe wogen schwerer.',
    },
    facts: 'Arbeit zu dieser Zeit',
    fact: {
      open: 'Offene Tickets',
      load: 'Auslastung',
      loadOf: (load, capacity) => `${load} von ${capacity}`,
      today: 'An dem Tag zugewiesen',
      last: 'Zuletzt zugewiesen',
      never: 'noch nie',
      unknown: 'unbekannt',
      model: 'Gründe des Modells',
    },
    modelReason: {
      skill_match: 'Kenntnisse',
      open_work: 'offene Arbeit',
      shift: 'Schicht',
      client_history: 'frühere Arbeit für die Firma',
      assigned_today: 'heutige Tickets',
      advice: 'Rat der Anweisungen',
      ticket_subject: 'Thema des Tickets',
    },
    assign: (name) => `An ${name} zuweisen`,
    onBoard: (name) => `${name} in der Übersicht ansehen`,
    whatIf: {
      title: 'Was wäre, wenn',
      text: 'Noch einmal entschieden, mit dem, was damals bekannt war. Geschrieben wird nichts.',
      person: 'Techniker',
      nobody: 'Alle wie sie waren',
      change: 'Ist dann',
      away: 'nicht da',
      back: 'wieder da',
      rotaOff: 'Ohne Schichtplan',
      ruleOff: (text) => `Ohne „${text}“`,
      time: (zone) => `Anderer Beginn (${zone})`,
      timeHint:
        'Für Arbeit weit in der Zukunft zählt der Status nicht; PSA-Kalender und Schichten werden neu gelesen.',
      run: 'Ergebnis zeigen',
      running: 'Wird entschieden',
      missing: 'Ändern Sie zuerst etwas.',
      badTime: 'Geben Sie Datum und Uhrzeit ganz ein.',
      result: 'Was dann geschehen wäre',
      before: 'Wie entschieden',
      after: 'Dann',
      same: 'Dasselbe: Die Änderung macht keinen Unterschied.',
      differs: 'Es kommt anders heraus.',
      nobodyChosen: (because) => `Niemand: ${because}`,
      starts: (time) => `Die Arbeit beginnt ${time}`,
      first: (count) =>
        count === 1 ? 'Zuerst in dieser Reihenfolge' : `Die ersten ${count} in dieser Reihenfolge`,
      note: {
        'technician-not-in-decision': 'Diese Person war an dieser Entscheidung nicht beteiligt.',
        'no-such-rule': 'Diese Anweisung gehört nicht zu dieser Entscheidung.',
        'rule-about-presence-not-known': 'Was die Anweisung am Status änderte, ist nicht festgehalten.',
        'presence-not-known': 'Was der Status gesagt hätte, ist nicht bekannt.',
        'shifts-not-known': 'Die Schichten jener Zeit sind nicht bekannt.',
        'calendar-not-known': 'Der PSA-Kalender jener Zeit ist nicht bekannt.',
        'model-not-asked-again': 'Das Sprachmodell wird nicht noch einmal gefragt; seine Punkte bleiben.',
      },
      nothingWritten: 'Geschrieben wurde nichts.',
    },
  },
});

export type Reasons = (typeof reasonTexts)['en'];
