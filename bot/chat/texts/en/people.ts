import type { Group } from '#kernel/vocabulary.ts';

/** Sentences of the cards about people: availability, one technician, which one. Times and names arrive ready to be shown. */
export const people = {
  titleNow: "Who's available now",
  titleAt: (when: string) => `Who's on, ${when}`,
  inTeam: (team: string) => `in ${team}`,
  asOf: (clock: string) => `As of ${clock}`,
  everyone: 'All technicians',
  showing: (from: number, to: number, total: string) => `Showing ${from}–${to} of ${total}`,
  groupTitle: (group: string, count: number) => `${group} (${count})`,

  nobodyIn: {
    working: 'Nobody is working at that time.',
    'on-break': 'Nobody is on a break.',
    'off-shift': 'Nobody is off shift.',
    'no-signal': 'Everybody has a signal.',
  } satisfies Record<Group, string>,
  nobodyWorkingNow: 'Nobody is working right now.',
  cannotTell: "I can't tell who is working.",
  cannotTellUnmapped: "I can't tell who is working: nobody is mapped to a Microsoft account yet.",
  look: (groups: string) => `Elsewhere: ${groups}. Choose a group below, then Refresh.`,
  nobodyAtAll: 'The PSA lists no active technicians, so there is nobody to show.',
  nobodyInTeam: (team: string) =>
    `No technician is known as a member of ${team}. Only mapped technicians count as members: "who isn't mapped" lists the others.`,

  filterGroup: 'Show (then Refresh)',
  filterTeam: 'Team (then Refresh)',
  allGroups: 'Everyone',
  allTeams: 'All teams',

  availableInTeams: 'Available in Teams',
  besides: (word: string, shown: string) => `${word} (${shown} in Teams)`,
  countsAsWorking: 'counts as working',
  onShift: 'On shift',
  noShift: 'No shift',
  rotaUnknown: 'Rota not known',
  onShiftUntil: (when: string) => `On shift until ${when}`,
  allOfIt: (when: string) => `On shift for all of it, until ${when}`,
  partUntil: (when: string) => `On shift for part of it, until ${when}`,
  partFrom: (span: string) => `On shift for part of it: ${span}`,
  nextShift: (when: string) => `Next shift ${when}`,
  noShiftPlanned: 'No shift planned',
  timeOff: 'Time off',
  timeOffUntil: (when: string) => `Time off until ${when}`,
  says: (what: string, until: string) => `says: ${what} until ${until}`,

  used: (sources: string) => `Used: ${sources}.`,
  usedNothing: 'Used: neither presence nor Shifts.',
  notUsed: (source: string, because: string) => `Not used: ${source}, because ${because}.`,
  partlyUsed: (source: string, because: string) =>
    `Only partly read: ${source}, because ${because}. Whoever is missing stands under No signal.`,
  techniciansFrom: (because: string) =>
    `Technicians are listed as last seen, because ${because}; without a mapping they are missing.`,
  askForConsent: 'Ask an admin of Rollcall to have it granted.',
  presence: 'presence',
  shifts: 'Shifts',
  shiftsOf: (teams: string) => `Shifts (${teams})`,
  tooFarTwoHours: "Presence isn't used more than 2 hours ahead.",
  tooFar: "Presence isn't used for a time that far ahead.",
  nobodyMapped: 'nobody listed here is mapped to a Microsoft user yet',
  noRotaChosen: 'no rota team is chosen; a lead can choose rota teams in the settings',

  technicianIs: (name: string, state: string) => `${name}: ${state}`,
  nextOnShiftUntil: (name: string, when: string) => `${name} is on shift until ${when}`,
  nextOnShift: (name: string, when: string) => `${name} is next on shift ${when}`,
  nextUnknown: (name: string) => `No planned shift of ${name} is known`,
  nextTimeOff: (name: string, when: string) => `${name} has time off until ${when}`,
  presenceAsOf: (word: string, clock: string) => `${word}, as of ${clock}`,
  at: (when: string) => `Asked about ${when}`,
  nextShiftIs: (span: string) => `Next shift: ${span}`,
  newWork: {
    given: 'For new work now: can be given.',
    offShift: 'For new work now: can be given, but people on shift come first.',
    skipped: 'For new work now: skipped.',
    unjudged: 'For new work now: judged without presence.',
  },
  mappingIs: (mapping: string) => `Mapping: ${mapping}`,
  notMappedHelp: 'Without a mapping neither presence nor shifts can be read.',

  whichOne: (asked: string) => `Which ${asked}?`,
  chooseOne: 'Choose one person',
  chooseMissing: 'Choose one of them, or press "None of these".',
  tooManyFit: (count: number, asked: string) => `${count} people match "${asked}".`,
  typeMore: 'Type more of the name.',
};

export type PeopleTexts = typeof people;
