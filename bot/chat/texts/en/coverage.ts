/** Coverage answers. Times and names arrive ready to be shown. */
export const coverage = {
  covered: (span: string) => `Covered: ${span}`,
  gaps: (span: string) => `Gaps: ${span}`,
  nobody: (span: string) => `Nobody is on shift: ${span}`,
  notRead: (span: string) => `I can't tell about ${span}`,
  notReadWhat: 'Without the shifts of a rota team there is nothing to judge by.',
  in: (team: string) => `in ${team}`,
  percent: (percent: string, minimum: number) =>
    minimum === 1 ? `${percent} covered` : `${percent} covered (at least ${minimum} people)`,
  gapTitle: (count: number) => `Gaps (${count})`,
  gap: (lowest: number) => (lowest === 0 ? 'nobody on shift' : `only ${lowest} on shift`),
  noGaps: 'No gap in that time.',
  whoTitle: (count: number) => `Who covers (${count})`,
  nobodyOn: 'Nobody has a shift in that time.',
  more: (count: string) => `and ${count} more`,
  nobodyCounts: 'Not mapped, so not counted',
  partial: "A rota team couldn't be read, so a gap may be covered there.",
  unmapped: (count: number) =>
    count === 1
      ? "1 technician isn't mapped; their shifts can't be seen."
      : `${count} technicians aren't mapped; their shifts can't be seen.`,
  cutShort: (days: number) => `I look at most ${days} days ahead at once.`,
};

export type CoverageTexts = typeof coverage;
