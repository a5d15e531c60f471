import { texts } from './language.ts';

const count = (number: number, one: string, many: string): string => (number === 1 ? one : many);

export const autoMapTexts = texts({
  en: {
    title: 'Review auto-map',
    setup: 'Setup',
    loadingRows: 'Loading the rows',

    scanningTitle: 'Comparing technicians with members',
    progressLabel: 'Teams read',
    progress: (done: string, total: string, members: string) =>
      `${done} of ${total} teams read, ${members} members so far.`,
    progressUnknown: 'Reading the list of teams…',
    waitingUntil: (time: string) => `Microsoft asked us to wait until ${time}. The run goes on by itself.`,
    waitingEnds: (time: string) => `Microsoft asked us to wait. The run ends ${time} with what it has read.`,
    mayLeave: 'You can leave this page; the run goes on and waits for you in Setup.',

    scopeFull: (members: string) => `No team was ticked: every team was scanned, ${members} members.`,
    scopePart: (members: string) =>
      `No team was ticked, so every team was asked for; ${members} members could be read.`,
    scopeTeams: (teams: string, members: string) => `Scanned: ${teams}, ${members} members.`,
    startedBy: (by: string, at: string) => `Started by ${by}, ${at}.`,
    validUntil: (time: string) => `Can be applied until ${time}.`,
    expired: 'This review is too old to be applied. Previews hold for 30 minutes.',
    again: 'Preview again',
    otherRun: 'Open the run',

    counts: (n: {
      readonly add: string;
      readonly update: string;
      readonly clear: string;
      readonly unchanged: string;
      readonly kept: string;
      readonly unmatched: string;
    }) =>
      `${n.add} to add, ${n.update} to change, ${n.clear} to clear, ${n.unchanged} unchanged, ${n.kept} kept, ${n.unmatched} unmatched.`,
    groupsLabel: 'Rows shown',
    groups: {
      changes: 'Changes',
      clears: 'No longer match',
      unmatched: 'Unmatched',
      unchanged: 'Unchanged',
      kept: 'Manual or excluded',
    },
    groupWithCount: (name: string, number: string) => `${name} ${number}`,
    search: 'Search names and addresses',
    emptyGroup: {
      changes: 'Nothing to add or change.',
      clears: 'Everybody who is auto-mapped still matches.',
      unmatched: 'Everybody is matched.',
      unchanged: 'No row stays as it is.',
      kept: 'Nobody is mapped by hand or excluded.',
    },
    noMatch: (text: string) => `No row matches “${text}”.`,
    page: (from: string, to: string, all: string) => `${from} to ${to} of ${all}`,
    previous: 'Previous 100',
    next: 'Next 100',
    keys: 'Keys: J and K move, A takes, S skips.',

    technician: 'Technician',
    now: 'Now',
    after: 'After',
    why: 'Why',
    psaSays: 'PSA says',
    microsoftHas: 'Microsoft has',
    noEmail: 'no address',
    nobody: 'not mapped',
    cleared: 'not mapped',
    otherAccount: 'another account',
    guest: 'guest',
    take: (name: string) => `Take the change for ${name}`,
    taken: 'Taken',
    skipped: 'Skipped',

    because: {
      add: { mail: 'same email', userPrincipalName: 'same as the sign-in name' },
      update: {
        mail: 'this account has the email now',
        userPrincipalName: 'this account has the sign-in name now',
      },
      unchanged: 'nothing changes',
      'manual-kept': 'mapped by hand, never changed by a run',
      excluded: 'excluded from auto-map',
      clear: 'no longer found in any team',
    },
    reasons: {
      'no-email': 'has no email in the PSA',
      'no-user-with-this-email': 'no member has this email',
      'email-shared-by-technicians': (names: string) => `shares this email with ${names} in the PSA`,
      'email-fits-several-users': (names: string) => `fits several accounts: ${names}`,
      'user-fits-several-technicians': (names: string) => `the account also fits ${names}`,
      'account-disabled': 'the account is disabled',
      'guest-sign-in-name-only': 'a guest fits by sign-in name only, which is not proof',
      'user-mapped-by-hand-elsewhere': (names: string) => `the account was mapped by hand to ${names}`,
      'technician-gone': 'is not active in the PSA any more',
    },
    suggestions: 'Suggestions',
    suggestion: {
      alias: 'alias of this account',
      'other-mail': 'other email of this account',
      'other-psa-email': 'another email in the PSA',
      'similar-name': 'similar name',
    },
    map: 'Map',
    mapNamed: (account: string, name: string) => `Map ${name} to ${account}`,
    mappedByHand: (account: string) => `Mapped by hand to ${account}`,
    mappedNotice: (name: string, account: string) =>
      `${name} is mapped to ${account}. A run never changes that.`,
    choose: 'Choose an account',
    chooseNamed: (name: string) => `Choose an account for ${name}`,

    mostlyUnmatchedTitle: 'Hardly anybody matched',
    mostlyUnmatched: (unmatched: string, all: string) =>
      `${unmatched} of ${all} technicians have no account. The addresses in the PSA and in Microsoft 365 seem to differ in kind, for example by domain.`,
    compare: 'Compare:',
    psaHas: 'The PSA has, for example:',
    mostlyUnmatchedHow:
      'Mend the addresses in the PSA, or map by hand. If the wrong teams were scanned, pick others in Setup.',

    clearsTick: (number: string) => `Also clear the ${number} mappings that no longer match`,
    clearsTickOne: 'Also clear the mapping that no longer matches',
    clearsHeld: (number: string, all: string) =>
      `That is ${number} of ${all} auto mappings, unusually many. Tick it only if you are sure.`,
    nothingCleared: {
      scope: 'Only picked teams were scanned, so this run clears nothing.',
      partial: 'Nothing is cleared, because not every team could be read.',
    },
    partlyReadTitle: 'Not every team could be read',
    partlyRead: (teams: string) =>
      `Not read: ${teams}. Whoever is only there looks unmatched. This run adds and changes, and clears nothing; preview again once every team can be read.`,
    unread: (name: string, reason: string) => `${name} (${reason})`,
    closedTeam: 'archived, deleted or closed to Rollcall',
    massTitle: (number: string) => `Clear ${number} mappings?`,
    massText:
      'So many at once often means that a team or the PSA was read wrongly. Those technicians then have no presence and no shifts until they are mapped again. The run can be undone.',
    massConfirm: (number: string) => `Clear ${number} mappings`,
    massKeep: 'Keep them',

    apply: (number: string, isOne: boolean) => (isOne ? 'Apply 1 change' : `Apply ${number} changes`),
    applying: 'Applying…',
    nothingToApply: 'There is nothing to apply.',
    backToSetup: 'Back to Setup',
    cancel: 'Cancel the review',
    cancelled: 'The review was thrown away. Nothing was changed.',
    skippedCount: (number: number) => `${number} ${count(number, 'row', 'rows')} skipped`,

    result: (n: { readonly written: string; readonly cleared: string }) =>
      `${n.written} applied, ${n.cleared} cleared.`,
    resultTitle: {
      complete: 'Applied',
      held: 'Applied, but nothing was cleared',
      partial: 'Applied what could be read',
    },
    leftOut: (number: number) => `${number} skipped by you.`,
    skippedChanged: (number: number) =>
      `${number} left alone, because somebody changed ${count(number, 'it', 'them')} meanwhile.`,
    notCleared: (number: number) =>
      `${number} no longer ${count(number, 'matches', 'match')} and ${count(number, 'keeps its', 'keep their')} mapping.`,
    undo: 'Undo this run',
    undone: (restored: number, left: number) =>
      left === 0
        ? `The run was undone: ${restored} ${count(restored, 'row', 'rows')} as before.`
        : `The run was undone: ${restored} ${count(restored, 'row', 'rows')} as before, ${left} left alone because somebody changed ${count(left, 'it', 'them')} since.`,
    undoneTitle: 'This run was undone',
    undoneText: 'The mappings are as they were before it, but for rows that somebody changed since.',
    technicians: 'See the technicians',

    failedTitle: 'The run failed',
    cancelledTitle: 'This review was thrown away',
    cancelledText: 'Nothing was changed.',
    interruptedTitle: 'The run was cut off',
    interruptedText: 'Rollcall was restarted in the middle. Nothing was changed.',
    nothingReadTitle: 'Microsoft let nothing be read',
    nothingReadText: 'It asked us to wait longer than a run may take. Nothing was changed. Try again later.',
    gone: 'This run no longer exists',
    goneText: 'Runs are kept for 30 days.',
    outcome: { written: 'written', 'skipped-changed': 'left alone, changed meanwhile', none: 'not written' },
    askToMap: 'Could you run auto-map in Rollcall? Open Rollcall in Teams, then Admin, then Setup, step 3.',
  },
  de: {
    title: 'Zuordnung prüfen',
    setup: 'Einrichtung',
    loadingRows: 'Zeilen werden geladen',

    scanningTitle: 'Techniker werden mit Mitgliedern verglichen',
    progressLabel: 'Gelesene Teams',
    progress: (done: string, total: string, members: string) =>
      `${done} von ${total} Teams gelesen, bisher ${members} Mitglieder.`,
    progressUnknown: 'Die Liste der Teams wird gelesen …',
    waitingUntil: (time: string) =>
      `Microsoft bat uns, bis ${time} zu warten. Der Lauf geht von selbst weiter.`,
    waitingEnds: (time: string) =>
      `Microsoft bat uns zu warten. Der Lauf endet ${time} mit dem, was er gelesen hat.`,
    mayLeave: 'Sie können diese Seite verlassen; der Lauf geht weiter und wartet in der Einrichtung auf Sie.',

    scopePart: (members: string) =>
      `Kein Team war ausgewählt, also wurde jedes Team abgefragt; ${members} Mitglieder waren lesbar.`,
    scopeFull: (members: string) =>
      `Kein Team war ausgewählt: Alle Teams wurden durchsucht, ${members} Mitglieder.`,
    scopeTeams: (teams: string, members: string) => `Durchsucht: ${teams}, ${members} Mitglieder.`,
    startedBy: (by: string, at: string) => `Gestartet von ${by}, ${at}.`,
    validUntil: (time: string) => `Kann bis ${time} übernommen werden.`,
    expired: 'Diese Vorschau ist zu alt, um übernommen zu werden. Eine Vorschau gilt 30 Minuten.',
    again: 'Neue Vorschau',
    otherRun: 'Lauf öffnen',

    counts: (n: {
      readonly add: string;
      readonly update: string;
      readonly clear: string;
      readonly unchanged: string;
      readonly kept: string;
      readonly unmatched: string;
    }) =>
      `${n.add} neu, ${n.update} zu ändern, ${n.clear} zu löschen, ${n.unchanged} unverändert, ${n.kept} behalten, ${n.unmatched} ohne Treffer.`,
    groupsLabel: 'Angezeigte Zeilen',
    groups: {
      changes: 'Änderungen',
      clears: 'Passt nicht mehr',
      unmatched: 'Ohne Treffer',
      unchanged: 'Unverändert',
      kept: 'Manuell oder ausgenommen',
    },
    groupWithCount: (name: string, number: string) => `${name} ${number}`,
    search: 'Namen und Adressen suchen',
    emptyGroup: {
      changes: 'Nichts hinzuzufügen oder zu ändern.',
      clears: 'Alle automatischen Zuordnungen passen noch.',
      unmatched: 'Für alle gibt es einen Treffer.',
      unchanged: 'Keine Zeile bleibt, wie sie ist.',
      kept: 'Niemand ist manuell zugeordnet oder ausgenommen.',
    },
    noMatch: (text: string) => `Keine Zeile passt zu „${text}“.`,
    page: (from: string, to: string, all: string) => `${from} bis ${to} von ${all}`,
    previous: 'Vorige 100',
    next: 'Nächste 100',
    keys: 'Tasten: J und K bewegen, A übernimmt, S überspringt.',

    technician: 'Techniker',
    now: 'Jetzt',
    after: 'Danach',
    why: 'Warum',
    psaSays: 'Im PSA steht',
    microsoftHas: 'Bei Microsoft steht',
    noEmail: 'keine Adresse',
    nobody: 'nicht zugeordnet',
    cleared: 'nicht zugeordnet',
    otherAccount: 'ein anderes Konto',
    guest: 'Gast',
    take: (name: string) => `Änderung für ${name} übernehmen`,
    taken: 'Übernommen',
    skipped: 'Übersprungen',

    because: {
      add: { mail: 'gleiche E-Mail-Adresse', userPrincipalName: 'gleich dem Anmeldenamen' },
      update: {
        mail: 'dieses Konto hat jetzt die E-Mail-Adresse',
        userPrincipalName: 'dieses Konto hat jetzt den Anmeldenamen',
      },
      unchanged: 'nichts ändert sich',
      'manual-kept': 'manuell zugeordnet, wird nie von einem Lauf geändert',
      excluded: 'von der automatischen Zuordnung ausgenommen',
      clear: 'in keinem Team mehr gefunden',
    },
    reasons: {
      'no-email': 'hat im PSA keine E-Mail-Adresse',
      'no-user-with-this-email': 'kein Mitglied hat diese E-Mail-Adresse',
      'email-shared-by-technicians': (names: string) => `teilt sich diese E-Mail-Adresse im PSA mit ${names}`,
      'email-fits-several-users': (names: string) => `passt zu mehreren Konten: ${names}`,
      'user-fits-several-technicians': (names: string) => `das Konto passt auch zu ${names}`,
      'account-disabled': 'das Konto ist deaktiviert',
      'guest-sign-in-name-only': 'ein Gast passt nur über den Anmeldenamen, das ist kein Beweis',
      'user-mapped-by-hand-elsewhere': (names: string) => `das Konto ist manuell ${names} zugeordnet`,
      'technician-gone': 'ist im PSA nicht mehr aktiv',
    },
    suggestions: 'Vorschläge',
    suggestion: {
      alias: 'Alias dieses Kontos',
      'other-mail': 'weitere E-Mail-Adresse dieses Kontos',
      'other-psa-email': 'weitere E-Mail-Adresse im PSA',
      'similar-name': 'ähnlicher Name',
    },
    map: 'Zuordnen',
    mapNamed: (account: string, name: string) => `${name} dem Konto ${account} zuordnen`,
    mappedByHand: (account: string) => `Manuell zugeordnet: ${account}`,
    mappedNotice: (name: string, account: string) =>
      `${name} ist ${account} zugeordnet. Kein Lauf ändert das.`,
    choose: 'Konto wählen',
    chooseNamed: (name: string) => `Konto für ${name} wählen`,

    mostlyUnmatchedTitle: 'Kaum jemand wurde gefunden',
    mostlyUnmatched: (unmatched: string, all: string) =>
      `${unmatched} von ${all} Technikern haben kein Konto. Die Adressen im PSA und in Microsoft 365 scheinen sich grundsätzlich zu unterscheiden, zum Beispiel in der Domäne.`,
    compare: 'Vergleichen Sie:',
    psaHas: 'Im PSA steht zum Beispiel:',
    mostlyUnmatchedHow:
      'Korrigieren Sie die Adressen im PSA, oder ordnen Sie von Hand zu. Wurden die falschen Teams durchsucht, wählen Sie in der Einrichtung andere.',

    clearsTick: (number: string) => `Auch die ${number} Zuordnungen löschen, die nicht mehr passen`,
    clearsTickOne: 'Auch die Zuordnung löschen, die nicht mehr passt',
    clearsHeld: (number: string, all: string) =>
      `Das sind ${number} von ${all} automatischen Zuordnungen, ungewöhnlich viele. Kreuzen Sie es nur an, wenn Sie sicher sind.`,
    nothingCleared: {
      scope: 'Nur ausgewählte Teams wurden durchsucht, daher löscht dieser Lauf nichts.',
      partial: 'Es wird nichts gelöscht, weil nicht jedes Team gelesen werden konnte.',
    },
    partlyReadTitle: 'Nicht jedes Team war lesbar',
    partlyRead: (teams: string) =>
      `Nicht gelesen: ${teams}. Wer nur dort ist, erscheint als nicht zugeordnet. Dieser Lauf ergänzt und ändert, gelöscht wird nichts. Starten Sie die Vorschau noch einmal, wenn alle Teams lesbar sind.`,
    unread: (name: string, reason: string) => `${name} (${reason})`,
    closedTeam: 'archiviert, gelöscht oder für Rollcall gesperrt',
    massTitle: (number: string) => `${number} Zuordnungen löschen?`,
    massText:
      'So viele auf einmal bedeuten oft, dass ein Team oder das PSA falsch gelesen wurde. Diese Techniker haben dann weder Anwesenheit noch Schichten, bis sie neu zugeordnet sind. Der Lauf lässt sich rückgängig machen.',
    massConfirm: (number: string) => `${number} Zuordnungen löschen`,
    massKeep: 'Behalten',

    apply: (number: string, isOne: boolean) =>
      isOne ? '1 Änderung übernehmen' : `${number} Änderungen übernehmen`,
    applying: 'Wird übernommen …',
    nothingToApply: 'Es gibt nichts zu übernehmen.',
    backToSetup: 'Zurück zur Einrichtung',
    cancel: 'Vorschau verwerfen',
    cancelled: 'Die Vorschau wurde verworfen. Es wurde nichts geändert.',
    skippedCount: (number: number) => `${number} ${count(number, 'Zeile', 'Zeilen')} übersprungen`,

    result: (n: { readonly written: string; readonly cleared: string }) =>
      `${n.written} übernommen, ${n.cleared} gelöscht.`,
    resultTitle: {
      complete: 'Übernommen',
      held: 'Übernommen, aber nichts wurde gelöscht',
      partial: 'Übernommen, was gelesen werden konnte',
    },
    leftOut: (number: number) => `${number} von Ihnen übersprungen.`,
    skippedChanged: (number: number) =>
      `${number} nicht angetastet, weil jemand inzwischen etwas geändert hat.`,
    notCleared: (number: number) =>
      `${number} ${count(number, 'passt', 'passen')} nicht mehr und ${count(number, 'behält die', 'behalten ihre')} Zuordnung.`,
    undo: 'Diesen Lauf rückgängig machen',
    undone: (restored: number, left: number) =>
      left === 0
        ? `Der Lauf wurde rückgängig gemacht: ${restored} ${count(restored, 'Zeile', 'Zeilen')} wie zuvor.`
        : `Der Lauf wurde rückgängig gemacht: ${restored} ${count(restored, 'Zeile', 'Zeilen')} wie zuvor, ${left} nicht angetastet, weil sich dort seither etwas geändert hat.`,
    undoneTitle: 'Dieser Lauf wurde rückgängig gemacht',
    undoneText: 'Die Zuordnungen sind wie vor dem Lauf, außer wo seither jemand etwas geändert hat.',
    technicians: 'Techniker ansehen',

    failedTitle: 'Der Lauf ist fehlgeschlagen',
    cancelledTitle: 'Diese Vorschau wurde verworfen',
    cancelledText: 'Es wurde nichts geändert.',
    interruptedTitle: 'Der Lauf wurde abgebrochen',
    interruptedText: 'Rollcall wurde mittendrin neu gestartet. Es wurde nichts geändert.',
    nothingReadTitle: 'Microsoft ließ nichts lesen',
    nothingReadText:
      'Wir sollten länger warten, als ein Lauf dauern darf. Es wurde nichts geändert. Versuchen Sie es später erneut.',
    gone: 'Diesen Lauf gibt es nicht mehr',
    goneText: 'Läufe werden 30 Tage aufbewahrt.',
    outcome: {
      written: 'geschrieben',
      'skipped-changed': 'nicht angetastet, inzwischen geändert',
      none: 'nicht geschrieben',
    },
    askToMap:
      'Könnten Sie bitte in Rollcall die automatische Zuordnung starten? Öffnen Sie Rollcall in Teams, dann „Admin“, dann „Einrichtung“, Schritt 3.',
  },
});
