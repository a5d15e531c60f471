import { texts } from './language.ts';

/** The four permissions, by the words that Microsoft's own page uses for them, and what each is for. */
interface PermissionText {
  readonly onScreen: string;
  readonly why: string;
  /** What is lost without it. */
  readonly without: string;
}

type Permission = 'Presence.Read.All' | 'Schedule.Read.All' | 'GroupMember.Read.All' | 'User.Read.All';

const count = (number: number, one: string, many: string): string => (number === 1 ? one : many);

export const setupTexts = texts({
  en: {
    title: 'Setup',
    productLine: 'Microsoft Teams — Workforce Availability',
    summary:
      'Connect your own Microsoft 365 tenant, not your clients’. You can leave at any step and come back.',
    steps: 'Setup steps',
    stepState: { done: 'done', current: 'current', open: 'not started' },
    stepNumber: (number: number, state: string) => `Step ${number}, ${state}`,
    readOnly: 'You can see how far setup has come.',
    askToSetUp: 'Could you finish the setup of Rollcall in Teams? Open Rollcall, then Admin, then Setup.',

    psaMissingTitle: 'No PSA is connected yet',
    psaMissing:
      'Technicians come from your ticketing system. Consent and teams can be set up now; auto-map needs technicians.',
    psaLink: 'Connect a PSA or fill the built-in roster',
    lacks: {
      shifts:
        'Microsoft doesn’t offer Shifts in your cloud: nobody can be told to be on or off shift. Presence works.',
      presence: 'Microsoft doesn’t offer presence in your cloud: nobody can be told to be at their desk.',
    },
    cloudTitle: 'What your Microsoft cloud lacks',

    consentTitle: 'Grant admin consent',
    consentWho:
      'Who: a Global Administrator or Privileged Role Administrator of your own tenant. Takes about two minutes.',
    permissionHead: 'Permission on Microsoft’s screen',
    whyHead: 'Why it is needed',
    permissions: {
      'Presence.Read.All': {
        onScreen: 'Read presence information of all users in your organization',
        why: 'Away, offline or out of office at the moment somebody asks or a ticket is dispatched.',
        without: 'nobody’s presence is known',
      },
      'Schedule.Read.All': {
        onScreen: 'Read all schedule items',
        why: 'Your Shifts rota, if you use one.',
        without: 'Shifts are not used',
      },
      'GroupMember.Read.All': {
        onScreen: 'Read all group memberships',
        why: 'List your teams and their members for the auto-map.',
        without: 'teams cannot be listed and auto-map cannot run',
      },
      'User.Read.All': {
        onScreen: 'Read all users’ full profiles',
        why: 'Email address and sign-in name, by which technicians are matched.',
        without: 'people cannot be found and auto-map cannot run',
      },
    } satisfies Record<Permission, PermissionText>,
    notIncluded: 'Not included: chats, files, mail, calendars. Nothing is ever written in your tenant.',
    whatIsAsked: 'What is asked and why: 4 permissions, all read-only',
    openConsent: 'Open consent page',
    openConsentAgain: 'Open consent page again',
    opensWindow: 'Opens Microsoft sign-in in a new window',
    notAdministrator: 'Not an administrator?',
    copyLink: 'Copy a link for your administrator',
    linkCopied: (until: string) => `Copied. The link works once, until ${until}.`,
    linkByHand: (until: string) => `Copy this link. It works once, until ${until}.`,
    blocked: 'Your browser kept the window closed. Open the page with this link:',
    needsAdmin: 'Only an admin of Rollcall can open the consent page.',
    askForConsent:
      'Could you open Rollcall in Teams, then Admin, then Setup, and grant the consent for our tenant?',

    waitingTitle: 'Finish in the other window',
    waiting: 'This page notices by itself when you are back.',
    finished: 'I’ve finished',
    cancelWaiting: 'Cancel',
    pendingOther: (name: string, at: string) =>
      `${name} opened the consent page at ${at}. Nothing has come back yet.`,
    spreadingTitle: 'Consent is in, Microsoft is still spreading it',
    spreading: 'Teams cannot be listed yet. That takes half a minute as a rule, sometimes several.',
    nextCheck: (seconds: number) => `Checking again in ${seconds} s.`,
    checking: 'Checking…',
    retryNow: 'Retry now',
    refusedTitle: 'Consent wasn’t granted',
    refusedSaid: 'Microsoft said:',
    refusedUsually:
      'Usually Cancel was pressed, or the account is not an administrator. Nothing was changed.',
    wrongTenantTitle: 'That was another tenant',
    wrongTenant: (by: string) =>
      `${by} signed in to a tenant that is not this desk’s. Open the page again and sign in with an account of your own tenant. An administrator of the other tenant can remove Rollcall there under Enterprise applications.`,
    partialTitle: (granted: number) => `${granted} of 4 permissions arrived`,
    partialMissing: (name: string, without: string) => `Missing: ${name}. Without it, ${without}.`,
    partialRest: 'Everything else works. Open the page again and accept all permissions.',
    grantedTitle: 'Granted',
    grantedBy: (by: string, at: string) => `on ${at} by ${by}.`,
    grantedElsewhere: (at: string) => `outside of Rollcall; confirmed on ${at}.`,
    grantedPlain: 'All four permissions are there.',
    checkAgain: 'Check again',
    revokeHow: 'How to take it back',
    revokeText:
      'In the Microsoft Entra admin centre, open Enterprise applications, choose Rollcall, then Permissions or Properties, and delete it. Rollcall notices at its next question.',
    revokedTitle: 'The consent was taken back',
    revoked:
      'Presence, Shifts and teams are not read any more. Mappings and settings are kept. If it wasn’t meant, grant it again.',
    notStartedTitle: 'Nobody has granted consent yet',
    notArrivedTitle: 'The consent didn’t arrive',
    notArrived: (at: string) =>
      `Somebody accepted ${at}, but Microsoft still doesn’t let Rollcall read this tenant. Grant it once more.`,
    unknownTitle: 'How consent stands now couldn’t be checked',

    teamsTitle: 'Pick your teams',
    teamsPicked: (picked: number, all: number | null) =>
      all === null || all < picked
        ? `${picked} ${count(picked, 'team', 'teams')} picked`
        : `${picked} of ${all} ${count(all, 'team', 'teams')} picked`,
    teamsNone: (all: number | null) =>
      all === null
        ? 'No team ticked: every team of the tenant will be scanned, and a run may clear auto-mapped technicians who no longer match.'
        : `No team ticked: all ${all} teams of the tenant will be scanned, and a run may clear auto-mapped technicians who no longer match.`,
    teamsSome:
      'Auto-map looks through the members of these teams. A run over picked teams only adds and updates; it clears nothing.',
    teamsUndecided: 'Pick the teams where your desk works, or scan all of them.',
    change: 'Change',
    pick: 'Pick teams',
    named: (word: string, what: string) => `${word}: ${what}`,
    scanAll: 'Scan all teams',
    rotaTitle: 'Whose Shifts tell who is on the clock',
    rotaApart:
      'A choice of its own: auto-map is about people, this is about working time. Changing one leaves the other alone.',
    rotaDefault: 'No team chosen: the picked teams above count, as far as they have a schedule in Shifts.',
    rotaNoDefault: 'No team chosen, and none picked above: Shifts are not used, only presence.',
    rotaTeams: 'Shifts of these teams count:',
    search: 'Search teams',
    onlyPicked: 'Only picked',
    shown: (shown: number, all: number) => `${shown} of ${all} teams shown`,
    noMatch: (text: string) => `No team matches “${text}”.`,
    noTeamsTitle: 'There are no teams in this tenant yet',
    noTeams:
      'Consent works, and Microsoft lists no team. Create one in Teams for your desk, then look again. A new team can take a few minutes to show here.',
    lookAgain: 'Look again',
    showMore: 'Show 100 more',
    goneTeam: 'no longer in the tenant',
    save: (picked: number) =>
      picked === 0 ? 'Save: no team' : `Save ${picked} ${count(picked, 'team', 'teams')}`,
    cancel: 'Cancel',
    savedTicked: 'The picked teams are saved.',
    savedRota: 'The teams for Shifts are saved.',
    conflictTitle: (name: string | null) => `${name ?? 'Somebody'} changed this a moment ago`,
    conflict: (teams: string) => `Now saved: ${teams}. Your choice is still ticked here and was not saved.`,
    noTeamWord: 'no team',
    takeTheirs: 'Keep what is saved',
    saveMine: 'Save mine instead',
    teamsLater: 'Teams can be listed once consent is granted.',
    teamsRevoked:
      'Teams can’t be listed any more, because the consent was taken back. Granting it again in step 1 brings them back; your choice is kept.',
    teamsSpreading: 'Teams can be listed as soon as the consent has spread. This page looks again by itself.',
    needsLead: 'Changing this needs the role lead.',

    mapTitle: 'Match technicians to Microsoft accounts',
    mapCounts: (all: string, auto: string, manual: string, none: string) =>
      `${all} technicians: ${auto} auto-mapped, ${manual} manual, ${none} not mapped.`,
    scopeAll: 'A run scans every team.',
    scopeTeams: (teams: string) => `A run scans ${teams}.`,
    lastRunNever: 'No run was applied yet.',
    lastRun: (at: string, by: string) => `Last applied ${at}, started by ${by}.`,
    lastRunUndone: (at: string) => `The last run (${at}) was undone.`,
    seeRun: 'See the run',
    preview: 'Preview auto-map',
    nothingChanged: 'Nothing is changed before you approve.',
    underWay: 'A run is under way.',
    seeProgress: 'See its progress',
    reviewWaits: 'A review waits for you.',
    openReview: 'Open the review',
    mapNeedsConsent: 'This step needs the consent of step 1.',
    mapNeedsPsa: 'This step needs technicians, so a PSA or the built-in roster.',
    mapNeedsTeams: 'This step needs a team whose members can be compared.',
    otherRun: 'Open the run',

    useTitle: 'Use it',
    useNone: 'As soon as technicians are mapped, chat and board know who is available.',
    useNow: 'Chat and board use it already. Ask Rollcall in chat: “who’s available”.',
    openBoard: 'Open the board',
    technicians: 'Technicians and their mappings',
  },
  de: {
    title: 'Einrichtung',
    productLine: 'Microsoft Teams — Verfügbarkeit des Teams',
    summary:
      'Verbinden Sie Ihren eigenen Microsoft 365-Mandanten, nicht die Ihrer Kunden. Sie können jederzeit unterbrechen und später weitermachen.',
    steps: 'Schritte der Einrichtung',
    stepState: { done: 'erledigt', current: 'aktuell', open: 'noch nicht begonnen' },
    stepNumber: (number: number, state: string) => `Schritt ${number}, ${state}`,
    readOnly: 'Sie können sehen, wie weit die Einrichtung ist.',
    askToSetUp:
      'Könnten Sie bitte die Einrichtung von Rollcall in Teams abschließen? Öffnen Sie Rollcall, dann „Admin“, dann „Einrichtung“.',

    psaMissingTitle: 'Noch ist kein PSA verbunden',
    psaMissing:
      'Techniker kommen aus Ihrem Ticketsystem. Zustimmung und Teams lassen sich schon einrichten; die automatische Zuordnung braucht Techniker.',
    psaLink: 'PSA verbinden oder die eingebaute Liste füllen',
    lacks: {
      shifts:
        'Microsoft bietet „Schichten“ in Ihrer Cloud nicht an: Wer Schicht hat, ist nicht bekannt. Die Anwesenheit funktioniert.',
      presence:
        'Microsoft bietet die Anwesenheit in Ihrer Cloud nicht an: Wer am Platz ist, ist nicht bekannt.',
    },
    cloudTitle: 'Was in Ihrer Microsoft-Cloud fehlt',

    consentTitle: 'Administratorzustimmung erteilen',
    consentWho:
      'Wer: ein globaler Administrator oder Administrator für privilegierte Rollen Ihres eigenen Mandanten. Dauert etwa zwei Minuten.',
    permissionHead: 'Berechtigung auf der Seite von Microsoft',
    whyHead: 'Wofür sie gebraucht wird',
    permissions: {
      'Presence.Read.All': {
        onScreen: 'Anwesenheitsinformationen aller Benutzer in Ihrer Organisation lesen',
        why: 'Abwesend, offline oder außer Haus in dem Moment, in dem jemand fragt oder ein Ticket verteilt wird.',
        without: 'ist von niemandem die Anwesenheit bekannt',
      },
      'Schedule.Read.All': {
        onScreen: 'Alle Zeitplanelemente lesen',
        why: 'Ihr Dienstplan in „Schichten“, falls Sie einen nutzen.',
        without: 'werden Schichten nicht genutzt',
      },
      'GroupMember.Read.All': {
        onScreen: 'Alle Gruppenmitgliedschaften lesen',
        why: 'Ihre Teams und deren Mitglieder für die automatische Zuordnung auflisten.',
        without: 'lassen sich Teams nicht auflisten und die automatische Zuordnung nicht starten',
      },
      'User.Read.All': {
        onScreen: 'Vollständige Profile aller Benutzer lesen',
        why: 'E-Mail-Adresse und Anmeldename, über die Techniker zugeordnet werden.',
        without: 'lassen sich Personen nicht finden und die automatische Zuordnung nicht starten',
      },
    },
    notIncluded:
      'Nicht enthalten: Chats, Dateien, E-Mails, Kalender. In Ihrem Mandanten wird nie etwas geschrieben.',
    whatIsAsked: 'Was angefragt wird und wofür: 4 Berechtigungen, alle nur lesend',
    openConsent: 'Zustimmungsseite öffnen',
    openConsentAgain: 'Zustimmungsseite erneut öffnen',
    opensWindow: 'Öffnet die Microsoft-Anmeldung in einem neuen Fenster',
    notAdministrator: 'Kein Administrator?',
    copyLink: 'Link für Ihren Administrator kopieren',
    linkCopied: (until: string) => `Kopiert. Der Link gilt einmal, bis ${until}.`,
    linkByHand: (until: string) => `Kopieren Sie diesen Link. Er gilt einmal, bis ${until}.`,
    blocked: 'Ihr Browser hat das Fenster nicht geöffnet. Öffnen Sie die Seite über diesen Link:',
    needsAdmin: 'Nur ein Admin von Rollcall kann die Zustimmungsseite öffnen.',
    askForConsent:
      'Könnten Sie bitte Rollcall in Teams öffnen, dann „Admin“, dann „Einrichtung“, und die Zustimmung für unseren Mandanten erteilen?',

    waitingTitle: 'Schließen Sie den Vorgang im anderen Fenster ab',
    waiting: 'Diese Seite merkt von selbst, wenn Sie zurück sind.',
    finished: 'Ich bin fertig',
    cancelWaiting: 'Abbrechen',
    pendingOther: (name: string, at: string) =>
      `${name} hat die Zustimmungsseite um ${at} geöffnet. Noch ist nichts zurückgekommen.`,
    spreadingTitle: 'Die Zustimmung ist da, Microsoft verteilt sie noch',
    spreading:
      'Teams lassen sich noch nicht auflisten. Das dauert meist eine halbe Minute, manchmal mehrere Minuten.',
    nextCheck: (seconds: number) => `Nächste Prüfung in ${seconds} s.`,
    checking: 'Wird geprüft …',
    retryNow: 'Jetzt prüfen',
    refusedTitle: 'Die Zustimmung wurde nicht erteilt',
    refusedSaid: 'Microsoft meldet:',
    refusedUsually:
      'Meist wurde „Abbrechen“ gewählt, oder das Konto ist kein Administrator. Es wurde nichts geändert.',
    wrongTenantTitle: 'Das war ein anderer Mandant',
    wrongTenant: (by: string) =>
      `${by} hat sich bei einem Mandanten angemeldet, der nicht zu diesem Desk gehört. Öffnen Sie die Seite erneut, und melden Sie sich mit einem Konto Ihres eigenen Mandanten an. Ein Administrator des anderen Mandanten kann Rollcall dort unter „Unternehmensanwendungen“ entfernen.`,
    partialTitle: (granted: number) => `${granted} von 4 Berechtigungen sind da`,
    partialMissing: (name: string, without: string) => `Es fehlt: ${name}. Ohne sie ${without}.`,
    partialRest:
      'Alles andere funktioniert. Öffnen Sie die Seite erneut, und stimmen Sie allen Berechtigungen zu.',
    grantedTitle: 'Erteilt',
    grantedBy: (by: string, at: string) => `am ${at} durch ${by}.`,
    grantedElsewhere: (at: string) => `außerhalb von Rollcall; bestätigt am ${at}.`,
    grantedPlain: 'Alle vier Berechtigungen sind da.',
    checkAgain: 'Erneut prüfen',
    revokeHow: 'So entziehen Sie die Zustimmung',
    revokeText:
      'Öffnen Sie im Microsoft Entra Admin Center „Unternehmensanwendungen“, wählen Sie Rollcall, dann „Berechtigungen“ oder „Eigenschaften“, und löschen Sie die Anwendung. Rollcall merkt es bei der nächsten Frage.',
    revokedTitle: 'Die Zustimmung wurde entzogen',
    revoked:
      'Anwesenheit, Schichten und Teams werden nicht mehr gelesen. Zuordnungen und Einstellungen bleiben. War das nicht gewollt, erteilen Sie die Zustimmung erneut.',
    notStartedTitle: 'Noch hat niemand zugestimmt',
    notArrivedTitle: 'Die Zustimmung ist nicht angekommen',
    notArrived: (at: string) =>
      `Jemand hat am ${at} zugestimmt, aber Microsoft lässt Rollcall diesen Mandanten noch immer nicht lesen. Erteilen Sie die Zustimmung noch einmal.`,
    unknownTitle: 'Der Stand der Zustimmung ließ sich nicht prüfen',

    teamsTitle: 'Teams auswählen',
    teamsPicked: (picked: number, all: number | null) =>
      all === null || all < picked
        ? `${picked} ${count(picked, 'Team', 'Teams')} ausgewählt`
        : `${picked} von ${all} ${count(all, 'Team', 'Teams')} ausgewählt`,
    teamsNone: (all: number | null) =>
      all === null
        ? 'Kein Team ausgewählt: Alle Teams des Mandanten werden durchsucht, und ein Lauf kann automatische Zuordnungen löschen, die nicht mehr passen.'
        : `Kein Team ausgewählt: Alle ${all} Teams des Mandanten werden durchsucht, und ein Lauf kann automatische Zuordnungen löschen, die nicht mehr passen.`,
    teamsSome:
      'Die automatische Zuordnung sieht die Mitglieder dieser Teams durch. Ein Lauf über ausgewählte Teams ergänzt und ändert nur; er löscht nichts.',
    teamsUndecided: 'Wählen Sie die Teams, in denen Ihr Desk arbeitet, oder durchsuchen Sie alle.',
    change: 'Ändern',
    pick: 'Teams auswählen',
    named: (word: string, what: string) => `${word}: ${what}`,
    scanAll: 'Alle Teams durchsuchen',
    rotaTitle: 'Wessen Schichten zeigen, wer im Dienst ist',
    rotaApart:
      'Eine eigene Auswahl: Bei der Zuordnung geht es um Personen, hier um Arbeitszeit. Das eine zu ändern, lässt das andere unberührt.',
    rotaDefault:
      'Kein Team ausgewählt: Es zählen die oben ausgewählten Teams, soweit sie einen Zeitplan in „Schichten“ haben.',
    rotaNoDefault:
      'Kein Team ausgewählt, auch oben keines: Schichten werden nicht genutzt, nur die Anwesenheit.',
    rotaTeams: 'Es zählen die Schichten dieser Teams:',
    search: 'Teams suchen',
    onlyPicked: 'Nur ausgewählte',
    shown: (shown: number, all: number) => `${shown} von ${all} Teams angezeigt`,
    noMatch: (text: string) => `Kein Team passt zu „${text}“.`,
    noTeamsTitle: 'In diesem Mandanten gibt es noch keine Teams',
    noTeams:
      'Die Zustimmung wirkt, und Microsoft nennt kein Team. Legen Sie in Teams eines für Ihren Desk an, und sehen Sie dann noch einmal nach. Ein neues Team erscheint hier manchmal erst nach einigen Minuten.',
    lookAgain: 'Noch einmal nachsehen',
    showMore: 'Weitere 100 anzeigen',
    goneTeam: 'nicht mehr im Mandanten',
    save: (picked: number) =>
      picked === 0 ? 'Speichern: kein Team' : `${picked} ${count(picked, 'Team', 'Teams')} speichern`,
    cancel: 'Abbrechen',
    savedTicked: 'Die ausgewählten Teams sind gespeichert.',
    savedRota: 'Die Teams für Schichten sind gespeichert.',
    conflictTitle: (name: string | null) => `${name ?? 'Jemand'} hat das gerade geändert`,
    conflict: (teams: string) =>
      `Gespeichert ist jetzt: ${teams}. Ihre Auswahl ist hier noch angekreuzt und wurde nicht gespeichert.`,
    noTeamWord: 'kein Team',
    takeTheirs: 'Gespeichertes behalten',
    saveMine: 'Meine Auswahl speichern',
    teamsLater: 'Teams lassen sich auflisten, sobald die Zustimmung erteilt ist.',
    teamsRevoked:
      'Teams lassen sich nicht mehr auflisten, weil die Zustimmung entzogen wurde. Wird sie in Schritt 1 erneut erteilt, sind sie wieder da; Ihre Auswahl bleibt erhalten.',
    teamsSpreading:
      'Teams lassen sich auflisten, sobald die Zustimmung verteilt ist. Diese Seite sieht von selbst noch einmal nach.',
    needsLead: 'Um das zu ändern, brauchen Sie die Rolle „Lead“.',

    mapTitle: 'Techniker Microsoft-Konten zuordnen',
    mapCounts: (all: string, auto: string, manual: string, none: string) =>
      `${all} Techniker: ${auto} automatisch zugeordnet, ${manual} manuell, ${none} nicht zugeordnet.`,
    scopeAll: 'Ein Lauf durchsucht alle Teams.',
    scopeTeams: (teams: string) => `Ein Lauf durchsucht ${teams}.`,
    lastRunNever: 'Noch wurde kein Lauf übernommen.',
    lastRun: (at: string, by: string) => `Zuletzt übernommen: ${at}, gestartet von ${by}.`,
    lastRunUndone: (at: string) => `Der letzte Lauf (${at}) wurde rückgängig gemacht.`,
    seeRun: 'Lauf ansehen',
    preview: 'Vorschau der Zuordnung',
    nothingChanged: 'Es wird nichts geändert, bevor Sie zustimmen.',
    underWay: 'Ein Lauf ist im Gange.',
    seeProgress: 'Fortschritt ansehen',
    reviewWaits: 'Eine Vorschau wartet auf Sie.',
    openReview: 'Vorschau öffnen',
    mapNeedsConsent: 'Dieser Schritt braucht die Zustimmung aus Schritt 1.',
    mapNeedsPsa: 'Dieser Schritt braucht Techniker, also ein PSA oder die eingebaute Liste.',
    mapNeedsTeams: 'Dieser Schritt braucht ein Team, dessen Mitglieder verglichen werden können.',
    otherRun: 'Lauf öffnen',

    useTitle: 'Nutzen',
    useNone: 'Sobald Techniker zugeordnet sind, wissen Chat und Übersicht, wer verfügbar ist.',
    useNow: 'Chat und Übersicht nutzen es bereits. Fragen Sie Rollcall im Chat: „wer ist verfügbar“.',
    openBoard: 'Übersicht öffnen',
    technicians: 'Techniker und ihre Zuordnungen',
  },
});
