import type { assignTicket, readDecision, undoAssignment } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../api/client.ts';
import { texts } from './language.ts';

type Decision = AnswerOf<typeof readDecision>;
type Assignment = AnswerOf<typeof undoAssignment>;
type Warning = AnswerOf<typeof assignTicket>['warnings'][number];
type Check = Decision['candidates'][number]['teams'][number];

/** One decision: what it came to, what was read, who was considered. Names and words of the PSA arrive as they are. */
interface DecisionPageWords {
  readonly ticket: (ref: string) => string;
  readonly titled: (ref: string, title: string) => string;
  readonly loading: string;
  readonly openTicket: string;
  readonly opensPsa: string;
  readonly noneAbout: (ref: string) => string;
  readonly noneAboutText: string;

  readonly head: {
    readonly suggested: (name: string) => string;
    readonly suggestOnly: string;
    readonly dryRun: (name: string) => string;
    readonly dryRunOnly: string;
    readonly shadow: (name: string) => string;
    readonly shadowOnly: string;
    readonly done: (name: string) => string;
    readonly pending: (name: string) => string;
    readonly pendingText: string;
    readonly owned: (owner: string) => string;
    readonly refused: (name: string) => string;
    readonly gone: string;
    readonly undone: (name: string) => string;
    readonly undoneText: string;
    readonly entryStays: string;
    readonly givenBack: string;
    readonly givesBack: string;
    readonly notGivenBack: string;
    readonly nothingWritten: string;
    readonly closedNow: string;
    readonly nobodysNow: string;
    readonly ownedNow: (owner: string) => string;
    readonly held: string;
    readonly heldNext: (next: string, escalate: string) => string;
    readonly heldEscalated: (since: string, next: string) => string;
    readonly heldOver: string;
    readonly unassigned: string;
    readonly notNeeded: string;
    readonly psaSays: (text: string) => string;
    readonly accepted: (time: string) => string;
    readonly passed: (time: string, reason: string | null) => string;
    readonly somebody: string;
  };
  readonly booking: Readonly<Record<Exclude<Assignment['booking'], 'not-wanted'>, string>>;

  readonly facts: {
    readonly decided: (time: string, name: string) => string;
    readonly from: Readonly<Record<Decision['source'], string>>;
    readonly startsNow: (time: string, zone: string) => string;
    readonly starts: (time: string, zone: string) => string;
    readonly workflow: (name: string, version: string) => string;
    readonly standard: (name: string) => string;
    readonly mode: Readonly<Record<Decision['workflow']['mode'], string>>;
    readonly act: Readonly<Record<Decision['workflow']['act'], string>>;
    readonly owner: (name: string) => string;
    readonly noOwner: string;
    readonly standingUnread: string;
  };

  readonly assign: {
    readonly button: string;
    readonly to: (name: string) => string;
    readonly running: string;
    readonly or: string;
    readonly somebody: string;
    readonly instead: string;
    readonly choose: string;
    readonly missing: string;
    readonly undo: (time: string) => string;
    readonly undoing: string;
    readonly done: (name: string) => string;
    readonly pending: (name: string) => string;
    readonly failed: (name: string) => string;
    readonly already: (name: string) => string;
    readonly undone: string;
    readonly confirmTitle: (name: string) => string;
    readonly confirmYes: (name: string) => string;
    readonly confirmNo: string;
    readonly warning: Readonly<
      Record<Warning['code'], (name: string, owner: string, until: string) => string>
    >;
    readonly says: Readonly<Record<'on-break' | 'off', string>>;
  };

  readonly why: (name: string) => string;
  readonly open: (count: string, median: string | null) => string;
  readonly read: string;
  readonly readHint: string;
  readonly sources: Readonly<Record<'presence' | 'shifts' | 'model' | 'psa', string>>;
  readonly psaRead: (time: string) => string;
  readonly use: Readonly<Record<'used' | 'partly' | 'not-used', string>>;
  readonly remedy: Readonly<Record<NonNullable<Check['remedy']>, string>>;
  readonly opensShifts: string;
  readonly rules: string;
  readonly spoke: string;
  readonly instructionTitle: string;
  readonly instructionText: string;

  readonly considered: (count: string) => string;
  readonly consideredEmpty: string;
  readonly consideredHint: string;
  readonly column: Readonly<Record<'name' | 'word' | 'because' | 'score' | 'why', string>>;
  readonly whyNot: string;
  readonly whyNotOf: (name: string) => string;
  readonly whyShort: string;
  readonly whyOf: (name: string) => string;
  readonly shownOf: (shown: string, all: string) => string;
  readonly more: string;
  readonly noScore: string;
}

export const decisionPageTexts = texts<DecisionPageWords>({
  en: {
    ticket: (ref) => `Ticket #${ref}`,
    titled: (ref, title) => `#${ref} ${title}`,
    loading: 'Loading the decision',
    openTicket: 'Open in the PSA',
    opensPsa: 'Opens the ticket in your PSA in a new window',
    noneAbout: (ref) => `Nothing was decided about ticket #${ref} yet`,
    noneAboutText: 'Ask for a suggestion, or dispatch it.',
    head: {
      suggested: (name) => `${name} is suggested.`,
      suggestOnly: 'Nothing is written until somebody assigns it.',
      dryRun: (name) => `Dry run: ${name} would get it.`,
      dryRunOnly: 'This workflow only rehearses: nothing was written.',
      shadow: (name) => `In shadow: ${name} would get it.`,
      shadowOnly: 'A workflow in shadow decides silently: nothing was written.',
      done: (name) => `Assigned to ${name}.`,
      pending: (name) => `${name} gets it as soon as the PSA answers.`,
      pendingText: 'The PSA isn’t answering. It is written as soon as it does; nothing else is needed.',
      owned: (owner) => `It belongs to ${owner} already.`,
      refused: (name) => `The PSA refused to give it to ${name}.`,
      gone: 'The ticket was closed or deleted.',
      undone: (name) => `Taken back from ${name}.`,
      undoneText: 'The ticket belongs to whom it belonged before.',
      entryStays: 'The calendar entry in the PSA is still there: delete it there, or it counts as busy.',
      givenBack: 'Taken back: the ticket belongs to nobody.',
      givesBack: 'It is taken back as soon as the PSA answers.',
      notGivenBack: 'The PSA refuses to take it back.',
      nothingWritten: 'Nothing was written.',
      closedNow: 'The ticket is closed.',
      nobodysNow: 'The ticket belongs to nobody by now.',
      ownedNow: (owner) => `The ticket belongs to ${owner} by now.`,
      held: 'Nobody can take it right now.',
      heldNext: (next, escalate) => `It is tried again at ${next}, and a lead is told at ${escalate}.`,
      heldEscalated: (since, next) => `It has needed a person since ${since}. Next try at ${next}.`,
      heldOver: 'It had to wait then, and doesn’t wait any more.',
      unassigned: 'The ticket stays with nobody.',
      notNeeded: 'Nothing was needed.',
      psaSays: (text) => `The PSA says: “${text}”`,
      accepted: (time) => `Accepted at ${time}.`,
      passed: (time, reason) =>
        reason === null ? `Passed on at ${time}.` : `Passed on at ${time}: “${reason}”`,
      somebody: 'somebody else',
    },
    booking: {
      pending: 'The calendar entry is still to be made.',
      booked: 'Booked in the calendar of the PSA.',
      conflict: 'Not booked: the calendar of the PSA has something else there.',
      refused: 'Not booked: the PSA refused the calendar entry.',
      'not-supported': 'Not booked: this PSA has no calendar that could be used.',
    },
    facts: {
      decided: (time, name) => `Decided ${time} by ${name}`,
      from: {
        chat: 'from chat',
        tab: 'from this tab',
        api: 'through the API',
        webhook: 'as the PSA reported the ticket',
        retry: 'after it had waited',
        pass: 'because somebody passed it on',
        shadow: 'in shadow',
      },
      startsNow: (time, zone) => `Work starts at once (${time}, ${zone})`,
      starts: (time, zone) => `Work starts ${time} (${zone})`,
      workflow: (name, version) => `Workflow “${name}”, version ${version}`,
      standard: (name) => `Workflow “${name}”, as it comes`,
      mode: { ranked: 'AI', 'round-robin': 'Round Robin' },
      act: { suggest: 'Suggest', 'dry-run': 'Dry run', assign: 'Assign' },
      owner: (name) => `In the PSA it belongs to ${name}`,
      noOwner: 'In the PSA it belongs to nobody',
      standingUnread: 'The PSA doesn’t show the ticket right now: what stands here is from the decision.',
    },
    assign: {
      button: 'Assign',
      to: (name) => `Assign ${name}`,
      running: 'Assigning',
      or: 'Or somebody else',
      somebody: 'Give it to',
      instead: 'Give it to somebody else',
      choose: 'Choose a technician',
      missing: 'Choose a technician first.',
      undo: (time) => `Undo (until ${time})`,
      undoing: 'Taking back',
      done: (name) => `Assigned to ${name}.`,
      pending: (name) => `${name} gets it as soon as the PSA answers.`,
      failed: (name) => `${name} didn’t get it.`,
      already: (name) => `It belongs to ${name} already; nothing was written.`,
      undone: 'Taken back.',
      confirmTitle: (name) => `Assign ${name} all the same?`,
      confirmYes: (name) => `Assign ${name}`,
      confirmNo: 'Leave it',
      warning: {
        owned: (_name, owner) => `The ticket belongs to ${owner} now.`,
        closed: () => 'The ticket is closed.',
        'on-break': (name) => `${name} is on a break now.`,
        'own-word': (name, what, until) => `${name} says: ${what} until ${until}.`,
        'not-in-pool': (name) => `${name} isn’t in the pool of this workflow.`,
      },
      says: { 'on-break': 'on a break', off: 'off' },
    },
    why: (name) => `Why ${name}`,
    open: (count, median) => {
      const own = count === '1' ? '1 open ticket' : `${count} open tickets`;
      return median === null ? own : `${own}, the median is ${median}`;
    },
    read: 'What was read',
    readHint: 'The record keeps what was concluded, not the presence itself.',
    sources: { presence: 'Presence', shifts: 'Shifts', model: 'Language model', psa: 'PSA' },
    psaRead: (time) => `Ticket and open work as of ${time}.`,
    use: { used: 'used', partly: 'in part', 'not-used': 'not used' },
    remedy: {
      'run-auto-map': 'Run auto-map',
      'open-consent': 'Open consent in Setup',
      'open-health': 'Open the set-up check',
      'choose-rota-teams': 'Choose rota teams in the workflow',
      'create-schedule': 'Create a schedule in Shifts',
      'switch-on-teams-availability': 'Switch Teams availability on in the workflow',
      'check-teams-account':
        'Check the Teams licence of the account, and that the person has signed in once.',
      'set-override': 'Set an own word that overrules Teams',
      'end-override': 'Look at the own word',
      'change-shifts': 'Change the shift in Shifts',
    },
    opensShifts: 'Opens the Shifts app in Teams',
    rules: 'Instructions of the workflow',
    spoke: '(had a say here)',
    instructionTitle: 'The ticket’s text tried to say who should get it',
    instructionText: 'It was treated as text of a customer, and counted for nothing.',
    considered: (count) => `Everyone considered (${count})`,
    consideredEmpty: 'The roster had nobody when this was decided.',
    consideredHint:
      'In the order of the decision. Being off shift only lowers somebody; it never rules them out.',
    column: { name: 'Technician', word: 'Verdict', because: 'Because', score: 'Score', why: 'Reasons' },
    whyNot: 'Why not?',
    whyNotOf: (name) => `Why not ${name}?`,
    whyShort: 'Why?',
    whyOf: (name) => `Why ${name}?`,
    shownOf: (shown, all) => `${shown} of ${all} shown.`,
    more: 'Show 50 more',
    noScore: 'none',
  },
  de: {
    ticket: (ref) => `Ticket #${ref}`,
    titled: (ref, title) => `#${ref} ${title}`,
    loading: 'Entscheidung wird geladen',
    openTicket: 'Im PSA öffnen',
    opensPsa: 'Öffnet das Ticket in Ihrem PSA in einem neuen Fenster',
    noneAbout: (ref) => `Über Ticket #${ref} wurde noch nichts entschieden`,
    noneAboutText: 'Lassen Sie sich jemanden vorschlagen, oder verteilen Sie es.',
    head: {
      suggested: (name) => `${name} wird vorgeschlagen.`,
      suggestOnly: 'Geschrieben wird erst, wenn jemand zuweist.',
      dryRun: (name) => `Probelauf: ${name} bekäme es.`,
      dryRunOnly: 'Dieser Workflow probt nur: Geschrieben wurde nichts.',
      shadow: (name) => `Im Schattenbetrieb: ${name} bekäme es.`,
      shadowOnly: 'Ein Workflow im Schattenbetrieb entscheidet still: Geschrieben wurde nichts.',
      done: (name) => `An ${name} zugewiesen.`,
      pending: (name) => `${name} bekommt es, sobald das PSA antwortet.`,
      pendingText: 'Das PSA antwortet nicht. Sobald es antwortet, wird geschrieben; mehr ist nicht nötig.',
      owned: (owner) => `Es gehört schon ${owner}.`,
      refused: (name) => `Das PSA gibt es ${name} nicht.`,
      gone: 'Das Ticket wurde geschlossen oder gelöscht.',
      undone: (name) => `Von ${name} zurückgenommen.`,
      undoneText: 'Das Ticket gehört wieder, wem es vorher gehörte.',
      entryStays: 'Der Kalendereintrag im PSA steht noch: Löschen Sie ihn dort, sonst gilt er als belegt.',
      givenBack: 'Zurückgenommen: Das Ticket gehört niemandem.',
      givesBack: 'Es wird zurückgenommen, sobald das PSA antwortet.',
      notGivenBack: 'Das PSA nimmt es nicht zurück.',
      nothingWritten: 'Geschrieben wurde nichts.',
      closedNow: 'Das Ticket ist geschlossen.',
      nobodysNow: 'Das Ticket gehört inzwischen niemandem.',
      ownedNow: (owner) => `Das Ticket gehört inzwischen ${owner}.`,
      held: 'Niemand kann es gerade übernehmen.',
      heldNext: (next, escalate) =>
        `Es wird um ${next} wieder versucht; um ${escalate} erfährt die Leitung davon.`,
      heldEscalated: (since, next) => `Seit ${since} wird ein Mensch gebraucht. Nächster Versuch um ${next}.`,
      heldOver: 'Es musste damals warten und wartet nicht mehr.',
      unassigned: 'Das Ticket bleibt bei niemandem.',
      notNeeded: 'Es war nichts nötig.',
      psaSays: (text) => `Das PSA sagt: „${text}“`,
      accepted: (time) => `Um ${time} angenommen.`,
      passed: (time, reason) =>
        reason === null ? `Um ${time} weitergegeben.` : `Um ${time} weitergegeben: „${reason}“`,
      somebody: 'jemand anderem',
    },
    booking: {
      pending: 'Der Kalendereintrag folgt noch.',
      booked: 'Im Kalender des PSA eingetragen.',
      conflict: 'Nicht eingetragen: Im Kalender des PSA steht dort etwas anderes.',
      refused: 'Nicht eingetragen: Das PSA lehnt den Kalendereintrag ab.',
      'not-supported': 'Nicht eingetragen: Dieses PSA hat keinen nutzbaren Kalender.',
    },
    facts: {
      decided: (time, name) => `Entschieden ${time} von ${name}`,
      from: {
        chat: 'aus dem Chat',
        tab: 'auf dieser Registerkarte',
        api: 'über die API',
        webhook: 'als das PSA das Ticket meldete',
        retry: 'nachdem es gewartet hatte',
        pass: 'weil jemand es weitergegeben hat',
        shadow: 'im Schattenbetrieb',
      },
      startsNow: (time, zone) => `Die Arbeit beginnt sofort (${time}, ${zone})`,
      starts: (time, zone) => `Die Arbeit beginnt ${time} (${zone})`,
      workflow: (name, version) => `Workflow „${name}“, Version ${version}`,
      standard: (name) => `Workflow „${name}“, wie ausgeliefert`,
      mode: { ranked: 'KI', 'round-robin': 'Round Robin' },
      act: { suggest: 'Vorschlagen', 'dry-run': 'Probelauf', assign: 'Zuweisen' },
      owner: (name) => `Im PSA gehört es ${name}`,
      noOwner: 'Im PSA gehört es niemandem',
      standingUnread: 'Das PSA zeigt das Ticket gerade nicht: Was hier steht, stammt aus der Entscheidung.',
    },
    assign: {
      button: 'Zuweisen',
      to: (name) => `An ${name} zuweisen`,
      running: 'Wird zugewiesen',
      or: 'Oder jemand anders',
      somebody: 'Zuweisen an',
      instead: 'Jemand anderem geben',
      choose: 'Techniker auswählen',
      missing: 'Wählen Sie zuerst einen Techniker aus.',
      undo: (time) => `Rückgängig (bis ${time})`,
      undoing: 'Wird zurückgenommen',
      done: (name) => `An ${name} zugewiesen.`,
      pending: (name) => `${name} bekommt es, sobald das PSA antwortet.`,
      failed: (name) => `${name} hat es nicht bekommen.`,
      already: (name) => `Es gehört schon ${name}; geschrieben wurde nichts.`,
      undone: 'Zurückgenommen.',
      confirmTitle: (name) => `Trotzdem an ${name} zuweisen?`,
      confirmYes: (name) => `An ${name} zuweisen`,
      confirmNo: 'Nicht zuweisen',
      warning: {
        owned: (_name, owner) => `Das Ticket gehört jetzt ${owner}.`,
        closed: () => 'Das Ticket ist geschlossen.',
        'on-break': (name) => `${name} ist gerade in Pause.`,
        'own-word': (name, what, until) => `${name} sagt: ${what} bis ${until}.`,
        'not-in-pool': (name) => `${name} ist nicht in der Auswahl dieses Workflows.`,
      },
      says: { 'on-break': 'in Pause', off: 'nicht im Dienst' },
    },
    why: (name) => `Warum ${name}`,
    open: (count, median) => {
      const own = count === '1' ? '1 offenes Ticket' : `${count} offene Tickets`;
      return median === null ? own : `${own}, der Median ist ${median}`;
    },
    read: 'Was gelesen wurde',
    readHint: 'Festgehalten ist, was daraus folgte, nicht der Status selbst.',
    sources: { presence: 'Status', shifts: 'Schichten', model: 'Sprachmodell', psa: 'PSA' },
    psaRead: (time) => `Ticket und offene Arbeit, Stand ${time}.`,
    use: { used: 'verwendet', partly: 'teilweise', 'not-used': 'nicht verwendet' },
    remedy: {
      'run-auto-map': 'Automatisch zuordnen',
      'open-consent': 'Zustimmung in der Einrichtung öffnen',
      'open-health': 'Zustand der Einrichtung ansehen',
      'choose-rota-teams': 'Schichtteams im Workflow wählen',
      'create-schedule': 'Zeitplan in Schichten anlegen',
      'switch-on-teams-availability': 'Teams-Verfügbarkeit im Workflow einschalten',
      'check-teams-account':
        'Prüfen Sie die Teams-Lizenz des Kontos, und ob sich die Person schon einmal angemeldet hat.',
      'set-override': 'Eigene Angabe setzen, die vor Teams geht',
      'end-override': 'Eigene Angabe ansehen',
      'change-shifts': 'Schicht in Schichten ändern',
    },
    opensShifts: 'Öffnet die App „Schichten“ in Teams',
    rules: 'Anweisungen des Workflows',
    spoke: '(hat hier mitgeredet)',
    instructionTitle: 'Der Text des Tickets wollte bestimmen, wer es bekommt',
    instructionText: 'Er galt als Text eines Kunden und zählte nicht.',
    considered: (count) => `Alle, die betrachtet wurden (${count})`,
    consideredEmpty: 'Bei dieser Entscheidung gab es keine Techniker.',
    consideredHint:
      'In der Reihenfolge der Entscheidung. Außerhalb der Schicht rückt jemand nur nach hinten, wird aber nie ausgeschlossen.',
    column: { name: 'Techniker', word: 'Urteil', because: 'Weil', score: 'Punkte', why: 'Gründe' },
    whyNot: 'Warum nicht?',
    whyNotOf: (name) => `Warum nicht ${name}?`,
    whyShort: 'Warum?',
    whyOf: (name) => `Warum ${name}?`,
    shownOf: (shown, all) => `${shown} von ${all} werden angezeigt.`,
    more: '50 weitere anzeigen',
    noScore: 'keine',
  },
});

export type DecisionWords = (typeof decisionPageTexts)['en'];
