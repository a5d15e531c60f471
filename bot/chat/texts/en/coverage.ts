/** Coverage answers. */
export const coverage = { title: 'x' };
export type CoverageTexts = typeof coverage;
