import { texts } from './language.ts';

/** A scope in words, and a sentence about what a key with it can do. */
export interface ScopeWords {
  readonly name: string;
  readonly text: string;
}

export const keyTexts = texts({
  en: {
    title: 'API keys',
    summary: 'Other programs use Rollcall with a key, as your desk and within the scopes of the key.',
    loading: 'Loading API keys',
    make: 'Make a key',
    table: 'API keys',
    counted: (count: number) => (count === 1 ? '1 key in use' : `${count} keys in use`),
    name: 'Name',
    may: 'May',
    made: 'Made',
    lastUsed: 'Last used',
    neverUsed: 'Never',
    actions: 'Actions',
    revokedAt: 'Revoked',
    revokedKeys: (count: number) => (count === 1 ? '1 revoked key' : `${count} revoked keys`),
    empty: 'No key yet',
    emptyText: 'A key lets a script or another program ask who’s available, or run auto-map.',
    emptyInUse: 'No key is in use',

    scope: {
      'availability:read': {
        name: 'Read availability',
        text: 'Who is working, on a break or off shift, now or at a time.',
      },
      'mapping:read': {
        name: 'Read mappings',
        text: 'Technicians, their Microsoft accounts, and the list of teams.',
      },
      'mapping:write': { name: 'Change mappings', text: 'Run auto-map, and map or unmap technicians.' },
      'consent:write': {
        name: 'Start consent',
        text: 'Make links to Microsoft’s consent page. Only an administrator of your tenant can say yes there.',
      },
      'dispatch:read': {
        name: 'Read decisions',
        text: 'Who got or would get which ticket, and why; tickets that wait.',
      },
      'dispatch:write': {
        name: 'Dispatch tickets',
        text: 'Decide about tickets and assign them in the PSA.',
      },
      'workflows:write': { name: 'Change workflows', text: 'Create, change and remove workflows.' },
    } as Readonly<Record<string, ScopeWords>>,

    panel: 'Make an API key',
    nameHint: 'What it is for, such as “Ticket automation”. You will see the name in the audit trail.',
    scopes: 'What the key may do',
    nameMissing: 'Give the key a name.',
    nameLong: 'Use at most 100 characters.',
    scopesMissing: 'Choose at least one.',
    create: 'Make the key',
    cancel: 'Cancel',

    secretPanel: (name: string) => `Key “${name}”`,
    onlyTime: 'This is the only time that the key is shown.',
    onlyTimeText:
      'Rollcall keeps a fingerprint of it, nothing that it could be read from. Copy it now to where it is used.',
    secret: 'The key',
    copyKey: 'Copy the key',
    notCopied: 'You have not copied the key yet.',
    notCopiedText: 'If you close this now, nobody can read it again: you would revoke it and make another.',
    closeAnyway: 'Close without copying',
    done: 'Done',

    useIt: 'How a key is used',
    useItText: 'Send it as a bearer token. Keep it out of addresses and source code.',
    copyExample: 'Copy the example',
    reference: 'API reference',
    opensReference: 'Opens in a new window',

    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke ${name}`,
    revokeTitle: (name: string) => `Revoke “${name}”?`,
    revokeText:
      'Programs that use this key are refused at once. This cannot be undone; you can make another key.',
    revokeConfirm: (name: string) => `Revoke “${name}”`,
    keep: 'Keep it',
    revoked: (name: string) => `“${name}” is revoked. It opens nothing any more.`,
    goneTitle: 'Revoked already',
    gone: (name: string) => `“${name}” was revoked by somebody else meanwhile.`,

    readOnly: 'Admins make and revoke API keys.',
    ask: 'Could you please make an API key for me in Rollcall (Admin, API keys)?',
  },
  de: {
    title: 'API-Schlüssel',
    summary:
      'Andere Programme nutzen Rollcall mit einem Schlüssel: für Ihren Desk und im Umfang des Schlüssels.',
    loading: 'API-Schlüssel werden geladen',
    make: 'Schlüssel erstellen',
    table: 'API-Schlüssel',
    counted: (count: number) => (count === 1 ? '1 Schlüssel in Gebrauch' : `${count} Schlüssel in Gebrauch`),
    name: 'Name',
    may: 'Darf',
    made: 'Erstellt',
    lastUsed: 'Zuletzt verwendet',
    neverUsed: 'Nie',
    actions: 'Aktionen',
    revokedAt: 'Widerrufen',
    revokedKeys: (count: number) =>
      count === 1 ? '1 widerrufener Schlüssel' : `${count} widerrufene Schlüssel`,
    empty: 'Noch kein Schlüssel',
    emptyText:
      'Mit einem Schlüssel kann ein Skript oder ein anderes Programm fragen, wer verfügbar ist, oder die automatische Zuordnung starten.',
    emptyInUse: 'Kein Schlüssel ist in Gebrauch',

    scope: {
      'availability:read': {
        name: 'Verfügbarkeit lesen',
        text: 'Wer im Dienst, in Pause oder außerhalb der Schicht ist, jetzt oder zu einer Zeit.',
      },
      'mapping:read': {
        name: 'Zuordnungen lesen',
        text: 'Techniker, ihre Microsoft-Konten und die Liste der Teams.',
      },
      'mapping:write': {
        name: 'Zuordnungen ändern',
        text: 'Die automatische Zuordnung starten, Techniker zuordnen oder die Zuordnung aufheben.',
      },
      'consent:write': {
        name: 'Zustimmung starten',
        text: 'Links zur Zustimmungsseite von Microsoft erstellen. Zustimmen kann dort nur ein Administrator Ihres Mandanten.',
      },
      'dispatch:read': {
        name: 'Entscheidungen lesen',
        text: 'Wer welches Ticket bekam oder bekäme, und warum; wartende Tickets.',
      },
      'dispatch:write': {
        name: 'Tickets verteilen',
        text: 'Über Tickets entscheiden und sie im PSA zuweisen.',
      },
      'workflows:write': {
        name: 'Workflows ändern',
        text: 'Workflows anlegen, ändern und entfernen.',
      },
    },

    panel: 'API-Schlüssel erstellen',
    nameHint: 'Wofür er ist, etwa „Ticket-Automatik“. Der Name erscheint im Protokoll.',
    scopes: 'Was der Schlüssel darf',
    nameMissing: 'Geben Sie dem Schlüssel einen Namen.',
    nameLong: 'Verwenden Sie höchstens 100 Zeichen.',
    scopesMissing: 'Wählen Sie mindestens eines.',
    create: 'Schlüssel erstellen',
    cancel: 'Abbrechen',

    secretPanel: (name: string) => `Schlüssel „${name}“`,
    onlyTime: 'Der Schlüssel wird nur dieses eine Mal angezeigt.',
    onlyTimeText:
      'Rollcall behält nur einen Fingerabdruck davon, aus dem er nicht lesbar ist. Kopieren Sie ihn jetzt dorthin, wo er gebraucht wird.',
    secret: 'Der Schlüssel',
    copyKey: 'Schlüssel kopieren',
    notCopied: 'Sie haben den Schlüssel noch nicht kopiert.',
    notCopiedText:
      'Wenn Sie jetzt schließen, kann ihn niemand mehr lesen: Sie müssten ihn widerrufen und einen neuen erstellen.',
    closeAnyway: 'Ohne Kopieren schließen',
    done: 'Fertig',

    useIt: 'So wird ein Schlüssel verwendet',
    useItText: 'Senden Sie ihn als Bearer-Token. In Adressen und Quelltexten hat er nichts verloren.',
    copyExample: 'Beispiel kopieren',
    reference: 'API-Referenz',
    opensReference: 'Öffnet sich in einem neuen Fenster',

    revoke: 'Widerrufen',
    revokeOf: (name: string) => `${name} widerrufen`,
    revokeTitle: (name: string) => `„${name}“ widerrufen?`,
    revokeText:
      'Programme mit diesem Schlüssel werden sofort abgewiesen. Das lässt sich nicht rückgängig machen; Sie können einen neuen Schlüssel erstellen.',
    revokeConfirm: (name: string) => `„${name}“ widerrufen`,
    keep: 'Behalten',
    revoked: (name: string) => `„${name}“ ist widerrufen und öffnet nichts mehr.`,
    goneTitle: 'Schon widerrufen',
    gone: (name: string) => `„${name}“ wurde inzwischen von jemand anderem widerrufen.`,

    readOnly: 'API-Schlüssel erstellt und widerruft die Administration.',
    ask: 'Könntest du mir bitte in Rollcall einen API-Schlüssel erstellen („Admin“, „API-Schlüssel“)?',
  },
});
