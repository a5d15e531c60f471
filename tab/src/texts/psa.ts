import { texts } from './language.ts';

export const psaTexts = texts({
  en: {
    title: 'PSA',
    summary: 'Where your technicians and tickets come from.',
    checking: 'Trying the connection…',
    choose: 'Where do your technicians come from?',
    kind: {
      roster: {
        name: 'Built-in roster',
        text: 'For evaluation, and for desks without a supported PSA: you keep the list here.',
      },
      halopsa: {
        name: 'HaloPSA',
        text: 'Technicians are the agents of your HaloPSA. Needs an API application there.',
      },
      connectwise: {
        name: 'ConnectWise PSA',
        text: 'Technicians are the members of your ConnectWise PSA. Needs an API member there.',
      },
      autotask: {
        name: 'Autotask',
        text: 'Technicians are the resources of your Autotask. Needs an API user there.',
      },
    },
    help: {
      roster: 'Nothing more is needed. You add technicians, or import a list, in the next step.',
      halopsa:
        'In HaloPSA: Configuration, Integrations, HaloPSA API. Both addresses stand under API Details.',
      connectwise:
        'In ConnectWise PSA: System, Members, API Members, API Keys. The client ID of your integration comes from developer.connectwise.com.',
      autotask: 'In Autotask: Admin, Resources (Users), an API user with a custom tracking identifier.',
    },
    field: {
      roster: {},
      autotask: {
        userName: 'User name',
        secret: 'Secret',
        integrationCode: 'Tracking identifier',
        baseUrl: 'Address',
      },
      halopsa: {
        baseUrl: 'API address',
        tokenUrl: 'Sign-in address',
        clientId: 'Client ID',
        clientSecret: 'Client secret',
        tenant: 'Tenant',
        scope: 'Permissions',
      },
      connectwise: {
        baseUrl: 'Address',
        companyId: 'Company ID',
        clientId: 'Client ID',
        publicKey: 'Public key',
        privateKey: 'Private key',
      },
    },
    hint: {
      roster: {},
      autotask: {
        baseUrl: 'The zone of your database is found from here.',
      },
      halopsa: {
        tenant: 'Only for instances that HaloPSA hosts and that ask for it.',
        scope: 'Empty means “all”. At least read:agents and read:tickets.',
      },
      connectwise: {
        baseUrl: 'Where you sign in.',
        companyId: 'As you enter it when you sign in.',
      },
    },
    more: 'More settings',
    keptHint: 'Leave empty to keep what is stored. It is never shown again.',
    secretHint: 'Stored encrypted, and never shown again.',
    connect: 'Connect',
    connecting: 'Trying the connection…',
    cancel: 'Cancel',
    fieldMissing: 'Fill this in.',
    fieldAddress: 'This is not a web address. Write it in full, such as https://desk.example.com.',
    fieldMoved:
      'Enter it again: the address changed, and a stored secret goes only to the address it was given for.',
    fieldWrong: 'This can’t be used.',
    stillMapped: (count: string, name: string) =>
      `${count} mappings belong to technicians of ${name}. They are kept, but fit nobody in another PSA: run auto-map after the change.`,
    switchTitle: (to: string) => `Change to ${to}?`,
    switchConfirm: (to: string) => `Change to ${to}`,
    switchKeep: 'Keep it as it is',
    notSaved: 'The connection doesn’t work yet. Nothing was saved.',
    connectedNotice: (name: string) => `${name} is connected.`,
    connected: 'Connected',
    works: 'Works',
    broken: 'Doesn’t work',
    since: (when: string, who: string) => `Since ${when}, by ${who}.`,
    sinceOnly: (when: string) => `Since ${when}.`,
    technicians: (count: string, one: boolean) => `${count} active ${one ? 'technician' : 'technicians'}`,
    mappings: (count: string, one: boolean) => `${count} ${one ? 'mapping' : 'mappings'} to Microsoft users`,
    checkAgain: 'Check again',
    change: 'Change',
    disconnect: 'Disconnect',
    disconnectTitle: (name: string) => `Disconnect ${name}?`,
    disconnectText: (mappings: string) =>
      `Nobody is listed, matched or asked about until a PSA is connected again. The stored secrets are deleted. The ${mappings} mappings stay, and so do the technicians on a roster.`,
    keepConnected: 'Keep it connected',
    disconnected: (name: string) => `${name} is disconnected.`,
    onlyAdmins: 'Admins connect the PSA.',
    request: 'Could you connect our PSA in Rollcall? It’s in the tab under Admin, PSA.',
    steps: 'What was tried',
    step: {
      'sign-in': 'Sign in',
      technicians: 'Read technicians',
      tickets: 'Read tickets',
      roster: 'Read the roster',
    },
    stepWorks: 'works',
    stepFails: 'doesn’t work',
    fault: {
      psa_down:
        'The PSA doesn’t answer, or gives an answer that can’t be read. Everyone who is mapped stays known; try again in a moment.',
      psa_throttled: 'The PSA asks us to wait. Try again in a few minutes.',
      other: 'This step failed.',
    },
    faultOf: {
      roster: {},
      autotask: {
        psa_refused:
          'The PSA refuses the user name, the secret or the tracking identifier. Copy them again, and check that the API user is active and not locked.',
        psa_permission_missing: 'A right is missing. Give it to the security level of the API user.',
        nobody_visible:
          'The PSA shows no resource that is a person. Check that the security level of the API user is not restricted to some of the resources.',
      },
      halopsa: {
        psa_refused:
          'The PSA refuses the client ID or the secret. Copy both again, and check that the secret is still valid.',
        psa_permission_missing:
          'A right is missing. Give it to the API application, and to the agent that it signs in as.',
        nobody_visible:
          'The PSA shows no agent that is a person. Put the API application’s agent into the teams and departments whose agents it should see.',
      },
      connectwise: {
        psa_refused:
          'The PSA refuses the keys, the company ID or the client ID. Copy them again, and check that the keys are still valid.',
        psa_permission_missing: 'A right is missing. Give it to the security role of the API member.',
        nobody_visible:
          'The PSA shows no member that is a person. Set Member Maintenance, Inquire, to “All” in the security role of the API member.',
      },
    },
    faultField: (field: string, psa: string) =>
      `“${field}” can’t be used, or leads somewhere else. Copy it again from ${psa}.`,
    missing: (rights: string) => `Missing: ${rights}.`,
    said: 'What came back',
  },
  de: {
    title: 'PSA',
    summary: 'Woher Ihre Techniker und Tickets kommen.',
    checking: 'Verbindung wird geprüft …',
    choose: 'Woher kommen Ihre Techniker?',
    kind: {
      roster: {
        name: 'Eigene Technikerliste',
        text: 'Zum Ausprobieren und für Service Desks ohne unterstütztes PSA: Sie führen die Liste hier.',
      },
      halopsa: {
        name: 'HaloPSA',
        text: 'Techniker sind die Agents Ihres HaloPSA. Dort wird eine API-Anwendung gebraucht.',
      },
      connectwise: {
        name: 'ConnectWise PSA',
        text: 'Techniker sind die Members Ihres ConnectWise PSA. Dort wird ein API-Member gebraucht.',
      },
      autotask: {
        name: 'Autotask',
        text: 'Techniker sind die Ressourcen Ihres Autotask. Dort wird ein API-Benutzer gebraucht.',
      },
    },
    help: {
      roster:
        'Mehr wird nicht gebraucht. Techniker tragen Sie im nächsten Schritt ein oder importieren eine Liste.',
      halopsa:
        'In HaloPSA: „Configuration“, „Integrations“, „HaloPSA API“. Beide Adressen stehen unter „API Details“.',
      connectwise:
        'In ConnectWise PSA: „System“, „Members“, „API Members“, „API Keys“. Die Client-ID Ihrer Integration kommt von developer.connectwise.com.',
      autotask:
        'In Autotask: „Admin“, „Resources (Users)“, ein API-Benutzer mit eigener Tracking-ID („Tracking Identifier“).',
    },
    field: {
      roster: {},
      autotask: {
        userName: 'Benutzername',
        secret: 'Geheimnis',
        integrationCode: 'Tracking-ID',
        baseUrl: 'Adresse',
      },
      halopsa: {
        baseUrl: 'API-Adresse',
        tokenUrl: 'Anmeldeadresse',
        clientId: 'Client-ID',
        clientSecret: 'Geheimer Clientschlüssel',
        tenant: 'Mandant',
        scope: 'Berechtigungen',
      },
      connectwise: {
        baseUrl: 'Adresse',
        companyId: 'Firmen-ID',
        clientId: 'Client-ID',
        publicKey: 'Öffentlicher Schlüssel',
        privateKey: 'Privater Schlüssel',
      },
    },
    hint: {
      roster: {},
      autotask: {
        baseUrl: 'Von hier aus wird die Zone Ihrer Datenbank gefunden.',
      },
      halopsa: {
        tenant: 'Nur für von HaloPSA gehostete Instanzen, die danach fragen.',
        scope: 'Leer bedeutet „all“. Mindestens read:agents und read:tickets.',
      },
      connectwise: {
        baseUrl: 'Wo Sie sich anmelden.',
        companyId: 'So, wie Sie sie bei der Anmeldung eingeben.',
      },
    },
    more: 'Weitere Einstellungen',
    keptHint: 'Leer lassen, um den gespeicherten Wert zu behalten. Er wird nie wieder angezeigt.',
    secretHint: 'Wird verschlüsselt gespeichert und nie wieder angezeigt.',
    connect: 'Verbinden',
    connecting: 'Verbindung wird geprüft …',
    cancel: 'Abbrechen',
    fieldMissing: 'Füllen Sie dieses Feld aus.',
    fieldAddress:
      'Das ist keine Webadresse. Schreiben Sie sie vollständig, zum Beispiel https://desk.example.com.',
    fieldMoved:
      'Geben Sie den Wert erneut ein: Die Adresse ist neu, und ein gespeichertes Geheimnis geht nur an die Adresse, für die es angegeben wurde.',
    fieldWrong: 'Das kann nicht verwendet werden.',
    stillMapped: (count: string, name: string) =>
      `${count} Zuordnungen gehören zu Technikern aus „${name}“. Sie bleiben erhalten, passen aber in einem anderen PSA zu niemandem: Starten Sie nach dem Wechsel die automatische Zuordnung.`,
    switchTitle: (to: string) => `Zu „${to}“ wechseln?`,
    switchConfirm: (to: string) => `Zu „${to}“ wechseln`,
    switchKeep: 'So lassen, wie es ist',
    notSaved: 'Die Verbindung funktioniert noch nicht. Es wurde nichts gespeichert.',
    connectedNotice: (name: string) => `„${name}“ ist verbunden.`,
    connected: 'Verbunden',
    works: 'Funktioniert',
    broken: 'Funktioniert nicht',
    since: (when: string, who: string) => `Seit ${when}, durch ${who}.`,
    sinceOnly: (when: string) => `Seit ${when}.`,
    technicians: (count: string, one: boolean) => `${count} ${one ? 'aktiver' : 'aktive'} Techniker`,
    mappings: (count: string, one: boolean) =>
      `${count} ${one ? 'Zuordnung' : 'Zuordnungen'} zu Microsoft-Konten`,
    checkAgain: 'Erneut prüfen',
    change: 'Ändern',
    disconnect: 'Trennen',
    disconnectTitle: (name: string) => `„${name}“ trennen?`,
    disconnectText: (mappings: string) =>
      `Bis wieder ein PSA verbunden ist, wird niemand aufgeführt oder zugeordnet. Die gespeicherten Geheimnisse werden gelöscht. Die Zuordnungen (${mappings}) bleiben, ebenso die Techniker der eigenen Liste.`,
    keepConnected: 'Verbunden lassen',
    disconnected: (name: string) => `„${name}“ ist getrennt.`,
    onlyAdmins: 'Das PSA verbinden Admins.',
    request:
      'Könnten Sie unser PSA in Rollcall verbinden? Zu finden auf der Registerkarte „Admin“ unter „PSA“.',
    steps: 'Was geprüft wurde',
    step: {
      'sign-in': 'Anmelden',
      technicians: 'Techniker lesen',
      tickets: 'Tickets lesen',
      roster: 'Eigene Liste lesen',
    },
    stepWorks: 'funktioniert',
    stepFails: 'funktioniert nicht',
    fault: {
      psa_down:
        'Das PSA antwortet nicht oder nicht lesbar. Wer zugeordnet ist, bleibt bekannt; versuchen Sie es gleich noch einmal.',
      psa_throttled: 'Das PSA bittet uns zu warten. Versuchen Sie es in einigen Minuten noch einmal.',
      other: 'Dieser Schritt ist fehlgeschlagen.',
    },
    faultOf: {
      roster: {},
      autotask: {
        psa_refused:
          'Das PSA lehnt Benutzername, Geheimnis oder Tracking-ID ab. Kopieren Sie alles erneut und prüfen Sie, ob der API-Benutzer aktiv und nicht gesperrt ist.',
        psa_permission_missing: 'Ein Recht fehlt. Geben Sie es der Sicherheitsstufe des API-Benutzers.',
        nobody_visible:
          'Das PSA zeigt keine Ressource, die eine Person ist. Prüfen Sie, ob die Sicherheitsstufe des API-Benutzers auf einen Teil der Ressourcen beschränkt ist.',
      },
      halopsa: {
        psa_refused:
          'Das PSA lehnt Client-ID oder Geheimnis ab. Kopieren Sie beides erneut und prüfen Sie, ob das Geheimnis noch gültig ist.',
        psa_permission_missing:
          'Ein Recht fehlt. Geben Sie es der API-Anwendung und dem Agent, als der sie sich anmeldet.',
        nobody_visible:
          'Das PSA zeigt keinen Agent, der eine Person ist. Nehmen Sie den Agent der API-Anwendung in die Teams und Abteilungen auf, deren Agents er sehen soll.',
      },
      connectwise: {
        psa_refused:
          'Das PSA lehnt die Schlüssel, die Firmen-ID oder die Client-ID ab. Kopieren Sie alles erneut und prüfen Sie, ob die Schlüssel noch gültig sind.',
        psa_permission_missing: 'Ein Recht fehlt. Geben Sie es der Sicherheitsrolle des API-Members.',
        nobody_visible:
          'Das PSA zeigt keinen Member, der eine Person ist. Stellen Sie in der Sicherheitsrolle des API-Members „Member Maintenance“, „Inquire“ auf „All“.',
      },
    },
    faultField: (field: string, psa: string) =>
      `„${field}“ kann nicht verwendet werden oder führt woandershin. Kopieren Sie den Wert erneut aus ${psa}.`,
    missing: (rights: string) => `Es fehlt: ${rights}.`,
    said: 'Was zurückkam',
  },
});
