import { texts } from './language.ts';

/** Parts of a score, by the contract's names. */
type Parts = Readonly<
  Record<'load' | 'skill' | 'shift' | 'affinity' | 'earliness' | 'fairness', { label: string; help: string }>
>;

/** One workflow's page. */
export const workflowFormTexts = texts({
  en: {
    loading: 'Loading the workflow',
    newTitle: 'New workflow',
    changed: (when: string, who: string) => `Last changed ${when} by ${who}.`,
    changedBySomebody: (when: string) => `Last changed ${when}.`,
    versions: 'Versions',
    standard:
      'This is the standard workflow. It isn’t saved yet: as long as you don’t save, it stays as it is.',
    name: 'Name',
    namePlaceholder: 'New tickets, Service board',

    takesTitle: 'Which tickets',
    isOn: 'Takes tickets that the PSA reports',
    isOnHint: 'Off: it is used only when somebody chooses it, in chat, on a ticket or through the API.',
    takesHint: 'The first workflow in the list that takes a ticket gets it. Nothing ticked means: any.',
    queues: 'Queues',
    priorities: 'Priorities',
    anyQueue: 'any queue',
    anyPriority: 'any priority',
    noQueues: 'The PSA has no queues.',
    noPriorities: 'The PSA has no priorities.',
    catalogueUnread:
      'The PSA can’t be read now, so its queues and priorities have no names here. What was chosen stays chosen.',
    unknownId: (id: string) => `Not in the PSA any more (${id})`,

    methodTitle: 'How it decides',
    method: 'Method',
    ranked: 'AI, reasons shown',
    rankedHint: 'Ranks everybody who may take the ticket by load, skills, shift and more. You see why.',
    'round-robin': 'Round Robin, on-break check only',
    roundRobinHint:
      'Whoever waited longest is next. Someone on a break is skipped and keeps the turn. Shifts have no effect here.',
    act: 'What happens then',
    suggest: 'Suggest',
    suggestHint: 'A person presses Assign. Nothing is written before.',
    'dry-run': 'Dry run, record only',
    dryRunHint: 'The decision is kept with its reasons; nobody is told and nothing is written.',
    assign: 'Assign',
    assignHint: 'The ticket is given to the technician in the PSA at once.',

    teamsTitle: 'Teams availability',
    teams: 'Teams availability',
    teamsLines: (minutes: string): readonly string[] => [
      `Skips people who are Away, Offline or out of office for work starting within ${minutes}.`,
      'Being occupied (in a call, do not disturb, back in a minute) is still working.',
      'If Teams can’t be read, dispatch carries on without it and says so.',
    ],
    teamsOff: 'Off: nobody’s presence or shift is looked at in this workflow.',
    presenceMinutes: 'Presence counts for work that starts within',
    presenceMinutesHint: 'Later work is decided without presence: who is away now may be back by then.',
    minutes: (value: number): string => (value === 1 ? 'minute' : 'minutes'),
    duration: (hours: number, minutes: number) => {
      const parts = [
        ...(hours > 0 ? [hours === 1 ? '1 hour' : `${hours} hours`] : []),
        ...(minutes > 0 || hours === 0 ? [minutes === 1 ? '1 minute' : `${minutes} minutes`] : []),
      ];
      return parts.join(' ');
    },
    rotaTeams: 'Rota teams',
    rotaHint: 'People on shift in these teams are preferred. Nothing ticked: shifts have no say.',
    rotaAiOnly: 'Round Robin doesn’t look at shifts. The rota teams are kept for when you choose AI.',
    rotaApart: 'This is a setting of its own: these aren’t the teams that auto-map looks through in Setup.',
    rotaSame: 'At the moment they are the same teams as those that auto-map looks through in Setup.',
    rotaOther: (names: string) => `Auto-map looks through others: ${names}.`,
    rotaAll: 'Auto-map looks through every team of the tenant.',
    useSame: (count: number) =>
      count === 1 ? 'Use the same one' : count === 2 ? 'Use the same two' : `Use the same ${count}`,
    teamsUnread: 'The teams can’t be listed now. What was chosen stays chosen.',
    noTeams: 'The tenant has no teams.',
    goneTeam: 'not in the tenant any more',

    poolTitle: 'Who can get a ticket',
    pool: 'Pool',
    everyone: 'Every active technician',
    everyoneHint: 'New technicians of the PSA are in at once.',
    chosen: 'Chosen technicians, in this order',
    chosenHint: 'The order counts for Round Robin among people who never had a ticket, and for ties.',
    poolList: 'Technicians in this workflow',
    poolEmpty: 'Nobody is chosen yet. Add at least one technician.',
    poolAdd: 'Add a technician',
    poolAddAll: (count: string) => `Add all ${count}`,
    addNamed: (name: string) => `Add ${name}`,
    removeNamed: (name: string) => `Remove ${name} from the pool`,
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    poolCount: (count: string) => `${count} in the pool`,
    notTechnician: (id: string) => `Not in the PSA any more (${id})`,
    nobodyFound: (text: string) => `Nobody matches “${text}”.`,
    nobodyLeft: 'Everybody is in the pool.',
    moreFound: (count: string) => `${count} more. Type more of the name.`,

    limitsTitle: 'Limits and calendar',
    capacity: 'Full at',
    capacityUnit: 'open tickets',
    capacityHint: 'Counts for technicians whose own limit the PSA doesn’t know.',
    calendar: 'Skip people whom the PSA calendar shows as busy or off',
    books: 'Book a schedule entry in the PSA calendar',
    booksHint: 'Together with the assignment, from the start of the work.',
    workMinutes: 'Length of the work',
    workMinutesHint: 'For the calendar, and so that two tickets don’t get the same slot.',

    waitTitle: 'When nobody can take it',
    everyoneOnBreak: 'When everyone is on a break',
    'assign-by-psa': 'Decide without presence, and say so',
    hold: 'Hold the ticket and try again',
    'leave-unassigned': 'Leave it unassigned',
    retry: 'Try a held ticket again every',
    escalate: 'Ask a person when it was held for',
    escalateHint: 'It is then at the top of Dispatch and a lead is told.',

    instructionsTitle: 'Custom instructions',
    instructions: 'Instructions',
    instructionsHint: 'One rule per sentence, in English or German.',
    instructionsPlaceholder: 'Treat Do not disturb as unavailable.\nIgnore Teams presence for P1 tickets.',
    counter: (used: string, most: string) => `${used} of ${most}`,
    tooLong: (over: string) => `${over} characters too many`,
    sinceThen:
      'Names or priority words have changed since the last save. This is how it would be understood if you save now; until then the earlier reading holds.',
    tryIt: 'Try on a past ticket',
    words: 'What “P1” means',
    examples: 'What you can write',
    exampleList: [
      'Treat Do not disturb as unavailable.',
      'Treat Away as available.',
      'Ignore Teams presence for P1 tickets.',
      'Ignore shifts for the Projects queue.',
      'Never assign tickets from Contoso to Sam Lee.',
      'Prefer people with the skill Networking for P2 tickets.',
      'Only 3 tickets at once for Ana Ruiz.',
      'Block on presence only for the next 30 minutes.',
    ] as readonly string[],

    fineTitle: 'Fine-tuning',
    fineSummary: 'Weights and points',
    fineHint: 'Only the proportions of the six weights count. They have no effect in Round Robin.',
    weight: {
      load: { label: 'Little open work', help: 'How much a short list of open work counts.' },
      skill: { label: 'Skills', help: 'How much the skills that a ticket asks for count.' },
      shift: { label: 'On shift', help: 'How much being on shift counts. Never a condition.' },
      affinity: { label: 'Knows the company', help: 'How much earlier work for the company counts.' },
      earliness: {
        label: 'Free soon',
        help: 'How much being free soon counts; twice that for the most urgent priority.',
      },
      fairness: { label: 'Fair share', help: 'How much a long time without an assignment counts.' },
    } as Parts,
    share: (percent: string) => `${percent} of the score`,
    ruleShift: '“Prefer” and “avoid” move a score by',
    modelShift: 'The model may move a score by',
    points: (value: number): string => (value === 1 ? 'point of 100' : 'points of 100'),
    modelHint:
      'It sees labels instead of names, never overrules a limit, and its part is shown in every decision.',
    noModel:
      'No language model is configured. Everything here is decided by rules, and sentences kept as advice have no effect.',

    shadowTitle: 'Shadow mode',
    shadow: 'Decide silently until the end of',
    shadowHint:
      'Until then nothing is suggested, assigned or held by itself. Rollcall decides in silence about the tickets that people give out, and compares.',
    shadowEnd: 'End shadow mode',
    shadowReport: 'Show the report',

    eligibleWhen: (parts: string) => `Eligible when: ${parts}`,
    inPoolEveryone: 'active in the PSA',
    inPoolChosen: (count: number) => `in the pool (${count})`,
    notOnBreak: (minutes: string) => `not on a break (if the work starts within ${minutes})`,
    underCapacity: (count: string) => `under ${count} open tickets`,
    calendarFree: 'free in the PSA calendar',

    save: 'Save',
    saveNew: 'Save new workflow',
    discard: 'Discard',
    unsaved: (count: number) => (count === 1 ? 'unsaved changes: 1' : `unsaved changes: ${count}`),
    changedFields: (names: string) => `Changed: ${names}`,
    saved: (name: string) => `“${name}” is saved.`,
    savedAgain: (name: string) => `“${name}” is as before.`,
    removeWorkflow: 'Remove workflow',
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeText:
      'It takes no more tickets. Decisions that were made with it stay, and still name it. This can’t be undone.',
    removeConfirm: 'Remove the workflow',
    removeKeep: 'Keep it',
    removed: (name: string) => `“${name}” is removed.`,
    faults: (count: number) =>
      count === 1
        ? 'One field can’t be used as it is. Nothing was saved.'
        : `${count} fields can’t be used as they are. Nothing was saved.`,
    conflictTitle: (who: string | null) =>
      who === null ? 'Somebody else saved this workflow meanwhile' : `${who} saved this workflow meanwhile`,
    conflictText: (fields: string) => `Changed there: ${fields}. Yours is not saved.`,
    conflictSame: 'Nothing that you see here is different. Yours is not saved.',
    conflictBoth: (fields: string) => `You both changed: ${fields}.`,
    keepMine: 'Put my changes on top',
    takeTheirs: 'Discard my changes',
    leaveTitle: 'Leave without saving?',
    leaveText: (count: number) =>
      count === 1
        ? 'One change of this workflow isn’t saved.'
        : `${count} changes of this workflow aren’t saved.`,
    leaveConfirm: 'Leave, lose the changes',
    leaveKeep: 'Stay here',

    fault: {
      empty: 'Write something here.',
      number: (min: string, max: string) => `Write a whole number from ${min} to ${max}.`,
      tooLong: (most: string) => `At most ${most} characters.`,
      pool: 'Choose at least one technician.',
      weights: 'At least one weight must be above 0.',
      past: 'Choose a day from today on.',
      far: (days: string) => `Choose a day within ${days} days.`,
      tooMany: (most: string) => `Choose at most ${most}.`,
      sentences: 'At most 50 sentences can be read.',
      refused: 'This can’t be used.',
    },
    field: {
      name: 'name',
      isOn: 'takes tickets',
      queues: 'queues',
      priorities: 'priorities',
      mode: 'method',
      act: 'what happens then',
      teamsAvailability: 'Teams availability',
      presenceBlocksMinutes: 'presence minutes',
      rotaTeams: 'rota teams',
      pool: 'pool',
      capacity: 'open tickets',
      calendar: 'PSA calendar',
      books: 'schedule entry',
      workMinutes: 'length of the work',
      whenEveryoneIsOnABreak: 'when everyone is on a break',
      retryMinutes: 'trying again',
      escalateMinutes: 'asking a person',
      instructions: 'instructions',
      weights: 'weights',
      ruleShiftPoints: 'points of prefer and avoid',
      modelShiftPoints: 'points of the model',
      shadowUntil: 'shadow mode',
    },
    search: 'Search',
    onlyTicked: 'Only ticked',
    shownOf: (shown: string, all: string) => `${shown} of ${all} shown`,
    showMore: 'Show more',
    noMatch: (text: string) => `Nothing matches “${text}”.`,
    yes: 'Yes',
    no: 'No',
    none: 'None',
    readOnlyTitle: 'Settings of this workflow',
    setting: 'Setting',
    value: 'Value',
  },
  de: {
    loading: 'Workflow wird geladen',
    newTitle: 'Neuer Workflow',
    changed: (when: string, who: string) => `Zuletzt geändert am ${when} von ${who}.`,
    changedBySomebody: (when: string) => `Zuletzt geändert am ${when}.`,
    versions: 'Versionen',
    standard:
      'Das ist der Standard-Workflow. Er ist noch nicht gespeichert: Solange Sie nicht speichern, bleibt er, wie er ist.',
    name: 'Name',
    namePlaceholder: 'Neue Tickets, Service-Board',

    takesTitle: 'Welche Tickets',
    isOn: 'Übernimmt Tickets, die das PSA meldet',
    isOnHint: 'Aus: Er gilt nur, wenn jemand ihn wählt – im Chat, bei einem Ticket oder über die API.',
    takesHint:
      'Ein Ticket bekommt der erste Workflow der Liste, der es übernimmt. Nichts angekreuzt heißt: beliebig.',
    queues: 'Warteschlangen',
    priorities: 'Prioritäten',
    anyQueue: 'jede Warteschlange',
    anyPriority: 'jede Priorität',
    noQueues: 'Das PSA hat keine Warteschlangen.',
    noPriorities: 'Das PSA hat keine Prioritäten.',
    catalogueUnread:
      'Das PSA ist gerade nicht lesbar, deshalb fehlen hier die Namen von Warteschlangen und Prioritäten. Was gewählt war, bleibt gewählt.',
    unknownId: (id: string) => `Nicht mehr im PSA (${id})`,

    methodTitle: 'So wird entschieden',
    method: 'Verfahren',
    ranked: 'KI, mit Begründung',
    rankedHint:
      'Reiht alle, die das Ticket bekommen dürfen, nach Last, Kenntnissen, Schicht und mehr. Sie sehen, warum.',
    'round-robin': 'Round Robin, nur Pausenprüfung',
    roundRobinHint:
      'Wer am längsten gewartet hat, ist dran. Wer in Pause ist, wird übersprungen und bleibt an der Reihe. Schichten haben hier keine Wirkung.',
    act: 'Was dann geschieht',
    suggest: 'Vorschlagen',
    suggestHint: 'Ein Mensch drückt auf „Zuweisen“. Vorher wird nichts geschrieben.',
    'dry-run': 'Probelauf, nur festhalten',
    dryRunHint:
      'Die Entscheidung wird mit ihren Gründen festgehalten; niemand erfährt davon, nichts wird geschrieben.',
    assign: 'Zuweisen',
    assignHint: 'Das Ticket geht im PSA sofort an den Techniker.',

    teamsTitle: 'Teams-Verfügbarkeit',
    teams: 'Teams-Verfügbarkeit',
    teamsLines: (minutes: string): readonly string[] => [
      `Überspringt, wer abwesend, offline oder außer Haus ist, wenn die Arbeit innerhalb von ${minutes} beginnt.`,
      'Wer beschäftigt ist (im Anruf, „Nicht stören“, gleich zurück), ist trotzdem im Dienst.',
      'Ist Teams nicht lesbar, geht es ohne weiter, und das wird gesagt.',
    ],
    teamsOff: 'Aus: Dieser Workflow sieht weder auf Status noch auf Schichten.',
    presenceMinutes: 'Der Status zählt für Arbeit, die beginnt innerhalb von',
    presenceMinutesHint:
      'Über spätere Arbeit wird ohne Status entschieden: Wer jetzt weg ist, kann bis dahin zurück sein.',
    minutes: (value: number) => (value === 1 ? 'Minute' : 'Minuten'),
    duration: (hours: number, minutes: number) => {
      const parts = [
        ...(hours > 0 ? [hours === 1 ? '1 Stunde' : `${hours} Stunden`] : []),
        ...(minutes > 0 || hours === 0 ? [minutes === 1 ? '1 Minute' : `${minutes} Minuten`] : []),
      ];
      return parts.join(' ');
    },
    rotaTeams: 'Schichtteams',
    rotaHint:
      'Wer in diesen Teams in Schicht ist, wird bevorzugt. Nichts angekreuzt: Schichten zählen nicht.',
    rotaAiOnly:
      'Round Robin sieht nicht auf Schichten. Die Schichtteams bleiben gemerkt, falls Sie KI wählen.',
    rotaApart:
      'Das ist eine eigene Einstellung: Es sind nicht die Teams, in denen die automatische Zuordnung der Einrichtung sucht.',
    rotaSame: 'Zurzeit sind es dieselben Teams, in denen die automatische Zuordnung sucht.',
    rotaOther: (names: string) => `Die automatische Zuordnung sucht in anderen: ${names}.`,
    rotaAll: 'Die automatische Zuordnung sucht in allen Teams des Mandanten.',
    useSame: (count: number) =>
      count === 1
        ? 'Dasselbe verwenden'
        : count === 2
          ? 'Dieselben zwei verwenden'
          : `Dieselben ${count} verwenden`,
    teamsUnread: 'Die Teams lassen sich gerade nicht auflisten. Was gewählt war, bleibt gewählt.',
    noTeams: 'Der Mandant hat keine Teams.',
    goneTeam: 'nicht mehr im Mandanten',

    poolTitle: 'Wer ein Ticket bekommen kann',
    pool: 'Auswahl',
    everyone: 'Alle aktiven Techniker',
    everyoneHint: 'Neue Techniker des PSA sind sofort dabei.',
    chosen: 'Gewählte Techniker, in dieser Reihenfolge',
    chosenHint:
      'Die Reihenfolge zählt in Round Robin für alle, die noch nie ein Ticket hatten, und bei Gleichstand.',
    poolList: 'Techniker in diesem Workflow',
    poolEmpty: 'Noch ist niemand gewählt. Fügen Sie mindestens einen Techniker hinzu.',
    poolAdd: 'Techniker hinzufügen',
    poolAddAll: (count: string) => `Alle ${count} hinzufügen`,
    addNamed: (name: string) => `${name} hinzufügen`,
    removeNamed: (name: string) => `${name} aus der Auswahl entfernen`,
    up: (name: string) => `${name} nach oben`,
    down: (name: string) => `${name} nach unten`,
    poolCount: (count: string) => `${count} in der Auswahl`,
    notTechnician: (id: string) => `Nicht mehr im PSA (${id})`,
    nobodyFound: (text: string) => `Niemand passt zu „${text}“.`,
    nobodyLeft: 'Alle sind in der Auswahl.',
    moreFound: (count: string) => `${count} weitere. Geben Sie mehr vom Namen ein.`,

    limitsTitle: 'Grenzen und Kalender',
    capacity: 'Voll ab',
    capacityUnit: 'offenen Tickets',
    capacityHint: 'Gilt für Techniker, deren eigene Grenze das PSA nicht kennt.',
    calendar: 'Überspringen, wen der PSA-Kalender als beschäftigt oder abwesend zeigt',
    books: 'Einen Termin im PSA-Kalender buchen',
    booksHint: 'Zusammen mit der Zuweisung, ab Beginn der Arbeit.',
    workMinutes: 'Dauer der Arbeit',
    workMinutesHint: 'Für den Kalender, und damit nicht zwei Tickets auf dieselbe Zeit fallen.',

    waitTitle: 'Wenn niemand kann',
    everyoneOnBreak: 'Wenn alle in Pause sind',
    'assign-by-psa': 'Ohne Status entscheiden und das dazusagen',
    hold: 'Das Ticket zurückhalten und es wieder versuchen',
    'leave-unassigned': 'Nicht zuweisen',
    retry: 'Zurückgehaltene Tickets wieder versuchen alle',
    escalate: 'Einen Menschen fragen nach',
    escalateHint: 'Das Ticket steht dann in der Ticketvergabe ganz oben, und die Leitung erfährt davon.',

    instructionsTitle: 'Eigene Anweisungen',
    instructions: 'Anweisungen',
    instructionsHint: 'Eine Regel je Satz, auf Deutsch oder Englisch.',
    instructionsPlaceholder:
      'Nicht stören gilt als nicht verfügbar.\nBei P1-Tickets den Teams-Status ignorieren.',
    counter: (used: string, most: string) => `${used} von ${most}`,
    tooLong: (over: string) => `${over} Zeichen zu viel`,
    sinceThen:
      'Seit dem letzten Speichern haben sich Namen oder Wörter für Prioritäten geändert. So würde es verstanden, wenn Sie jetzt speichern; bis dahin gilt, was damals verstanden wurde.',
    tryIt: 'An einem früheren Ticket ausprobieren',
    words: 'Was „P1“ bedeutet',
    examples: 'Was Sie schreiben können',
    exampleList: [
      'Nicht stören gilt als nicht verfügbar.',
      'Abwesend gilt als verfügbar.',
      'Bei P1-Tickets den Teams-Status ignorieren.',
      'Bei P1-Tickets die Schichten ignorieren.',
      'Sam Lee bekommt nie P1-Tickets.',
      'P1-Tickets immer an Ana Ruiz.',
      'Ana Ruiz bekommt höchstens 3 Tickets gleichzeitig.',
      'Der Teams-Status zählt nur für die nächsten 30 Minuten.',
    ],

    fineTitle: 'Feineinstellung',
    fineSummary: 'Gewichte und Punkte',
    fineHint: 'Bei den sechs Gewichten zählt nur ihr Verhältnis. In Round Robin haben sie keine Wirkung.',
    weight: {
      load: { label: 'Wenig offene Arbeit', help: 'Wie sehr eine kurze Liste offener Arbeit zählt.' },
      skill: { label: 'Kenntnisse', help: 'Wie sehr die Kenntnisse zählen, die ein Ticket verlangt.' },
      shift: { label: 'In Schicht', help: 'Wie sehr es zählt, in Schicht zu sein. Nie eine Bedingung.' },
      affinity: { label: 'Kennt die Firma', help: 'Wie sehr frühere Arbeit für die Firma zählt.' },
      earliness: {
        label: 'Bald frei',
        help: 'Wie sehr es zählt, bald frei zu sein; doppelt bei der dringendsten Priorität.',
      },
      fairness: { label: 'Gerechter Anteil', help: 'Wie sehr eine lange Zeit ohne Zuweisung zählt.' },
    },
    share: (percent: string) => `${percent} der Punkte`,
    ruleShift: '„Bevorzugen“ und „vermeiden“ verschieben um',
    modelShift: 'Das Modell darf verschieben um',
    points: (value: number) => (value === 1 ? 'Punkt von 100' : 'Punkte von 100'),
    modelHint:
      'Es sieht Kürzel statt Namen, setzt sich über keine Grenze hinweg, und sein Anteil steht in jeder Entscheidung.',
    noModel:
      'Es ist kein Sprachmodell eingerichtet. Alles entscheiden Regeln; Sätze, die als Hinweis gemerkt sind, haben keine Wirkung.',

    shadowTitle: 'Schattenbetrieb',
    shadow: 'Still mitentscheiden bis zum Ende des',
    shadowHint:
      'Bis dahin wird von selbst nichts vorgeschlagen, zugewiesen oder zurückgehalten. Rollcall entscheidet still über die Tickets, die Menschen vergeben, und vergleicht.',
    shadowEnd: 'Schattenbetrieb beenden',
    shadowReport: 'Bericht anzeigen',

    eligibleWhen: (parts: string) => `Infrage kommt: ${parts}`,
    inPoolEveryone: 'im PSA aktiv',
    inPoolChosen: (count: number) => `in der Auswahl (${count})`,
    notOnBreak: (minutes: string) => `nicht in Pause (wenn die Arbeit innerhalb von ${minutes} beginnt)`,
    underCapacity: (count: string) => `weniger als ${count} offene Tickets`,
    calendarFree: 'im PSA-Kalender frei',

    save: 'Speichern',
    saveNew: 'Neuen Workflow speichern',
    discard: 'Verwerfen',
    unsaved: (count: number) => `nicht gespeicherte Änderungen: ${count}`,
    changedFields: (names: string) => `Geändert: ${names}`,
    saved: (name: string) => `„${name}“ ist gespeichert.`,
    savedAgain: (name: string) => `„${name}“ ist wieder wie zuvor.`,
    removeWorkflow: 'Workflow entfernen',
    removeTitle: (name: string) => `„${name}“ entfernen?`,
    removeText:
      'Er übernimmt keine Tickets mehr. Entscheidungen, die mit ihm getroffen wurden, bleiben und nennen ihn weiterhin. Das lässt sich nicht rückgängig machen.',
    removeConfirm: 'Workflow entfernen',
    removeKeep: 'Behalten',
    removed: (name: string) => `„${name}“ ist entfernt.`,
    faults: (count: number) =>
      count === 1
        ? 'Ein Feld ist so nicht verwendbar. Es wurde nichts gespeichert.'
        : `${count} Felder sind so nicht verwendbar. Es wurde nichts gespeichert.`,
    conflictTitle: (who: string | null) =>
      who === null
        ? 'Jemand anders hat diesen Workflow inzwischen gespeichert'
        : `${who} hat diesen Workflow inzwischen gespeichert`,
    conflictText: (fields: string) => `Dort geändert: ${fields}. Ihre Änderungen sind nicht gespeichert.`,
    conflictSame: 'Nichts, was Sie hier sehen, ist anders. Ihre Änderungen sind nicht gespeichert.',
    conflictBoth: (fields: string) => `Von beiden geändert: ${fields}.`,
    keepMine: 'Meine Änderungen darüberlegen',
    takeTheirs: 'Meine Änderungen verwerfen',
    leaveTitle: 'Verlassen, ohne zu speichern?',
    leaveText: (count: number) =>
      count === 1
        ? 'Eine Änderung an diesem Workflow ist nicht gespeichert.'
        : `${count} Änderungen an diesem Workflow sind nicht gespeichert.`,
    leaveConfirm: 'Verlassen, Änderungen verlieren',
    leaveKeep: 'Hier bleiben',

    fault: {
      empty: 'Geben Sie hier etwas ein.',
      number: (min: string, max: string) => `Geben Sie eine ganze Zahl von ${min} bis ${max} ein.`,
      tooLong: (most: string) => `Höchstens ${most} Zeichen.`,
      pool: 'Wählen Sie mindestens einen Techniker.',
      weights: 'Mindestens ein Gewicht muss über 0 liegen.',
      past: 'Wählen Sie einen Tag ab heute.',
      far: (days: string) => `Wählen Sie einen Tag innerhalb von ${days} Tagen.`,
      tooMany: (most: string) => `Wählen Sie höchstens ${most}.`,
      sentences: 'Höchstens 50 Sätze können gelesen werden.',
      refused: 'Das ist nicht verwendbar.',
    },
    field: {
      name: 'Name',
      isOn: 'Übernahme von Tickets',
      queues: 'Warteschlangen',
      priorities: 'Prioritäten',
      mode: 'Verfahren',
      act: 'was dann geschieht',
      teamsAvailability: 'Teams-Verfügbarkeit',
      presenceBlocksMinutes: 'Minuten für den Status',
      rotaTeams: 'Schichtteams',
      pool: 'Auswahl',
      capacity: 'offene Tickets',
      calendar: 'PSA-Kalender',
      books: 'Termin im Kalender',
      workMinutes: 'Dauer der Arbeit',
      whenEveryoneIsOnABreak: 'wenn alle in Pause sind',
      retryMinutes: 'erneuter Versuch',
      escalateMinutes: 'Frage an einen Menschen',
      instructions: 'Anweisungen',
      weights: 'Gewichte',
      ruleShiftPoints: 'Punkte für bevorzugen und vermeiden',
      modelShiftPoints: 'Punkte des Modells',
      shadowUntil: 'Schattenbetrieb',
    },
    search: 'Suchen',
    onlyTicked: 'Nur angekreuzte',
    shownOf: (shown: string, all: string) => `${shown} von ${all} angezeigt`,
    showMore: 'Mehr anzeigen',
    noMatch: (text: string) => `Nichts passt zu „${text}“.`,
    yes: 'Ja',
    no: 'Nein',
    none: 'Keine',
    readOnlyTitle: 'Einstellungen dieses Workflows',
    setting: 'Einstellung',
    value: 'Wert',
  },
});

export type FormWords = (typeof workflowFormTexts)['en'];
