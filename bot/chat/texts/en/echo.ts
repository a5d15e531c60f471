/** How a time was understood. */
export const echo = {
  read: (when: string, zone: string) => `I read that as ${when}, ${zone} (your time).`,
  about: (when: string, zone: string) => `I read that as about ${when}, ${zone} (your time).`,
  rolled: 'That time is over today, so this is tomorrow.',
  started: (at: string) => `It began at ${at}; this is what is left of it.`,
  alternative: (at: string) => `If you meant ${at}, write "${at}".`,
  skipped: (said: string, used: string) =>
    `${said} does not exist on that day, because the clocks go forward. Using ${used}.`,
  twice: (said: string, used: 'first' | 'second') =>
    `${said} happens twice on that day, because the clocks go back. Using the ${used}.`,
  past: 'That time is over; this is the state of now.',
  whichDay: 'Which day do you mean?',
  whichTime: 'Which time do you mean?',
  bothFit: 'Both readings are common, so I would rather ask.',
};

export type EchoTexts = typeof echo;
