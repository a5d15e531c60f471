import type { CommandTexts } from '../en/commands.ts';

export const commands: CommandTexts = {
  'availability.now': {
    title: 'wer ist verfügbar',
    help: 'Wer gerade im Dienst, in Pause oder außerhalb der Schicht ist, und warum.',
    phrasings: ['wer ist verfügbar', 'wer ist frei', 'wer kann ein Ticket übernehmen'],
  },
  'availability.at': {
    title: 'wer ist um 15 Uhr da',
    help: 'Dasselbe für eine andere Zeit, gelesen in Ihrer Zeitzone.',
    phrasings: ['wer ist um 15 Uhr da', 'jemand da morgen 9-11', 'wer arbeitet heute Abend'],
  },
  'availability.team': {
    title: 'wer ist frei in Service Desk',
    help: 'Nur die Mitglieder eines Teams.',
    phrasings: ['wer ist frei in Service Desk', 'jemand da in Escalations'],
  },
  'technician.state': {
    title: 'ist Ana verfügbar',
    help: 'Wie es um einen Techniker steht, und worauf das beruht.',
    phrasings: ['ist Ana verfügbar', 'wo ist Ben', 'kann ich Ben ein Ticket geben'],
  },
  'technician.next': {
    title: 'wann ist Ana zurück',
    help: 'Bis wann jemand da ist, oder wann die nächste Schicht beginnt.',
    phrasings: ['wann ist Ana zurück', 'bis wann ist Ben da', 'nächste Schicht von Chloe'],
  },
  'technician.why': {
    title: 'warum wird Ana nicht berücksichtigt',
    help: 'Was jemanden ausschließt, oder warum Schichten keinen Unterschied machen, jeweils mit Abhilfe.',
    phrasings: ['warum wird Ana nicht berücksichtigt', 'warum zählen Schichten nicht'],
  },
  coverage: {
    title: 'sind wir heute Abend abgedeckt',
    help: 'Wer über einen Zeitraum da ist, und die Lücken, in denen niemand da ist.',
    phrasings: ['sind wir heute Abend abgedeckt', 'Lücken diese Woche', 'wer deckt das Wochenende ab'],
  },
  'self.override': {
    title: 'Mittagspause 45 min',
    help: 'Ihre eigene Angabe über sich: Sie geht Teams vor und endet von selbst.',
    phrasings: [
      'Mittagspause 45 min',
      'im Dienst bis 17 Uhr',
      'um 15 Uhr zurück',
      'heute frei',
      'Notiz beenden',
    ],
  },
  'ticket.suggest': {
    title: 'verteile 4711',
    help: 'Wer ein Ticket bekommt, mit den Gründen; „wer soll 4711 übernehmen“ schlägt nur vor.',
    phrasings: ['verteile 4711', 'wer soll 4711 übernehmen', 'Vorschlag für 4711'],
  },
  'ticket.assign': {
    title: 'weise 4711 Ana zu',
    help: 'Gibt ein Ticket von Hand jemandem; fünf Minuten lang lässt es sich zurücknehmen.',
    phrasings: ['weise 4711 Ana zu', 'weise es ihr zu', 'gib 4711 an Ben'],
  },
  'decision.why': {
    title: 'warum 4711',
    help: 'Worauf eine Entscheidung beruht, mit allen, die in Frage kamen.',
    phrasings: ['warum 4711', 'warum nicht Lee', 'warum Aisha', 'warum kein Teams'],
  },
  'ticket.held': {
    title: 'wartende Tickets',
    help: 'Tickets, die warten, weil sie niemand übernehmen konnte.',
    phrasings: ['wartende Tickets', 'was wartet'],
  },
  'automap.run': {
    title: 'Auto-Zuordnung',
    help: 'Vergleicht Techniker mit Mitgliedern von Teams und zeigt, was sich ändern würde, bevor sich etwas ändert.',
    phrasings: ['Auto-Zuordnung', 'Auto-Zuordnung für Service Desk', 'Techniker zuordnen'],
  },
  'mapping.open': {
    title: 'wer ist nicht zugeordnet',
    help: 'Techniker ohne Microsoft-Konto, und warum.',
    phrasings: ['wer ist nicht zugeordnet', 'nicht zugeordnete Techniker', 'Status der Zuordnung'],
  },
  'setup.health': {
    title: 'Einrichtung prüfen',
    help: 'Ob Zustimmung, PSA, Zuordnung, Anwesenheit und Schichten funktionieren, jeweils ausprobiert.',
    phrasings: ['Einrichtung prüfen', 'ist Teams verbunden', 'Systemprüfung'],
  },
  help: {
    title: 'Hilfe',
    help: 'Was Sie fragen können, mit Beispielen.',
    phrasings: ['Hilfe', 'was kannst du'],
  },
  'social.greeting': {
    title: 'Hallo',
    help: 'Sagt Hallo und was Sie fragen können.',
    phrasings: ['Hallo', 'Guten Tag'],
  },
  'social.thanks': {
    title: 'Danke',
    help: 'Gern geschehen.',
    phrasings: ['Danke'],
  },
  'social.cancel': {
    title: 'abbrechen',
    help: 'Es läuft nichts, das sich durch Tippen anhalten ließe; jede Vorschau lässt sich abbrechen.',
    phrasings: ['abbrechen'],
  },
};
