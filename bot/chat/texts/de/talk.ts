import type { TalkTexts } from '../en/talk.ts';

export const talk: TalkTexts = {
  welcomeBack: 'Gern geschehen.',
  askAnyTime: 'Fragen Sie mich jederzeit, wer verfügbar ist.',
  nothingToStop: 'Es gibt nichts anzuhalten.',
  nothingRuns:
    'Was auf eine Antwort wartet, lässt sich dort selbst beenden: eine Vorschau mit „Abbrechen“, ein wartendes Ticket mit „Beenden“.',
  linkIsYours: 'Der Zustimmungslink gilt nur für Sie',
  askInPrivate: 'Fragen Sie mich in unserem privaten Chat danach.',
  notServed: 'Rollcall ist für Ihre Organisation nicht eingerichtet',
  notServedWhat: 'Wer die App hier hinzugefügt hat, kann die Betreiber bitten, diesen Mandanten aufzunehmen.',
  outsider: 'Rollcall antwortet nur Personen dieser Organisation',
  outsiderWhat: 'Fragen Sie stattdessen jemanden vom Service Desk: Dort erfahren Sie, wer verfügbar ist.',
  thisChat: 'diesem Chat',
  notOffered: {
    'social.sign-out': 'Abmelden',
  },
};
