import type { Features, ListedCommand } from './manifest.ts';

/** The manifest's words in German. Keys are paths into the manifest (Teams docs: localize your app, schema 1.30). Placeholders are still open. */
export function germanTexts(options: {
  readonly commands: readonly ListedCommand[];
  readonly features: Features;
}): Readonly<Record<string, string>> {
  const { commands, features } = options;
  return {
    $schema:
      'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json',
    'name.short': 'Rollcall${{APP_NAME_SUFFIX}}',
    'name.full': 'Rollcall: Verfügbarkeit und Disposition für Service Desks${{APP_NAME_SUFFIX}}',
    'description.short': 'Sehen Sie, wer im Service Desk jetzt ein Ticket übernehmen kann, und warum.',
    'description.full': DESCRIPTION,
    ...commandTexts(commands),
    ...(features.tab ? tabTexts(features) : {}),
    ...(features.messageExtension ? EXTENSION : {}),
  };
}

const DESCRIPTION = [
  'Rollcall weiß, wer in Ihrem Service Desk am Platz und im Dienst ist, und sagt warum.',
  'Fragen Sie „wer ist verfügbar“, und Sie sehen alle in vier Gruppen: im Dienst, in Pause, außerhalb der Schicht und kein Signal, ' +
    'jeweils mit dem Grund und dem, was als Nächstes kommt. Anwesenheit und veröffentlichte Schichten werden live gelesen, wenn Sie fragen; ' +
    'Rollcall bewahrt keines von beiden auf. Techniker Ihres Ticketsystems werden über ihre E-Mail-Adresse Personen Ihrer Organisation zugeordnet; ' +
    'Sie sehen jede Zuordnung, bevor sie zählt, und machen den letzten Durchgang mit einem Klick rückgängig.',
  'Vor der ersten Nutzung muss ein Microsoft 365-Administrator einmal für die ganze Organisation vier Leseberechtigungen zustimmen: ' +
    'Anwesenheit, Schichten, Teammitglieder und Benutzerprofile. Mehr verlangt Rollcall nicht: keine Chats, Dateien, Mails oder Kalender, ' +
    'und es ändert nichts in Ihrer Organisation. Danach wählt die Leitung des Service Desks die Teams und ordnet die Techniker zu. ' +
    'Bis dahin sagt Rollcall, was noch fehlt und wer es tun kann.',
  'Hilfe und Unterstützung: ${{DEVELOPER_WEBSITE_URL}}',
].join('\n\n');

/** In the order of the English list: Teams finds a command by its place. */
function commandTexts(commands: readonly ListedCommand[]): Record<string, string> {
  const place = (index: number): string => `bots[0].commandLists[0].commands[${index}]`;
  return Object.fromEntries(
    commands
      .filter(({ listed }) => listed)
      .flatMap(({ title, help }, index) => [
        [`${place(index)}.title`, title],
        [`${place(index)}.description`, help],
      ]),
  );
}

/** The first tab is Teams' own chat, which has its name from Teams. */
function tabTexts({ dispatch }: Features): Record<string, string> {
  const names = ['Board', ...(dispatch ? ['Disposition'] : []), 'Verwaltung'];
  return Object.fromEntries(names.map((name, index) => [`staticTabs[${index + 1}].name`, name]));
}

const EXTENSION = {
  'composeExtensions[0].commands[0].title': 'Techniker finden',
  'composeExtensions[0].commands[0].description': 'Einfügen, wer verfügbar ist, mit dem Grund',
  'composeExtensions[0].commands[0].parameters[0].title': 'Name oder Team',
  'composeExtensions[0].commands[0].parameters[0].description':
    'Teil eines Namens, oder ein Team Ihres Desks',
};
