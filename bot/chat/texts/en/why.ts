/** Why answers. */
export const why = { title: 'x' };
export type WhyTexts = typeof why;
