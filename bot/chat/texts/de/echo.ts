import type { EchoTexts } from '../en/echo.ts';

export const echo: EchoTexts = {
  read: (when, zone) => `Ich verstehe das als ${when}, ${zone} (Ihre Zeit).`,
  about: (when, zone) => `Ich verstehe das als etwa ${when}, ${zone} (Ihre Zeit).`,
  rolled: 'Diese Uhrzeit ist heute vorbei, also ist morgen gemeint.',
  started: (at) => `Das begann um ${at}; hier steht, was davon übrig ist.`,
  alternative: (at) => `Falls Sie ${at} meinten, schreiben Sie „${at}“.`,
  skipped: (said, used) =>
    `${said} gibt es an diesem Tag nicht, weil die Uhr vorgestellt wird. Ich nehme ${used}.`,
  twice: (said, used) =>
    `${said} gibt es an diesem Tag zweimal, weil die Uhr zurückgestellt wird. Ich nehme das ${used === 'second' ? 'zweite' : 'erste'} Mal.`,
  past: 'Diese Zeit ist vorbei; hier steht der Stand von jetzt.',
  whichDay: 'Welchen Tag meinen Sie?',
  whichTime: 'Welche Uhrzeit meinen Sie?',
  bothFit: 'Beide Lesarten sind üblich, deshalb frage ich lieber.',
};
