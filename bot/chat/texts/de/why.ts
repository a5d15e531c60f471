import type { WhyTexts } from '../en/why.ts';

export const why: WhyTexts = { title: 'x' };
