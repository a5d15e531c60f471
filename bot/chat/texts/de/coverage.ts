import type { CoverageTexts } from '../en/coverage.ts';

export const coverage: CoverageTexts = { title: 'x' };
