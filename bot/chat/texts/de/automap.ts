import type { AutomapTexts } from '../en/automap.ts';
import { german } from './wording.ts';

const { counted } = german;

export const automap: AutomapTexts = {
  previewTitle: 'Vorschau der Auto-Zuordnung',
  scopeFull: (teams) => `Alle Teams des Mandanten (${counted(teams, 'Team', 'Teams')} gelesen)`,
  scopeTeams: (teams) => `Teams: ${teams}`,
  counts: ({ add, update, unchanged }) => `${add} neu · ${update} zu ändern · ${unchanged} gleich`,
  kept: ({ manualKept, excluded, unmatched }) =>
    [
      `${manualKept} manuell, bleiben`,
      ...(excluded > 0 ? [`${excluded} ausgenommen`] : []),
      `${unmatched} nicht zugeordnet`,
    ].join(' · '),
  ambiguousAmong: (count) =>
    count === 1
      ? 'Bei 1 davon muss ein Mensch entscheiden.'
      : `Bei ${count} davon muss ein Mensch entscheiden.`,
  mostly: (reason, count, total) =>
    count === total ? `Grund: ${reason}.` : `Häufigster Grund: ${reason} (${count} von ${total}).`,
  nobodyMatched: (count) =>
    `Von ${counted(count, 'Techniker', 'Technikern')} passte niemand: Die E-Mail-Adressen in PSA und Microsoft 365 unterscheiden sich durchweg.`,
  samplePair: (pair) => `Zum Beispiel: ${pair}.`,
  nothingChangedYet: 'Noch ist nichts geändert.',
  applyDoes: (count) =>
    `„Anwenden“ schreibt ${counted(count, 'Zuordnung', 'Zuordnungen')}. Manuelle Zuordnungen bleiben immer, und der Durchgang lässt sich rückgängig machen.`,
  applyOnlyClears:
    '„Anwenden“ ändert nur, was unten zum Entfernen angehakt ist. Manuelle Zuordnungen bleiben immer, und der Durchgang lässt sich rückgängig machen.',
  nothingToApply: 'Es gibt nichts anzuwenden: Jede mögliche Zuordnung besteht schon.',
  pickedTeamsOnly: 'Nur ausgewählte Teams: Entfernt werden kann nichts.',
  noClears: 'Es würde nichts entfernt.',
  incomplete: (teams) => `Nicht zu Ende gelesen: ${teams}.`,
  teamBecause: (team, because) => `${team} (${because})`,
  incompleteMeans: 'Deshalb kann dieser Durchgang nichts entfernen; Hinzufügen und Ändern geht trotzdem.',
  clearsTitle: (count) => `Würden entfernt (${count})`,
  clearRow: (was, because) => (was ? `war ${was} · ${because}` : because),
  noLongerMatches: 'Passt nicht mehr',
  andMore: (count) => `und ${count} weitere`,
  clearLabel: 'Entfernen',
  clearTick: (count) =>
    `Auch ${counted(count, 'Zuordnung', 'Zuordnungen')} entfernen, die nicht mehr ${count === 1 ? 'passt' : 'passen'}`,
  massClearLabel: 'Ungewöhnlich viel zu entfernen',
  massClearTick: (count, of) =>
    `Ja, ${count} von ${counted(of, 'automatischen Zuordnung', 'automatischen Zuordnungen')} entfernen. Ich habe geprüft, dass sie wirklich weg sind`,
  massClearWhy:
    'So viele auf einmal bedeuten oft, dass ein Team oder das PSA falsch gelesen wurde. Ohne Haken lässt „Anwenden“ sie, wie sie sind.',
  openUntil: (when) => `Die Vorschau lässt sich bis ${when} anwenden.`,
  apply: () => 'Anwenden',
  previewSummary: (count, clears, unmatched) =>
    `Vorschau der Auto-Zuordnung: ${count} zu schreiben, ${clears} zu entfernen, ${unmatched} nicht zugeordnet. Noch ist nichts geändert.`,

  runningTitle: 'Techniker werden zugeordnet …',
  running: ({ teamsDone, teamsTotal, members }) =>
    `${teamsDone} von ${counted(teamsTotal, 'Team', 'Teams')} gelesen, ${counted(members, 'Mitglied', 'Mitglieder')} verglichen.`,
  runningStart: 'Die Teams werden gelesen.',
  waiting: (until) => `Microsoft bittet mich zu warten. Um ${until} mache ich von selbst weiter.`,
  waitingTooLong: (until, endsAt) =>
    `Microsoft bittet mich, bis ${until} zu warten. Das ist länger, als ein Durchgang dauern darf; um ${endsAt} zeige ich, was ich gelesen habe.`,
  runningNote:
    'Sie müssen nicht warten; die Karte aktualisiert sich selbst. Vor „Anwenden“ wird nichts geändert.',

  resultTitle: {
    complete: (when) => `Auto-Zuordnung abgeschlossen, ${when}`,
    partial: (when) => `Auto-Zuordnung teilweise abgeschlossen, ${when}`,
    held: (when) => `Auto-Zuordnung abgeschlossen, Entfernen zurückgehalten, ${when}`,
    undone: 'Dieser Durchgang wurde rückgängig gemacht',
    cancelled: 'Diese Vorschau der Auto-Zuordnung wurde abgebrochen',
    failed: 'Die Auto-Zuordnung konnte nicht abschließen',
    interrupted: 'Die Auto-Zuordnung wurde unterbrochen',
    preview: 'Diese Vorschau der Auto-Zuordnung ist noch nicht angewendet',
    scanning: 'Die Auto-Zuordnung liest noch',
    waiting: 'Die Auto-Zuordnung wartet, bis Microsoft weiteres Lesen erlaubt',
  },
  unapplied: 'Es wurde keine Zuordnung geändert.',
  nothingRead: 'Microsoft ließ mich rechtzeitig niemanden lesen, also wurde keine Zuordnung geändert.',
  takenBack: 'Die Zuordnungen, die er geschrieben hat, sind wie vor dem Durchgang.',
  result: ({ added, changed, cleared, kept }) =>
    `${added} neu · ${changed} geändert · ${cleared} entfernt · ${kept} unverändert`,
  startedBy: (name) => `Gestartet von ${name}.`,
  skipped: (count) =>
    count === 1
      ? '1 Zeile blieb, wie sie ist, weil jemand sie nach der Vorschau geändert hat.'
      : `${count} Zeilen blieben, wie sie sind, weil jemand sie nach der Vorschau geändert hat.`,
  held: (count) =>
    `${counted(count, 'Zuordnung wurde', 'Zuordnungen wurden')} nicht entfernt: So viele auf einmal brauchen Ihr ausdrückliches Ja. Starten Sie die Auto-Zuordnung noch einmal und haken Sie das Entfernen an, oder lassen Sie es so.`,
  notCleared: (count) =>
    count === 1
      ? '1 Zuordnung, die nicht mehr passt, blieb, weil das Entfernen nicht angehakt war.'
      : `${count} Zuordnungen, die nicht mehr passen, blieben, weil das Entfernen nicht angehakt war.`,
  partialMeans: 'Deshalb wurde nichts entfernt.',
  unmatchedTitle: (count) => `Nicht zugeordnet (${count})`,
  everyoneMatched: 'Alle Techniker sind zugeordnet.',
  resultSummary: ({ added, changed, cleared, unmatched }) =>
    `Auto-Zuordnung abgeschlossen: ${added} neu, ${changed} geändert, ${cleared} entfernt, ${unmatched} nicht zugeordnet.`,
  compared: (ours, theirs, because) => `PSA: ${ours} · Microsoft 365: ${theirs} (${because})`,
  comparedAlone: (ours) => `PSA: ${ours} · Microsoft 365: nichts Ähnliches gefunden`,
  noEmail: 'keine E-Mail-Adresse',
  rivals: (names) => `Passt auch zu: ${names}`,

  undoneTitle: 'Auto-Zuordnung rückgängig gemacht',
  undone: (restored) => `${counted(restored, 'Zuordnung ist', 'Zuordnungen sind')} wie vor dem Durchgang.`,
  undoneLeft: (left) =>
    left === 1
      ? '1 Zeile blieb, wie sie ist, weil jemand sie seitdem geändert hat.'
      : `${left} Zeilen blieben, wie sie sind, weil jemand sie seitdem geändert hat.`,
  cancelledTitle: 'Auto-Zuordnung abgebrochen',
  cancelled: 'Es wurde nichts geändert.',

  openTitle: 'Wer nicht zugeordnet ist',
  openCount: (open, all) => `${open} von ${counted(all, 'Techniker', 'Technikern')} nicht zugeordnet`,
  everyoneMapped: 'Alle Techniker sind einem Microsoft-Benutzer zugeordnet.',
  noTechnicians: 'Das PSA führt keine aktiven Techniker.',
  excluded: 'Von der Auto-Zuordnung ausgenommen',
  reasonUnknown: 'Noch nicht geprüft',
  runToSee:
    'Starten Sie die Auto-Zuordnung, um die Gründe zu sehen: Sie vergleicht die E-Mail-Adressen und ändert vor „Anwenden“ nichts.',
  askLead: 'Die Leitung kann die Auto-Zuordnung starten oder Personen manuell zuordnen.',
  suggestionsLabel: 'Dem vorgeschlagenen Konto zuordnen',
  suggestion: (name, account, because) => `${name} → ${account} (${because})`,
  guest: 'Gast',
  suggestionsInPersonal:
    'Die Auto-Zuordnung hat Vorschläge: Fragen Sie mich dasselbe in unserem eigenen Chat, dann genügt ein Druck pro Person.',
  mapped: (name, account, source) => `${name} ist ${account} zugeordnet (${source}).`,
  showing: (from, to, of) => `${from}–${to} von ${of}`,
};
