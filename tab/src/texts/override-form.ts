import { texts } from './language.ts';

export const overrideFormTexts = texts({
  en: {
    zoneHint: (zone: string) => `Time zone: ${zone}`,
    says: 'Says',
    working: 'On the clock',
    'on-break': 'On a break',
    off: 'Off',
    until: 'Until',
    save: 'Save',
    cancel: 'Cancel',
    fault: {
      missing: 'Choose an end.',
      over: 'Choose an end that lies ahead.',
      'too-far': 'Choose an end within 14 days; longer leave belongs in Shifts.',
    },
  },
  de: {
    zoneHint: (zone: string) => `Zeitzone: ${zone}`,
    says: 'Angabe',
    working: 'Im Dienst',
    'on-break': 'In Pause',
    off: 'Nicht im Dienst',
    until: 'Bis',
    save: 'Speichern',
    cancel: 'Abbrechen',
    fault: {
      missing: 'Wählen Sie ein Ende.',
      over: 'Wählen Sie ein Ende in der Zukunft.',
      'too-far': 'Wählen Sie ein Ende innerhalb von 14 Tagen; längere Abwesenheiten gehören in Schichten.',
    },
  },
});
