import type { listDecisions } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../api/client.ts';
import { texts } from './language.ts';

type Row = AnswerOf<typeof listDecisions>['decisions'][number];
type Because = NonNullable<Row['outcome']['because']>;

/** The list of decisions, and the tickets that wait. */
interface DispatchWords {
  readonly title: string;
  readonly closed: string;
  readonly askToSee: string;
  readonly loading: string;
  readonly loadingHolds: string;
  readonly summary: Readonly<Record<'today' | 'week' | 'ever', string>>;
  readonly counted: (zone: string) => string;
  readonly filters: string;
  readonly filter: Readonly<
    Record<'held' | 'suggested' | 'assigned' | 'without-teams', (count: string) => string>
  >;
  readonly period: string;
  readonly periods: Readonly<Record<'today' | 'week' | 'ever', string>>;
  readonly search: string;
  readonly list: string;
  readonly column: Readonly<Record<'ticket' | 'company' | 'decision' | 'when' | 'teams', string>>;
  readonly number: (ref: string) => string;
  readonly noCompany: string;
  readonly shown: (count: string, isAll: boolean) => string;
  readonly news: (count: number) => string;
  readonly more: string;

  readonly decided: {
    readonly suggested: (name: string) => string;
    readonly dryRun: (name: string) => string;
    readonly done: (name: string) => string;
    readonly pending: (name: string) => string;
    readonly owned: (name: string, owner: string | null) => string;
    readonly refused: (name: string) => string;
    readonly gone: string;
    readonly takenBack: (name: string) => string;
    readonly accepted: (name: string) => string;
    readonly passed: (name: string) => string;
    readonly retrying: (because: string) => string;
    readonly held: (because: string) => string;
    readonly unassigned: (because: string) => string;
  };
  readonly because: Readonly<Record<Because, string>>;
  readonly somebody: string;
  readonly teams: {
    readonly used: string;
    readonly partly: (because: string) => string;
    readonly notUsed: (because: string) => string;
    readonly because: Readonly<Record<NonNullable<Row['presence']['because']>, string>>;
  };

  readonly empty: string;
  readonly emptyText: string;
  readonly emptyPeriod: Readonly<Record<'today' | 'week', string>>;
  readonly emptyFilter: string;
  readonly emptySearch: (text: string) => string;
  readonly showWeek: string;
  readonly showEver: string;
  readonly showAll: string;

  readonly holds: (count: number) => string;
  readonly noHolds: string;
  readonly holdsText: string;
  readonly hold: {
    readonly since: (time: string) => string;
    readonly next: (time: string) => string;
    readonly tries: (count: number) => string;
    readonly escalated: (time: string) => string;
    readonly needsPerson: string;
    readonly look: string;
    readonly lookAt: (ref: string) => string;
    readonly retry: string;
    readonly retryOf: (ref: string) => string;
    readonly trying: string;
    readonly stop: string;
    readonly stopOf: (ref: string) => string;
    readonly stopTitle: (ref: string) => string;
    readonly stopText: string;
    readonly stopYes: string;
    readonly stopNo: string;
    readonly stopped: (ref: string) => string;
    readonly goes: (ref: string, name: string) => string;
    readonly still: (ref: string, because: string) => string;
    readonly settled: (ref: string) => string;
  };

  readonly ask: {
    readonly title: string;
    readonly ticket: string;
    readonly hint: string;
    readonly missing: string;
    readonly suggest: string;
    readonly suggesting: string;
    readonly dispatch: string;
    readonly dispatching: string;
    readonly explained: string;
    readonly repeat: string;
  };
}

export const dispatchTexts = texts<DispatchWords>({
  en: {
    title: 'Dispatch',
    closed: 'Dispatch is for dispatchers, leads and admins',
    askToSee: 'Could you give me the role “Dispatcher” in Rollcall, so that I can see and dispatch tickets?',
    loading: 'Loading decisions',
    loadingHolds: 'Loading tickets that wait',
    summary: {
      today: 'Decisions of today, newest first.',
      week: 'Decisions of the last 7 days, newest first.',
      ever: 'All decisions that are kept, newest first.',
    },
    counted: (zone) => `The numbers count today in ${zone}; “Needs a person” counts what waits now.`,
    filters: 'Which decisions',
    filter: {
      held: (count) => `Needs a person ${count}`,
      suggested: (count) => `Suggested ${count}`,
      assigned: (count) => `Assigned ${count}`,
      'without-teams': (count) => `Not used Teams ${count}`,
    },
    period: 'Period',
    periods: { today: 'Today', week: 'Last 7 days', ever: 'Everything' },
    search: 'Ticket or person',
    list: 'Decisions',
    column: {
      ticket: 'Ticket',
      company: 'Company',
      decision: 'Decision',
      when: 'When',
      teams: 'Teams used?',
    },
    number: (ref) => `#${ref}`,
    noCompany: 'none',
    shown: (count, isAll) => {
      if (!isAll) return `${count} decisions shown, there are more.`;
      return count === '1' ? '1 decision.' : `${count} decisions.`;
    },
    news: (count) => (count === 1 ? 'Show 1 new decision' : `Show ${count} new decisions`),
    more: 'Show 50 more',
    decided: {
      suggested: (name) => `${name} (suggested)`,
      dryRun: (name) => `${name} (dry run)`,
      done: (name) => `${name} (assigned)`,
      pending: (name) => `${name} (as soon as the PSA answers)`,
      owned: (name, owner) => `${name} (${owner ?? 'somebody else'} got it first)`,
      refused: (name) => `${name} (the PSA refused)`,
      gone: 'The ticket was closed or deleted',
      takenBack: (name) => `${name} (taken back)`,
      accepted: (name) => `${name} (assigned, accepted)`,
      passed: (name) => `${name} (passed it on)`,
      retrying: (because) => `${because}, retrying`,
      held: (because) => `${because}, waited`,
      unassigned: (because) => `${because}, left unassigned`,
    },
    because: {
      'everyone-on-a-break': 'Everyone on a break',
      'slots-taken': 'Everyone just got another ticket',
      'nobody-eligible': 'Nobody eligible',
      'pool-empty': 'Nobody in the pool',
      'ticket-closed': 'Nothing to do: closed already',
      'already-owned': 'Nothing to do: somebody has it',
    },
    somebody: 'Somebody',
    teams: {
      used: 'Yes',
      partly: (because) => `In part: ${because}`,
      notUsed: (because) => `No: ${because}`,
      because: {
        'partly-read': 'some presence couldn’t be read',
        'not-read': 'it wasn’t read',
        'graph-down': 'Microsoft didn’t answer',
        'graph-slow': 'Microsoft answered too slowly',
        'consent-missing': 'nobody has granted consent yet',
        'consent-spreading': 'consent is still spreading',
        'consent-revoked': 'the consent was taken back',
        'not-in-cloud': 'this cloud doesn’t offer it',
        'teams-availability-off': 'switched off in the workflow',
        'ignored-by-rule': 'an instruction says so',
        'too-far-ahead': 'the work starts too far ahead',
        'nobody-mapped': 'none of the candidates are mapped',
        'everyone-on-a-break': 'everyone is on a break',
      },
    },
    empty: 'No decision yet',
    emptyText:
      'Type the number of a ticket above. Tickets that your PSA reports come by themselves once a workflow takes them.',
    emptyPeriod: { today: 'Nothing was decided today', week: 'Nothing was decided in the last 7 days' },
    emptyFilter: 'No decision of this kind',
    emptySearch: (text) => `No decision about “${text}”`,
    showWeek: 'Show the last 7 days',
    showEver: 'Show everything',
    showAll: 'Show all decisions',
    holds: (count) => (count === 1 ? '1 ticket waits' : `${count} tickets wait`),
    noHolds: 'No ticket waits',
    holdsText: 'They are tried again by themselves until somebody can take them.',
    hold: {
      since: (time) => `Waits since ${time}`,
      next: (time) => `next try ${time}`,
      tries: (count) => (count === 1 ? 'tried once' : `tried ${count} times`),
      escalated: (time) => `A lead was told at ${time}`,
      needsPerson: 'Needs a person',
      look: 'Look',
      lookAt: (ref) => `Look at ticket ${ref}`,
      retry: 'Try again now',
      retryOf: (ref) => `Try again now: ticket ${ref}`,
      trying: 'Trying',
      stop: 'Stop',
      stopOf: (ref) => `Stop waiting for ticket ${ref}`,
      stopTitle: (ref) => `Stop trying ticket ${ref}?`,
      stopText: 'It stays with nobody until somebody takes it or dispatches it again.',
      stopYes: 'Stop trying',
      stopNo: 'Go on trying',
      stopped: (ref) => `Ticket ${ref} waits no more.`,
      goes: (ref, name) => `Ticket ${ref}: ${name}.`,
      still: (ref, because) => `Ticket ${ref} still waits: ${because}.`,
      settled: (ref) => `Ticket ${ref} needs nothing any more.`,
    },
    ask: {
      title: 'Dispatch a ticket',
      ticket: 'Ticket number',
      hint: 'As your PSA shows it, such as 48213.',
      missing: 'Type the number of a ticket.',
      suggest: 'Suggest',
      suggesting: 'Looking',
      dispatch: 'Dispatch',
      dispatching: 'Dispatching',
      explained: '“Suggest” writes nothing. “Dispatch” does what the workflow of the ticket is set to.',
      repeat: 'Decided a moment ago already; nothing was done twice.',
    },
  },
  de: {
    title: 'Disposition',
    closed: 'Diese Seite sehen Disposition, Leitung und Administration',
    askToSee:
      'Könntest du mir in Rollcall die Rolle „Disposition“ geben, damit ich Tickets sehen und verteilen kann?',
    loading: 'Entscheidungen werden geladen',
    loadingHolds: 'Wartende Tickets werden geladen',
    summary: {
      today: 'Entscheidungen von heute, die neueste zuerst.',
      week: 'Entscheidungen der letzten 7 Tage, die neueste zuerst.',
      ever: 'Alle aufbewahrten Entscheidungen, die neueste zuerst.',
    },
    counted: (zone) =>
      `Die Zahlen zählen den heutigen Tag in ${zone}; „Braucht einen Menschen“ zählt, was jetzt wartet.`,
    filters: 'Welche Entscheidungen',
    filter: {
      held: (count) => `Braucht einen Menschen ${count}`,
      suggested: (count) => `Vorgeschlagen ${count}`,
      assigned: (count) => `Zugewiesen ${count}`,
      'without-teams': (count) => `Ohne Teams ${count}`,
    },
    period: 'Zeitraum',
    periods: { today: 'Heute', week: 'Letzte 7 Tage', ever: 'Alles' },
    search: 'Ticket oder Person',
    list: 'Entscheidungen',
    column: {
      ticket: 'Ticket',
      company: 'Firma',
      decision: 'Entscheidung',
      when: 'Wann',
      teams: 'Teams verwendet?',
    },
    number: (ref) => `#${ref}`,
    noCompany: 'keine',
    shown: (count, isAll) => {
      if (!isAll) return `${count} Entscheidungen werden angezeigt, es gibt weitere.`;
      return count === '1' ? '1 Entscheidung.' : `${count} Entscheidungen.`;
    },
    news: (count) => (count === 1 ? '1 neue Entscheidung anzeigen' : `${count} neue Entscheidungen anzeigen`),
    more: '50 weitere anzeigen',
    decided: {
      suggested: (name) => `${name} (vorgeschlagen)`,
      dryRun: (name) => `${name} (Probelauf)`,
      done: (name) => `${name} (zugewiesen)`,
      pending: (name) => `${name} (sobald das PSA antwortet)`,
      owned: (name, owner) => `${name} (${owner ?? 'jemand anders'} war schneller)`,
      refused: (name) => `${name} (vom PSA abgelehnt)`,
      gone: 'Das Ticket wurde geschlossen oder gelöscht',
      takenBack: (name) => `${name} (zurückgenommen)`,
      accepted: (name) => `${name} (zugewiesen, angenommen)`,
      passed: (name) => `${name} (hat es weitergegeben)`,
      retrying: (because) => `${because}, wird wieder versucht`,
      held: (because) => `${because}, musste warten`,
      unassigned: (because) => `${because}, blieb ohne Zuweisung`,
    },
    because: {
      'everyone-on-a-break': 'Alle in Pause',
      'slots-taken': 'Alle haben gerade ein anderes Ticket bekommen',
      'nobody-eligible': 'Niemand kommt infrage',
      'pool-empty': 'Niemand in der Auswahl',
      'ticket-closed': 'Nichts zu tun: schon geschlossen',
      'already-owned': 'Nichts zu tun: Jemand hat es',
    },
    somebody: 'Jemand',
    teams: {
      used: 'Ja',
      partly: (because) => `Teilweise: ${because}`,
      notUsed: (because) => `Nein: ${because}`,
      because: {
        'partly-read': 'der Status war nur für manche lesbar',
        'not-read': 'nicht gelesen',
        'graph-down': 'Microsoft hat nicht geantwortet',
        'graph-slow': 'Microsoft hat zu langsam geantwortet',
        'consent-missing': 'noch keine Zustimmung erteilt',
        'consent-spreading': 'die Zustimmung wird noch verteilt',
        'consent-revoked': 'die Zustimmung wurde zurückgenommen',
        'not-in-cloud': 'diese Cloud bietet es nicht',
        'teams-availability-off': 'im Workflow ausgeschaltet',
        'ignored-by-rule': 'eine Anweisung sagt es so',
        'too-far-ahead': 'die Arbeit beginnt zu weit in der Zukunft',
        'nobody-mapped': 'niemand, der infrage kommt, ist zugeordnet',
        'everyone-on-a-break': 'alle sind in Pause',
      },
    },
    empty: 'Noch keine Entscheidung',
    emptyText:
      'Geben Sie oben die Nummer eines Tickets ein. Tickets, die Ihr PSA meldet, kommen von selbst, sobald ein Workflow sie nimmt.',
    emptyPeriod: {
      today: 'Heute wurde nichts entschieden',
      week: 'In den letzten 7 Tagen wurde nichts entschieden',
    },
    emptyFilter: 'Keine Entscheidung dieser Art',
    emptySearch: (text) => `Keine Entscheidung zu „${text}“`,
    showWeek: 'Letzte 7 Tage anzeigen',
    showEver: 'Alles anzeigen',
    showAll: 'Alle Entscheidungen anzeigen',
    holds: (count) => (count === 1 ? '1 Ticket wartet' : `${count} Tickets warten`),
    noHolds: 'Kein Ticket wartet',
    holdsText: 'Sie werden von selbst wieder versucht, bis jemand sie nehmen kann.',
    hold: {
      since: (time) => `Wartet seit ${time}`,
      next: (time) => `nächster Versuch ${time}`,
      tries: (count) => (count === 1 ? 'einmal versucht' : `${count}-mal versucht`),
      escalated: (time) => `Die Leitung weiß seit ${time} Bescheid`,
      needsPerson: 'Braucht einen Menschen',
      look: 'Ansehen',
      lookAt: (ref) => `Ticket ${ref} ansehen`,
      retry: 'Jetzt versuchen',
      retryOf: (ref) => `Ticket ${ref} jetzt versuchen`,
      trying: 'Wird versucht',
      stop: 'Beenden',
      stopOf: (ref) => `Warten auf Ticket ${ref} beenden`,
      stopTitle: (ref) => `Ticket ${ref} nicht mehr versuchen?`,
      stopText: 'Es bleibt bei niemandem, bis jemand es nimmt oder neu verteilt.',
      stopYes: 'Nicht mehr versuchen',
      stopNo: 'Weiter versuchen',
      stopped: (ref) => `Ticket ${ref} wartet nicht mehr.`,
      goes: (ref, name) => `Ticket ${ref}: ${name}.`,
      still: (ref, because) => `Ticket ${ref} wartet weiter: ${because}.`,
      settled: (ref) => `Für Ticket ${ref} ist nichts mehr nötig.`,
    },
    ask: {
      title: 'Ein Ticket verteilen',
      ticket: 'Ticketnummer',
      hint: 'Wie Ihr PSA sie zeigt, zum Beispiel 48213.',
      missing: 'Geben Sie die Nummer eines Tickets ein.',
      suggest: 'Vorschlagen',
      suggesting: 'Wird gesucht',
      dispatch: 'Verteilen',
      dispatching: 'Wird verteilt',
      explained:
        '„Vorschlagen“ schreibt nichts. „Verteilen“ tut, was im Workflow des Tickets eingestellt ist.',
      repeat: 'Gerade erst entschieden; nichts wurde doppelt getan.',
    },
  },
});

export type DispatchListWords = (typeof dispatchTexts)['en'];
