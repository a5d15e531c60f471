import { texts } from './language.ts';

type Check = 'consent' | 'psa' | 'teams' | 'technicians' | 'mapping' | 'presence' | 'rota';
type State = 'ok' | 'warning' | 'broken' | 'unknown';

export const healthTexts = texts({
  en: {
    title: 'Health',
    loading: 'Trying everything that was set up',
    checkedAt: (time: string) => `All checks ${time}`,
    runAgain: 'Run again',
    running: 'Checking',
    overall: {
      ok: 'Everything works.',
      warning: 'Everything works, with something worth a look.',
      broken: 'Something needs mending.',
      unknown: 'Not everything could be checked.',
    } as Readonly<Record<State, string>>,
    list: 'Checks',
    state: { ok: 'OK', warning: 'Worth a look', broken: 'Broken', unknown: 'Unknown' } as Readonly<
      Record<State, string>
    >,
    check: {
      consent: 'Microsoft consent',
      psa: 'PSA connection',
      teams: 'Teams',
      technicians: 'Technicians',
      mapping: 'Mapping',
      presence: 'Presence',
      rota: 'Shifts',
    } as Readonly<Record<Check, string>>,
    rotaOf: (team: string) => `Shifts of ${team}`,
    fine: {
      consent: () => 'All four read-only permissions are granted.',
      psa: () => 'The PSA answers.',
      teams: () => 'The list of teams can be read.',
      technicians: (count: string) =>
        count === '1' ? '1 active technician in the PSA.' : `${count} active technicians in the PSA.`,
      mapping: () => 'Every technician is mapped to a Microsoft user.',
      presence: () => 'Presence is read live from Teams.',
      rota: () => 'Shifts are read live from Teams.',
    },
    mapped: (mapped: string, all: string) =>
      `${mapped} of ${all} technicians are mapped to a Microsoft user.`,
    nobodyMapped: 'Nobody is mapped to a Microsoft user yet.',
    presenceNobody: 'Presence is not read, because nobody is mapped yet.',
    presencePartly: 'Presence is read for a part of the people only.',
    noRota: 'No rota team is chosen, so nobody counts as off shift.',
    missing: (permissions: string) => `Missing: ${permissions}.`,
    waits: 'Could not be checked, because another part failed.',
    notKnown: 'Could not be checked.',
    fix: {
      setup: 'Open Setup',
      run: 'Run auto-map in Setup',
      rota: 'Choose rota teams in Setup',
      psa: 'Open PSA',
      technicians: 'Show who is open in Technicians',
    },
    operator: 'Whoever runs Rollcall has to mend this; the copied report tells them what.',
    patience: 'It often mends by itself: run the checks again in a minute.',
    copyReport: 'Copy report',
    noPersonalData: 'No personal data in it.',
    version: (version: string) => `Version ${version}`,
    stored: 'What is stored',
  },
  de: {
    title: 'Zustand',
    loading: 'Alles Eingerichtete wird ausprobiert',
    checkedAt: (time: string) => `Alle Prüfungen ${time}`,
    runAgain: 'Erneut prüfen',
    running: 'Wird geprüft',
    overall: {
      ok: 'Alles funktioniert.',
      warning: 'Alles funktioniert, aber etwas verdient einen Blick.',
      broken: 'Etwas muss behoben werden.',
      unknown: 'Nicht alles ließ sich prüfen.',
    },
    list: 'Prüfungen',
    state: { ok: 'OK', warning: 'Einen Blick wert', broken: 'Defekt', unknown: 'Nicht bekannt' },
    check: {
      consent: 'Zustimmung bei Microsoft',
      psa: 'PSA-Verbindung',
      teams: 'Teams',
      technicians: 'Techniker',
      mapping: 'Zuordnung',
      presence: 'Anwesenheit',
      rota: 'Schichten',
    },
    rotaOf: (team: string) => `Schichten von ${team}`,
    fine: {
      consent: () => 'Alle vier Leseberechtigungen sind erteilt.',
      psa: () => 'Das PSA antwortet.',
      teams: () => 'Die Liste der Teams ist lesbar.',
      technicians: (count: string) =>
        count === '1' ? '1 aktiver Techniker im PSA.' : `${count} aktive Techniker im PSA.`,
      mapping: () => 'Jeder Techniker ist einem Microsoft-Benutzer zugeordnet.',
      presence: () => 'Die Anwesenheit wird live aus Teams gelesen.',
      rota: () => 'Die Schichten werden live aus Teams gelesen.',
    },
    mapped: (mapped: string, all: string) =>
      `${mapped} von ${all} Technikern sind einem Microsoft-Benutzer zugeordnet.`,
    nobodyMapped: 'Noch niemand ist einem Microsoft-Benutzer zugeordnet.',
    presenceNobody: 'Die Anwesenheit wird nicht gelesen, weil noch niemand zugeordnet ist.',
    presencePartly: 'Die Anwesenheit ist nur für einen Teil der Personen lesbar.',
    noRota: 'Es ist kein Schichtteam gewählt, also gilt niemand als außerhalb der Schicht.',
    missing: (permissions: string) => `Es fehlt: ${permissions}.`,
    waits: 'Ließ sich nicht prüfen, weil ein anderer Teil nicht funktioniert.',
    notKnown: 'Ließ sich nicht prüfen.',
    fix: {
      setup: 'Einrichtung öffnen',
      run: 'Automatische Zuordnung in der Einrichtung starten',
      rota: 'Schichtteams in der Einrichtung wählen',
      psa: 'PSA öffnen',
      technicians: 'Offene unter „Techniker“ ansehen',
    },
    operator: 'Das muss der Betreiber von Rollcall beheben; der kopierte Bericht sagt ihm, was zu tun ist.',
    patience: 'Das gibt sich oft von selbst: Prüfen Sie in einer Minute erneut.',
    copyReport: 'Bericht kopieren',
    noPersonalData: 'Er enthält keine personenbezogenen Daten.',
    version: (version: string) => `Version ${version}`,
    stored: 'Was gespeichert ist',
  },
});

export type HealthWords = (typeof healthTexts)['en'];
