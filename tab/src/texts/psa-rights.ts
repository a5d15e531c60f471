import { texts } from './language.ts';

/** What a connection may do in the PSA, and what each right is for. */
export const psaRightTexts = texts({
  en: {
    title: 'Rights that the connection needs',
    where: {
      halopsa:
        'Permissions of the API application; the agent that it signs in as needs the same. “all” holds every one of them.',
      connectwise: 'In the security role of the API member, each at the level “All”.',
      autotask: 'In the security level of the API user.',
    },
    purpose: {
      technicians: 'read technicians',
      tickets: 'read tickets',
      assign: 'assign tickets',
      companies: 'read the companies of tickets',
      busy: 'see who is busy and when',
      book: 'book the time of a ticket',
      away: 'see who is away',
      catalogue: 'read queues, priorities and types',
      roles: 'assign with the role that a ticket needs',
      skills: 'prefer who has the skills',
    },
    without:
      'Technicians and tickets must always be readable. Without the right to assign, dispatch can only suggest; where another is missing, it does without and says so.',
  },
  de: {
    title: 'Rechte, die die Verbindung braucht',
    where: {
      halopsa:
        'Berechtigungen der API-Anwendung; der Agent, als der sie sich anmeldet, braucht dieselben. „all“ enthält sie alle.',
      connectwise: 'In der Sicherheitsrolle des API-Members, jeweils auf der Stufe „All“.',
      autotask: 'In der Sicherheitsstufe des API-Benutzers.',
    },
    purpose: {
      technicians: 'Techniker lesen',
      tickets: 'Tickets lesen',
      assign: 'Tickets zuweisen',
      companies: 'die Firmen der Tickets lesen',
      busy: 'sehen, wer wann beschäftigt ist',
      book: 'die Zeit für ein Ticket eintragen',
      away: 'sehen, wer abwesend ist',
      catalogue: 'Warteschlangen, Prioritäten und Typen lesen',
      roles: 'mit der Rolle zuweisen, die ein Ticket verlangt',
      skills: 'bevorzugen, wer die Fähigkeiten hat',
    },
    without:
      'Techniker und Tickets müssen immer lesbar sein. Ohne das Recht zum Zuweisen kann die Disposition nur vorschlagen; fehlt ein anderes, geht es ohne, und das wird gesagt.',
  },
});
