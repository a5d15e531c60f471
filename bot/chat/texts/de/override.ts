import type { OverrideTexts } from '../en/override.ts';

export const override: OverrideTexts = {
  noted: (what, until) => `Notiert: ${what} bis ${until}`,
  notedLater: (what, span) => `Notiert: ${what}, ${span}`,
  zone: (zone) => `Zeiten gelten in ${zone} (Ihre Zeit).`,
  means: {
    working: 'Neue Arbeit kann an Sie gehen, egal was Teams zeigt.',
    'on-break': 'Bei neuer Arbeit werden Sie bis dahin übergangen.',
    off: 'Bei neuer Arbeit werden Sie bis dahin übergangen und als außerhalb der Schicht geführt.',
  },
  seen: 'Alle, die fragen, sehen es. Es endet von selbst.',
  standing: (what, until) => `Ihre Angabe: ${what} bis ${until}`,
  standingLater: (what, span) => `Ihre Angabe: ${what}, ${span}`,

  ended: 'Ihre Angabe ist beendet',
  endedWhat: 'Jetzt sprechen wieder Teams und der Schichtplan für Sie.',
  nothing: 'Es gibt keine Angabe zu beenden',
  nothingWhat: 'Teams und der Schichtplan sprechen schon für Sie.',

  howLong: 'Wie lange?',
  howLongWhat: 'Ich notiere es für Sie, und es endet von selbst.',
  what: 'Ich bin',
  until: 'Bis',
  minutes: (minutes) => `${minutes} Min.`,
  hours: (hours) => (hours === 1 ? '1 Stunde' : `${hours} Stunden`),
  lasting: (length, until) => `${length}, bis ${until}`,
  endOfHours: (until) => `Ende der Arbeitszeit, ${until}`,
  endOfDay: 'Ende des Tages',
  chooseMissing: 'Wählen Sie, was ich bis wann notieren soll.',

  notTechnician: 'Sie sind keinem Techniker zugeordnet',
  notTechnicianWhat:
    'Das kann ich nur für Techniker Ihres PSA notieren, und keiner davon ist Ihrem Konto zugeordnet.',
  notTechnicianMap: 'Ordnen Sie sich zu: „wer ist nicht zugeordnet“ zeigt Techniker ohne Konto.',
  notTechnicianAsk: (names) => `Fragen Sie zum Beispiel: ${names}. Dort kann man Sie zuordnen.`,
  notTechnicianLead: 'Bitten Sie die Leitung, Sie zuzuordnen.',
  over: 'Diese Zeit ist vorbei, deshalb habe ich nichts notiert',
  tooFar: (days) => `Ich notiere nur bis zu ${days} Tage im Voraus`,
  tooFarWhat: 'Längere Abwesenheit gehört in den Schichtplan, wo andere sie sehen und ändern können.',
};
