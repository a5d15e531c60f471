import { texts } from './language.ts';

/** How a setting is shown, by its key. */
export interface SettingWords {
  readonly label: string;
  readonly help: string;
  /** What the value must be, when the server refused it; not needed for numbers. */
  readonly problem?: string;
}

type ByKey = Readonly<Record<string, SettingWords>>;
type Unit = 'minutes' | 'hours' | 'percent' | 'count';
/** The unit after a number. */
type UnitWords = Readonly<Record<Unit, (count: number) => string>>;

export const settingTexts = texts({
  en: {
    title: 'Settings',
    summary: 'They apply to the whole desk, in chat, on the board and in the API.',
    loading: 'Loading settings',
    setting: {
      'desk.zone': {
        label: 'Time zone',
        help: 'Used when a person’s own zone is not known. Type a city, such as Europe/London.',
        problem: 'This is no time zone. Choose one of the list, such as Europe/London.',
      },
      'desk.locale': {
        label: 'Language and region',
        help: 'For dates and times in answers, such as en-GB.',
        problem: 'This is no language tag. Write it like en-GB or de-AT.',
      },
      'desk.working-hours': {
        label: 'Working hours',
        help: '“At 3” means the 3 o’clock inside them. Write 07:00-19:00.',
        problem: 'This is no range of hours within one day. Write it like 07:00-19:00.',
      },
      'mapping.teams': {
        label: 'Teams for auto-map',
        help: 'Auto-map looks for technicians in these teams.',
      },
      'availability.rota-teams': {
        label: 'Rota teams',
        help: 'The Shifts schedule of these teams tells who is on the clock.',
      },
      'availability.presence-blocks-minutes': {
        label: 'Presence counts for',
        help: 'Work that starts at most this long from now is judged by presence; later work is not.',
      },
      'availability.planning-window-hours': {
        label: 'Look ahead for shifts',
        help: 'How far ahead a technician’s next shift is looked for.',
      },
      'coverage.minimum': {
        label: 'People on shift at least',
        help: 'Fewer at any time are shown as a gap in the coverage.',
      },
    } as ByKey,
    unit: {
      minutes: (count) => (count === 1 ? 'minute' : 'minutes'),
      hours: (count) => (count === 1 ? 'hour' : 'hours'),
      percent: () => '%',
      count: (count) => (count === 1 ? 'person' : 'people'),
    } as UnitWords,
    bounds: (min: string, max: string) => `From ${min} to ${max}.`,
    isDefault: (value: string) => `Default: ${value}.`,
    everyTeam: 'Every team of the tenant',
    tickedTeams: 'The teams for auto-map that have a schedule',
    chooseTeams: 'Choose in Setup',
    chooseTeamsOf: (label: string) => `${label}: choose in Setup`,
    backToDefault: 'Back to default',
    backToDefaultOf: (label: string, value: string) => `${label}: back to default (${value})`,

    unsaved: (count: number) => (count === 1 ? '1 unsaved change' : `${count} unsaved changes`),
    save: 'Save',
    discard: 'Discard',
    saved: (labels: string) => `Saved: ${labels}.`,
    undone: (labels: string) => `Back as before: ${labels}.`,
    undoFailed:
      'Not everything could be put back: it was changed again meanwhile, or the service did not answer.',
    notNumber: 'Write a whole number.',
    outOfBounds: (min: string, max: string) => `Write a whole number from ${min} to ${max}.`,
    empty: 'Write a value, or go back to the default.',
    refused: 'This value can’t be used.',
    conflictTitle: 'Somebody else changed this meanwhile',
    conflict: (label: string, theirs: string) => `“${label}” is ${theirs} by now. Yours is not saved.`,
    keepTheirs: (theirs: string) => `Keep ${theirs}`,
    saveMine: (mine: string) => `Save ${mine}`,

    valueColumn: 'Value',
    helpColumn: 'What it does',
    readOnly: 'Leads and admins change settings.',
    ask: 'Could you please change a setting of Rollcall for me (Admin, Settings)?',
  },
  de: {
    title: 'Einstellungen',
    summary: 'Sie gelten für den ganzen Desk: im Chat, in der Übersicht und in der API.',
    loading: 'Einstellungen werden geladen',
    setting: {
      'desk.zone': {
        label: 'Zeitzone',
        help: 'Gilt, wenn die Zone einer Person nicht bekannt ist. Geben Sie eine Stadt ein, etwa Europe/Berlin.',
        problem: 'Das ist keine Zeitzone. Wählen Sie eine aus der Liste, etwa Europe/Berlin.',
      },
      'desk.locale': {
        label: 'Sprache und Region',
        help: 'Für Datum und Uhrzeit in Antworten, etwa de-DE.',
        problem: 'Das ist kein Sprachkürzel. Schreiben Sie es wie de-DE oder en-GB.',
      },
      'desk.working-hours': {
        label: 'Geschäftszeiten',
        help: '„Um 3“ meint die Uhrzeit, die darin liegt. Schreiben Sie 07:00-19:00.',
        problem: 'Das ist keine Zeitspanne innerhalb eines Tages. Schreiben Sie sie wie 07:00-19:00.',
      },
      'mapping.teams': {
        label: 'Teams für die automatische Zuordnung',
        help: 'In diesen Teams sucht die automatische Zuordnung nach Technikern.',
      },
      'availability.rota-teams': {
        label: 'Schichtteams',
        help: 'Der Zeitplan dieser Teams in Schichten sagt, wer im Dienst ist.',
      },
      'availability.presence-blocks-minutes': {
        label: 'Anwesenheit zählt für',
        help: 'Arbeit, die spätestens in dieser Zeit beginnt, wird nach der Anwesenheit beurteilt; spätere nicht.',
      },
      'availability.planning-window-hours': {
        label: 'Schichten vorausschauen',
        help: 'So weit im Voraus wird die nächste Schicht eines Technikers gesucht.',
      },
      'coverage.minimum': {
        label: 'Mindestens in Schicht',
        help: 'Sind es zu irgendeiner Zeit weniger, zeigt die Abdeckung eine Lücke.',
      },
    },
    unit: {
      minutes: (count) => (count === 1 ? 'Minute' : 'Minuten'),
      hours: (count) => (count === 1 ? 'Stunde' : 'Stunden'),
      percent: () => '%',
      count: (count) => (count === 1 ? 'Person' : 'Personen'),
    },
    bounds: (min: string, max: string) => `Von ${min} bis ${max}.`,
    isDefault: (value: string) => `Standard: ${value}.`,
    everyTeam: 'Alle Teams des Mandanten',
    tickedTeams: 'Die Teams der automatischen Zuordnung, die einen Zeitplan haben',
    chooseTeams: 'In der Einrichtung wählen',
    chooseTeamsOf: (label: string) => `${label}: in der Einrichtung wählen`,
    backToDefault: 'Auf Standard zurücksetzen',
    backToDefaultOf: (label: string, value: string) => `${label}: auf Standard zurücksetzen (${value})`,

    unsaved: (count: number) =>
      count === 1 ? '1 nicht gespeicherte Änderung' : `${count} nicht gespeicherte Änderungen`,
    save: 'Speichern',
    discard: 'Verwerfen',
    saved: (labels: string) => `Gespeichert: ${labels}.`,
    undone: (labels: string) => `Wieder wie zuvor: ${labels}.`,
    undoFailed:
      'Nicht alles ließ sich zurücksetzen: Es wurde inzwischen erneut geändert, oder der Dienst antwortete nicht.',
    notNumber: 'Geben Sie eine ganze Zahl ein.',
    outOfBounds: (min: string, max: string) => `Geben Sie eine ganze Zahl von ${min} bis ${max} ein.`,
    empty: 'Geben Sie einen Wert ein, oder setzen Sie auf den Standard zurück.',
    refused: 'Dieser Wert ist nicht verwendbar.',
    conflictTitle: 'Jemand anders hat das inzwischen geändert',
    conflict: (label: string, theirs: string) =>
      `„${label}“ steht inzwischen auf ${theirs}. Ihr Wert ist nicht gespeichert.`,
    keepTheirs: (theirs: string) => `${theirs} behalten`,
    saveMine: (mine: string) => `${mine} speichern`,

    valueColumn: 'Wert',
    helpColumn: 'Was es bewirkt',
    readOnly: 'Einstellungen ändern Leitung und Administration.',
    ask: 'Könntest du bitte eine Einstellung von Rollcall für mich ändern („Admin“, „Einstellungen“)?',
  },
});
