import { createWording } from '../wording.ts';

/** British lists have no comma before "and", and nobody misses it. */
export const english = createWording({ locale: 'en-GB', more: (count) => `${count} more` });
