/** Own words of technicians (AV-9). Times arrive ready to be shown. */
export const override = {
  noted: (what: string, until: string) => `Noted: ${what} until ${until}`,
  notedLater: (what: string, span: string) => `Noted: ${what}, ${span}`,
  zone: (zone: string) => `Times are in ${zone} (your time).`,
  means: {
    working: 'New work can be given to you, whatever Teams shows.',
    'on-break': 'New work is skipped until then.',
    off: 'New work is skipped until then, and you are listed as off shift.',
  },
  seen: 'Everybody who asks sees it. It ends by itself.',
  standing: (what: string, until: string) => `You say: ${what} until ${until}`,
  standingLater: (what: string, span: string) => `You say: ${what}, ${span}`,

  ended: 'Your note has ended',
  endedWhat: 'Teams and Shifts speak for you again.',
  nothing: 'There is no note to end',
  nothingWhat: 'Teams and Shifts speak for you already.',

  howLong: 'How long?',
  howLongWhat: 'I note it for you, and it ends by itself.',
  what: 'I am',
  until: 'Until',
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number) => (hours === 1 ? '1 hour' : `${hours} hours`),
  lasting: (length: string, until: string) => `${length}, until ${until}`,
  endOfHours: (until: string) => `end of working hours, ${until}`,
  endOfDay: 'end of today',
  chooseMissing: 'Choose what to note and until when.',

  notTechnician: "You aren't mapped to a technician",
  notTechnicianWhat:
    'I can only note this for technicians of your PSA, and none of them is mapped to your account.',
  notTechnicianMap: 'Map yourself: "who isn\'t mapped" lists technicians without an account.',
  notTechnicianAsk: (names: string) => `Ask one of: ${names}. They can map you.`,
  notTechnicianLead: 'Ask a lead to map you.',
  over: "That time is over, so I haven't noted anything",
  tooFar: (days: number) => `I only note up to ${days} days ahead`,
  tooFarWhat: 'Longer leave belongs in Shifts, where others can see and edit it.',
};

export type OverrideTexts = typeof override;
