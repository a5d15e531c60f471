import { texts } from './language.ts';

export const firstRunTexts = texts({
  en: {
    title: 'See who can take a ticket, without asking',
    value: [
      'Who is at their desk and on the clock, for the whole service desk, with the reason.',
      'Read from Microsoft Teams presence and Shifts, live; nothing of it is stored.',
      'The same answer in chat: ask the bot “who’s available”.',
    ],
    needs: 'Needs a Microsoft 365 administrator for two minutes.',
    start: 'Start setup',
    continue: 'Continue setup',
    askText: 'Setup is for admins.',
    message:
      'Hi, could you set up Rollcall in Microsoft Teams for our service desk? Open the Rollcall app, Admin, Setup. It takes about two minutes and needs a Microsoft 365 administrator.',
  },
  de: {
    title: 'Sehen, wer ein Ticket übernehmen kann – ohne zu fragen',
    value: [
      'Wer am Platz und im Dienst ist, für den ganzen Service Desk, mit Begründung.',
      'Live gelesen aus dem Teams-Status und aus Schichten; nichts davon wird gespeichert.',
      'Dieselbe Antwort im Chat: Fragen Sie den Bot „who’s available“.',
    ],
    needs: 'Dafür ist zwei Minuten lang ein Microsoft 365-Administrator nötig.',
    start: 'Einrichtung beginnen',
    continue: 'Einrichtung fortsetzen',
    askText: 'Die Einrichtung ist Sache der Administratoren.',
    message:
      'Hallo, könntest du Rollcall in Microsoft Teams für unseren Service Desk einrichten? Öffne die App Rollcall, „Admin“, „Einrichtung“. Das dauert etwa zwei Minuten und braucht einen Microsoft 365-Administrator.',
  },
});
