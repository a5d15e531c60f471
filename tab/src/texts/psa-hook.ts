import { texts } from './language.ts';

/** How a PSA is told where to report its tickets. */
export const psaHookTexts = texts({
  en: {
    title: 'Let the PSA report tickets',
    text: 'With a webhook your PSA says that a ticket is new or has changed, and dispatch begins within seconds.',
    reread:
      'Every ticket is read again in the PSA before anything is decided, and reports that got lost are made up for every three minutes.',
    show: 'Show the address',
    hide: 'Hide the address',
    secretNote:
      'Treat it like a password: whoever has the address can say that a ticket changed, and nothing more.',
    nothing: 'The connected PSA reports no tickets. Load the page again to see what is connected now.',
    address: 'Address',
    user: 'User name',
    password: 'Password, or token for Bearer',
    key: 'Signing key',
    copy: {
      address: 'Copy the address',
      user: 'Copy the user name',
      password: 'Copy the password',
      key: 'Copy the signing key',
    },
    changes:
      'The address is made from the active key of the encryption key ring (ENCRYPTION_KEYS). When another key becomes the active one, it changes: enter it anew then.',
    how: (psa: string) => `How to enter it in ${psa}`,
    steps: {
      halopsa: [
        'In HaloPSA: Configuration, Integrations, Webhooks, New. Method POST, with the address as payload URL.',
        'Authentication Basic with the user name and the password shown here. Bearer works too, with the password as token.',
        'Events: New Ticket Logged and Ticket Reassigned, and other changes of tickets that your workflows wait for.',
        'HaloPSA turns a webhook off after several failures: look there first when reports stop coming.',
      ],
      connectwise: [
        'Callbacks are made through the REST API of ConnectWise PSA, with the keys of the API member: POST /system/callbacks.',
        'Type “ticket”, level “owner”, object ID 1, and the address as URL. That covers every ticket.',
        'There is no password to enter: ConnectWise signs what it sends, and the signature is checked.',
      ],
      autotask: [
        'Webhooks are made through the REST API of Autotask: POST /TicketWebhooks, with the address as webhookUrl and as deactivationUrl.',
        'Enter the signing key as secretKey, and switch on isSubscribedToCreateEvents and isSubscribedToUpdateEvents.',
        'Subscribe at least one field through /TicketWebhooks/{id}/Fields: status, priority, queue, company and assigned resource.',
        'Wait until isReady is true, then set isActive.',
      ],
    },
  },
  de: {
    title: 'Tickets vom PSA melden lassen',
    text: 'Mit einem Webhook sagt Ihr PSA, dass ein Ticket neu ist oder sich geändert hat; die Disposition beginnt dann binnen Sekunden.',
    reread:
      'Jedes Ticket wird im PSA neu gelesen, bevor etwas entschieden wird, und was an Meldungen verloren ging, wird alle drei Minuten nachgeholt.',
    show: 'Adresse anzeigen',
    hide: 'Adresse ausblenden',
    secretNote:
      'Behandeln Sie sie wie ein Kennwort: Wer die Adresse hat, kann melden, dass sich ein Ticket geändert hat, aber nicht mehr.',
    nothing:
      'Das verbundene PSA meldet keine Tickets. Laden Sie die Seite neu, um zu sehen, was jetzt verbunden ist.',
    address: 'Adresse',
    user: 'Benutzername',
    password: 'Kennwort, bei Bearer das Token',
    key: 'Signaturschlüssel',
    copy: {
      address: 'Adresse kopieren',
      user: 'Benutzernamen kopieren',
      password: 'Kennwort kopieren',
      key: 'Signaturschlüssel kopieren',
    },
    changes:
      'Die Adresse entsteht aus dem aktiven Schlüssel des Schlüsselbunds für die Verschlüsselung (ENCRYPTION_KEYS). Wird ein anderer Schlüssel der aktive, ändert sie sich: Tragen Sie sie dann neu ein.',
    how: (psa: string) => `So tragen Sie sie in ${psa} ein`,
    steps: {
      halopsa: [
        'In HaloPSA: „Configuration“, „Integrations“, „Webhooks“, „New“. Methode POST, die Adresse als „Payload URL“.',
        'Authentifizierung „Basic“ mit Benutzername und Kennwort von hier. „Bearer“ geht auch, mit dem Kennwort als Token.',
        'Ereignisse: „New Ticket Logged“ und „Ticket Reassigned“ sowie weitere Änderungen an Tickets, auf die Ihre Workflows warten.',
        'Nach mehreren Fehlern schaltet HaloPSA einen Webhook ab: Sehen Sie zuerst dort nach, wenn keine Meldungen mehr kommen.',
      ],
      connectwise: [
        'Callbacks werden über die REST-API von ConnectWise PSA angelegt, mit den Schlüsseln des API-Members: POST /system/callbacks.',
        'Typ „ticket“, Level „owner“, Objekt-ID 1 und die Adresse als URL. Damit sind alle Tickets erfasst.',
        'Ein Kennwort gibt es nicht einzutragen: ConnectWise signiert, was es sendet, und die Signatur wird geprüft.',
      ],
      autotask: [
        'Webhooks werden über die REST-API von Autotask angelegt: POST /TicketWebhooks, mit der Adresse als webhookUrl und als deactivationUrl.',
        'Tragen Sie den Signaturschlüssel als secretKey ein, und schalten Sie isSubscribedToCreateEvents und isSubscribedToUpdateEvents ein.',
        'Abonnieren Sie über /TicketWebhooks/{id}/Fields mindestens ein Feld: Status, Priorität, Warteschlange, Firma und zugewiesene Ressource.',
        'Warten Sie, bis isReady wahr ist, und setzen Sie dann isActive.',
      ],
    },
  },
});
