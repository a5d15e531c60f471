import { english } from './wording.ts';

const { counted } = english;

type Facts = Readonly<Record<string, string | number | null>>;

/** Sentences of the cards around setting up and being understood. */
export const setup = {
  welcome: (name: string) => `Hello ${name}. I know who can take a ticket right now.`,
  welcomeReads:
    'From Microsoft I read presence, Shifts, teams and sign-in names. No chats, files, mail or calendars.',
  welcomeConsent: "Set-up isn't finished: a Microsoft 365 administrator must consent first.",
  welcomeConsentAdmin: "Set-up isn't finished: get the consent link here, or open the set-up.",
  welcomeTry: (mayMap: boolean) =>
    `Try: who's available · who's on at 3pm · is Ana free${mayMap ? ' · auto-map' : ''}`,

  introTitle: (name: string, team: string) => `${name} added me to ${team}.`,
  introTitleAlone: (team: string) => `I was added to ${team}.`,
  introHow: 'Mention me and ask "who\'s available" or "when is Ana back".',
  introPromise: 'I post here only when asked.',

  helpTitle: 'What you can ask',
  hello: (name: string) => `Hello ${name}.`,
  helpZone: (zone: string) => `Times are in your zone (${zone}). Typos are fine.`,
  helpZoneDesk: (zone: string, desk: string) =>
    `Times are in your zone (${zone}); the desk is in ${desk}. Typos are fine.`,
  helpMore: (count: number) =>
    `And ${counted(count, 'more command', 'more commands')}: the list beside the message box has them all.`,

  healthTitle: {
    ok: 'Everything is connected',
    warning: 'Connected, with something to look at',
    broken: 'Something needs mending',
    unknown: 'Not everything could be checked',
  },
  checkedAt: (clock: string) => `Checked at ${clock}`,
  state: { ok: 'OK', warning: 'Worth a look', broken: 'Broken', unknown: 'Not known' },
  check: {
    consent: 'Microsoft consent',
    technicians: 'Technicians (PSA)',
    mapping: 'Mapping',
    presence: 'Presence',
    rota: 'Shifts',
  },
  rotaOf: (team: string) => `Shifts of ${team}`,
  consentOk: 'All four read-only permissions are granted.',
  techniciansOk: ({ technicians }: Facts) =>
    `${counted(Number(technicians ?? 0), 'active technician', 'active technicians')} in the PSA.`,
  mappingOk: ({ mapped, technicians }: Facts) =>
    `${mapped ?? 0} of ${technicians ?? 0} technicians are mapped.`,
  mappingNobody: 'Nobody is mapped to a Microsoft user yet.',
  mappingMend: 'Run auto-map; a lead can map the rest by hand.',
  presenceOk: 'Presence is read live from Teams.',
  presenceNobody: 'Presence is not read, because nobody is mapped yet.',
  presencePartly: 'Presence is read for a part of the people only.',
  rotaOk: 'Shifts are read live from Teams.',
  rotaNone: 'No rota team is chosen, so nobody counts as off shift.',
  rotaNoneMend: 'A lead chooses rota teams in the settings, if the desk uses Shifts.',
  notChecked: 'Could not be checked.',

  consentTitle: "Consent on Microsoft's page",
  consentWhat:
    'The page opens in a new window and asks for four read-only permissions: presence, Shifts, team members, people.',
  consentWho: 'A Global or Privileged Role Administrator of your tenant can say yes.',
  consentUntil: (when: string) => `The link works once, until ${when}. Come back here afterwards and check.`,

  notUnderstood: "I didn't get that.",
  closest: (examples: string) => `Closest: ${examples}.`,
  noClosest: 'Try "who\'s available", or see what I understand.',
  notYet: (title: string) => `I understood "${title}", but I can't do that yet.`,
  notYetStill: (mayMap: boolean): string =>
    mayMap
      ? "You can ask who's available, about one person, or for auto-map."
      : "You can ask who's available, or about one person.",
  stale: 'This card is more than a day old.',
  staleWhat: 'Nothing was done. Refresh shows the state of now.',

  quoted: (said: string) => `"${said}"`,
  askOneOf: (names: string) => `Ask one of: ${names}.`,
  askAdmin: 'Ask an admin of Rollcall.',
  reference: (reference: string) => `Reference ${reference}`,
};

export type SetupTexts = typeof setup;
