import { createWording } from '../wording.ts';

export const german = createWording({ locale: 'de', more: (count) => `${count} weitere` });
