import type { SetupTexts } from '../en/setup.ts';
import { german } from './wording.ts';

const { counted } = german;

export const setup: SetupTexts = {
  welcome: (name) => `Hallo ${name}. Ich weiß, wer gerade ein Ticket übernehmen kann.`,
  welcomeReads:
    'Von Microsoft lese ich Anwesenheit, Schichten, Teams und Anmeldenamen. Keine Chats, Dateien, Mails oder Kalender.',
  welcomeConsent:
    'Die Einrichtung ist nicht abgeschlossen: Es fehlt die Administratorzustimmung für Microsoft 365.',
  welcomeConsentAdmin:
    'Die Einrichtung ist nicht abgeschlossen: Holen Sie hier den Zustimmungslink, oder öffnen Sie die Einrichtung.',
  welcomeTry: (mayMap) =>
    `Versuchen Sie: wer ist verfügbar · wer ist um 15 Uhr da · ist Ana frei${mayMap ? ' · Auto-Zuordnung' : ''}`,

  introTitle: (name, team) => `${name} hat mich zu ${team} hinzugefügt.`,
  introTitleAlone: (team) => `Ich wurde zu ${team} hinzugefügt.`,
  introHow: 'Erwähnen Sie mich und fragen Sie „wer ist verfügbar“ oder „wann ist Ana zurück“.',
  introPromise: 'Ich schreibe hier nur, wenn jemand fragt.',

  helpTitle: 'Was Sie fragen können',
  hello: (name) => `Hallo ${name}.`,
  helpZone: (zone) => `Zeiten gelten in Ihrer Zeitzone (${zone}). Tippfehler machen nichts.`,
  helpZoneDesk: (zone, desk) =>
    `Zeiten gelten in Ihrer Zeitzone (${zone}); der Desk ist in ${desk}. Tippfehler machen nichts.`,
  helpMore: (count) =>
    `Und ${counted(count, 'weiterer Befehl', 'weitere Befehle')}: Die Liste neben dem Eingabefeld enthält alle.`,

  healthTitle: {
    ok: 'Alles ist verbunden',
    warning: 'Verbunden, aber etwas verdient einen Blick',
    broken: 'Etwas muss behoben werden',
    unknown: 'Nicht alles ließ sich prüfen',
  },
  checkedAt: (clock) => `Geprüft um ${clock}`,
  state: { ok: 'OK', warning: 'Einen Blick wert', broken: 'Defekt', unknown: 'Nicht bekannt' },
  check: {
    consent: 'Zustimmung bei Microsoft',
    technicians: 'Techniker (PSA)',
    mapping: 'Zuordnung',
    presence: 'Anwesenheit',
    rota: 'Schichten',
  },
  rotaOf: (team) => `Schichten von ${team}`,
  consentOk: 'Alle vier Leseberechtigungen sind erteilt.',
  techniciansOk: ({ technicians }) =>
    `${counted(Number(technicians ?? 0), 'aktiver Techniker', 'aktive Techniker')} im PSA.`,
  mappingOk: ({ mapped, technicians }) =>
    `${mapped ?? 0} von ${technicians ?? 0} Technikern sind zugeordnet.`,
  mappingNobody: 'Noch niemand ist einem Microsoft-Benutzer zugeordnet.',
  mappingMend: 'Starten Sie die Auto-Zuordnung; den Rest kann die Leitung manuell zuordnen.',
  presenceOk: 'Die Anwesenheit wird live aus Teams gelesen.',
  presenceNobody: 'Die Anwesenheit wird nicht gelesen, weil noch niemand zugeordnet ist.',
  presencePartly: 'Die Anwesenheit ist nur von einem Teil der Personen lesbar.',
  rotaOk: 'Die Schichten werden live aus Teams gelesen.',
  rotaNone: 'Es ist kein Schichtplan-Team gewählt, also gilt niemand als außerhalb der Schicht.',
  rotaNoneMend:
    'Die Leitung wählt in den Einstellungen Schichtplan-Teams, falls der Desk mit Schichten arbeitet.',
  notChecked: 'Ließ sich nicht prüfen.',

  consentTitle: 'Zustimmung auf der Seite von Microsoft',
  consentWhat:
    'Die Seite öffnet sich in einem neuen Fenster und fragt nach vier Leseberechtigungen: Anwesenheit, Schichten, Teammitglieder, Personen.',
  consentWho:
    'Zustimmen kann ein globaler Administrator oder ein Administrator für privilegierte Rollen Ihres Mandanten.',
  consentUntil: (when) =>
    `Der Link gilt einmal, bis ${when}. Kommen Sie danach hierher zurück und prüfen Sie erneut.`,

  notUnderstood: 'Das habe ich nicht verstanden.',
  closest: (examples) => `Am nächsten kommt: ${examples}.`,
  noClosest: 'Versuchen Sie „wer ist verfügbar“, oder sehen Sie nach, was ich verstehe.',
  notYet: (title) => `Ich habe „${title}“ verstanden, kann das aber noch nicht.`,
  notYetStill: (mayMap) =>
    mayMap
      ? 'Sie können fragen, wer verfügbar ist, nach einer Person, oder die Auto-Zuordnung starten.'
      : 'Sie können fragen, wer verfügbar ist, oder nach einer Person.',
  stale: 'Diese Karte ist mehr als einen Tag alt.',
  staleWhat: 'Es wurde nichts getan. „Neu laden“ zeigt den Stand von jetzt.',

  quoted: (said) => `„${said}“`,
  askOneOf: (names) => `Fragen Sie zum Beispiel: ${names}.`,
  askAdmin: 'Fragen Sie eine Administratorin oder einen Administrator von Rollcall.',
  reference: (reference) => `Referenz ${reference}`,
};
