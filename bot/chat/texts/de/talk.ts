import type { TalkTexts } from '../en/talk.ts';

export const talk: TalkTexts = {
  welcomeBack: 'Gern geschehen.',
  askAnyTime: 'Fragen Sie mich jederzeit, wer verfügbar ist.',
  nothingToStop: 'Es gibt nichts anzuhalten.',
  nothingRuns:
    'Ich ändere nichts, bevor Sie in einer Vorschau auf „Anwenden“ drücken, und jede Vorschau lässt sich abbrechen.',
  linkIsYours: 'Der Zustimmungslink gilt nur für Sie',
  askInPrivate: 'Fragen Sie mich in unserem privaten Chat danach.',
  notServed: 'Rollcall ist für Ihre Organisation nicht eingerichtet',
  notServedWhat: 'Wer die App hier hinzugefügt hat, kann die Betreiber bitten, diesen Mandanten aufzunehmen.',
  outsider: 'Rollcall antwortet nur Personen dieser Organisation',
  outsiderWhat: 'Fragen Sie stattdessen jemanden vom Service Desk: Dort erfahren Sie, wer verfügbar ist.',
  thisChat: 'diesem Chat',
  notOffered: {
    'ticket.suggest': 'Tickets verteilen',
    'ticket.assign': 'Tickets zuweisen',
    'decision.why': 'Entscheidungen erklären',
    'social.sign-out': 'Abmelden',
  },
};
