import type { CoverageTexts } from '../en/coverage.ts';

export const coverage: CoverageTexts = {
  covered: (span) => `Abgedeckt: ${span}`,
  gaps: (span) => `Lücken: ${span}`,
  nobody: (span) => `Niemand in Schicht: ${span}`,
  notRead: (span) => `Zu ${span} kann ich nichts sagen`,
  notReadWhat: 'Ohne die Schichten eines Schichtplan-Teams lässt sich das nicht beurteilen.',
  in: (team) => `in ${team}`,
  percent: (percent, minimum) =>
    minimum === 1 ? `${percent} abgedeckt` : `${percent} abgedeckt (mindestens ${minimum} Personen)`,
  gapTitle: (count) => `Lücken (${count})`,
  gap: (lowest) => (lowest === 0 ? 'niemand in Schicht' : `nur ${lowest} in Schicht`),
  noGaps: 'In dieser Zeit gibt es keine Lücke.',
  whoTitle: (count) => `Wer abdeckt (${count})`,
  nobodyOn: 'In dieser Zeit hat niemand eine Schicht.',
  more: (count) => `und ${count} weitere`,
  nobodyCounts: 'Nicht zugeordnet, zählt deshalb nicht',
  partial: 'Ein Schichtplan-Team ließ sich nicht lesen; eine Lücke kann dort abgedeckt sein.',
  unmapped: (count) =>
    count === 1
      ? '1 Techniker ist nicht zugeordnet; seine Schichten sind nicht sichtbar.'
      : `${count} Techniker sind nicht zugeordnet; ihre Schichten sind nicht sichtbar.`,
  cutShort: (days) => `Ich sehe höchstens ${days} Tage auf einmal voraus.`,
};
