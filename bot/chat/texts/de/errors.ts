import { always, type ErrorFacts, type ErrorTexts } from '../error-texts.ts';

const afterWait =
  (text: string) =>
  (facts: ErrorFacts): string =>
    facts.until ? `Versuchen Sie es ab ${facts.until} erneut.` : text;

const UNCHANGED = 'Es wurde nichts geändert.';
const MAPPINGS_KEPT = 'Techniker, Zuordnungen und Einstellungen bleiben erhalten.';
const REST_WORKS = 'Alles andere funktioniert weiter.';
const TELL_OPERATOR = 'Bleibt es dabei, geben Sie die Referenz an die Betreiber von Rollcall weiter.';
const IN_A_MINUTE = 'Versuchen Sie es in einer Minute erneut.';
const IN_MINUTES = 'Versuchen Sie es in ein paar Minuten erneut.';

/** Every failure in plain German. */
export const errors: ErrorTexts = {
  // who asks
  not_signed_in: {
    happened: always('Ich kann nicht erkennen, wer Sie sind.'),
    because: 'niemand ist angemeldet',
    stillWorks: UNCHANGED,
    toDo: always('Melden Sie sich in Teams neu an und wiederholen Sie die Frage.'),
  },
  not_allowed: {
    happened: ({ role }) =>
      role
        ? `Ansehen dürfen Sie das, aber dafür braucht es die Rolle „${role}“.`
        : 'Ansehen dürfen Sie das, aber nicht tun.',
    because: 'Ihre Rolle erlaubt es nicht',
    stillWorks: 'Sie können weiterhin fragen, wer verfügbar ist.',
    toDo: always('Bitten Sie die Administration von Rollcall, es zu tun oder Ihnen die Rolle zu geben.'),
  },
  step_up_needed: {
    happened: always('Microsoft muss noch einmal prüfen, dass Sie es sind.'),
    because: 'es eine stärkere Anmeldung braucht',
    stillWorks: UNCHANGED,
    toDo: always(
      'Erledigen Sie das auf der Registerkarte: Sie fragt Microsoft nach der stärkeren Anmeldung.',
    ),
  },
  desk_unknown: {
    happened: always('Ihre Organisation ist mit diesem Rollcall nicht verbunden.'),
    because: 'diese Organisation ist nicht verbunden',
    stillWorks: 'Aus Ihrer Organisation wurde nichts gelesen.',
    toDo: always('Bitten Sie die Betreiber von Rollcall, Ihren Mandanten aufzunehmen.'),
  },
  rate_limited: {
    happened: always('Das war viel auf einmal, deshalb mache ich kurz halt.'),
    because: 'es kamen zu viele Fragen auf einmal',
    stillWorks: 'Es geht nichts verloren.',
    toDo: afterWait(IN_A_MINUTE),
  },

  // what was asked
  invalid_input: {
    happened: ({ list }) =>
      list ? `Damit kann ich nichts anfangen: ${list}.` : 'Damit kann ich so nichts anfangen.',
    because: 'die Eingabe ist nicht brauchbar',
    stillWorks: UNCHANGED,
    toDo: always('Formulieren Sie es anders, oder sehen Sie nach, was ich verstehe.'),
  },
  not_found: {
    happened: always('Das gibt es nicht mehr.'),
    because: 'es gibt das nicht mehr',
    stillWorks: REST_WORKS,
    toDo: always('Fragen Sie nach dem neuesten Stand.'),
  },
  conflict: {
    happened: always('Jemand anderes hat das gerade geändert.'),
    because: 'jemand anderes hat es geändert',
    stillWorks: 'Diese Änderung gilt; Ihre wurde nicht geschrieben.',
    toDo: always('Sehen Sie sich den neuesten Stand an und entscheiden Sie dann neu.'),
  },
  technician_not_found: {
    happened: ({ name }) =>
      name ? `Ich kenne keinen Techniker namens „${name}“.` : 'Ich kenne keinen Techniker dieses Namens.',
    because: 'der Techniker ist nicht bekannt',
    stillWorks: 'Nach allen anderen können Sie fragen.',
    toDo: ({ list }) =>
      list
        ? `Am nächsten kommt: ${list}.`
        : 'Prüfen Sie die Schreibweise, oder fragen Sie, wer verfügbar ist.',
  },
  technician_ambiguous: {
    happened: ({ name }) =>
      name ? `„${name}“ passt auf mehrere Techniker.` : 'Der Name passt auf mehrere Techniker.',
    because: 'mehrere Techniker passen',
    stillWorks: UNCHANGED,
    toDo: ({ list }) =>
      list ? `Schreiben Sie den ganzen Namen: ${list}.` : 'Schreiben Sie den ganzen Namen.',
  },
  team_not_found: {
    happened: ({ name }) =>
      name ? `Ich kenne kein Team namens „${name}“.` : 'Ich kenne kein Team dieses Namens.',
    because: 'das Team ist nicht bekannt',
    stillWorks: 'Fragen nach allen Teams funktionieren weiter.',
    toDo: ({ list }) =>
      list ? `Am nächsten kommt: ${list}.` : 'Nehmen Sie den Namen, den das Team in Teams hat.',
  },
  user_not_found: {
    happened: ({ name }) =>
      name
        ? `Microsoft 365 hat keinen Benutzer „${name}“.`
        : 'Diesen Benutzer gibt es in Microsoft 365 nicht.',
    because: 'es gibt diesen Microsoft-Benutzer nicht',
    stillWorks: 'Es wurde keine Zuordnung geändert.',
    toDo: always('Prüfen Sie den Anmeldenamen, oder suchen Sie die Person auf der Seite der Techniker.'),
  },
  user_already_mapped: {
    happened: ({ name }) =>
      name
        ? `Dieser Microsoft-Benutzer ist schon ${name} zugeordnet.`
        : 'Dieser Microsoft-Benutzer ist schon jemand anderem zugeordnet.',
    because: 'der Benutzer ist jemand anderem zugeordnet',
    stillWorks: 'Es wurde keine Zuordnung geändert.',
    toDo: always(
      'Entfernen Sie zuerst die andere Zuordnung, oder bestätigen Sie, dass beide das Konto teilen.',
    ),
  },
  run_in_progress: {
    happened: always('Die Auto-Zuordnung läuft bereits.'),
    because: 'die Auto-Zuordnung läuft',
    stillWorks: 'Der laufende Durchgang geht weiter; es wurde nichts doppelt gestartet.',
    toDo: always('Warten Sie das Ergebnis ab und versuchen Sie es dann erneut.'),
  },
  run_not_found: {
    happened: always('Ich finde diesen Durchgang der Auto-Zuordnung nicht.'),
    because: 'der Durchgang ist nicht bekannt',
    stillWorks: 'Die Zuordnungen sind, wie sie waren.',
    toDo: always('Starten Sie eine neue Vorschau.'),
  },
  run_expired: {
    happened: always(
      'Diese Vorschau ist geschlossen: Sie wurde schon angewendet oder abgebrochen, oder sie ist älter als 30 Minuten.',
    ),
    because: 'die Vorschau ist geschlossen',
    stillWorks: 'Dieser Druck hat nichts geändert.',
    toDo: always('Starten Sie eine neue Vorschau.'),
  },
  run_not_undoable: {
    happened: always('Dieser Durchgang lässt sich nicht mehr rückgängig machen.'),
    because: 'nur der zuletzt angewendete Durchgang lässt sich rückgängig machen',
    stillWorks: 'Die Zuordnungen sind, wie sie waren.',
    toDo: always(
      'Rückgängig machen lässt sich nur der zuletzt angewendete Durchgang, und nur einmal. Einzelne Zuordnungen können Sie manuell ändern.',
    ),
  },
  ticket_not_found: {
    happened: always('Dieses Ticket finde ich in Ihrem PSA nicht.'),
    because: 'das PSA zeigt kein solches Ticket',
    stillWorks: 'Es wurde nichts geändert.',
    toDo: always(
      'Prüfen Sie die Nummer. Ein Ticket, das die PSA-Verbindung nicht sehen darf, sieht genauso aus.',
    ),
  },
  workflow_not_found: {
    happened: always('Diesen Workflow finde ich nicht mehr.'),
    because: 'der Workflow wurde entfernt',
    stillWorks: 'Es wurde nichts geändert.',
    toDo: always('Verteilen Sie das Ticket erneut: Es gilt der Workflow, der es jetzt übernimmt.'),
  },
  decision_not_found: {
    happened: always('Über dieses Ticket habe ich noch nicht entschieden.'),
    because: 'es gibt dazu keine Entscheidung',
    stillWorks: 'Es wurde nichts geändert.',
    toDo: always('Fragen Sie zuerst „verteile“ mit der Nummer; dann kann ich sagen, warum.'),
  },
  assignment_not_found: {
    happened: always('Diese Zuweisung finde ich nicht mehr.'),
    because: 'die Zuweisung ist nicht bekannt',
    stillWorks: 'Das Ticket ist, wie es war.',
    toDo: always('Verteilen Sie das Ticket erneut.'),
  },
  assignment_not_undoable: {
    happened: always('Diese Zuweisung lässt sich nicht mehr zurücknehmen.'),
    because: 'fünf Minuten sind vorbei, oder das Ticket hat sich seitdem geändert',
    stillWorks: 'Das Ticket ist, wie es war.',
    toDo: always('Weisen Sie es stattdessen jemand anderem zu.'),
  },
  hold_not_found: {
    happened: always('Dieses Ticket wartet nicht mehr.'),
    because: 'das Ticket wird nicht zurückgehalten',
    stillWorks: 'Es wurde nichts geändert.',
    toDo: always('Verteilen Sie es erneut, wenn es noch jemanden braucht.'),
  },

  // the desk's Microsoft tenant
  consent_missing: {
    happened: always('Ich darf Teams noch nicht lesen.'),
    because: 'die Administratorzustimmung für Microsoft 365 fehlt noch',
    stillWorks: 'Techniker und Zuordnungen können Sie weiterhin ansehen.',
    toDo: always(
      'Ein Microsoft 365-Administrator kann das in etwa zwei Minuten erlauben. Es geht nur um Lesezugriff.',
    ),
  },
  consent_spreading: {
    happened: always('Die Zustimmung wurde gerade erteilt, und Microsoft verteilt sie noch.'),
    because: 'die Zustimmung wurde gerade erteilt und wird noch verteilt',
    stillWorks: 'Nichts muss zweimal getan werden; es dauert Sekunden bis wenige Minuten.',
    toDo: ({ until }) => (until ? `Prüfen Sie ab ${until} erneut.` : 'Prüfen Sie gleich noch einmal.'),
  },
  consent_revoked: {
    happened: always('Meine Berechtigung, Teams zu lesen, wurde entfernt.'),
    because: 'die Zustimmung wurde in Microsoft Entra entfernt',
    stillWorks: MAPPINGS_KEPT,
    toDo: always('War das nicht gewollt, kann ein Microsoft 365-Administrator sie neu erteilen.'),
  },
  consent_refused: {
    happened: always('Die Zustimmung wurde auf der Seite von Microsoft abgelehnt.'),
    because: 'die Zustimmung wurde abgelehnt',
    stillWorks: 'Es wurde nichts erteilt und nichts geändert.',
    toDo: always(
      'Zustimmen kann ein globaler Administrator oder ein Administrator für privilegierte Rollen Ihres Mandanten.',
    ),
  },
  consent_state_invalid: {
    happened: always('Dieser Zustimmungslink wurde schon benutzt, oder er ist älter als 10 Minuten.'),
    because: 'der Zustimmungslink ist verbraucht',
    stillWorks: 'Es wurde nichts erteilt und nichts geändert.',
    toDo: always('Holen Sie einen neuen Link.'),
  },
  permission_missing: {
    happened: ({ list }) =>
      list
        ? `Microsoft lässt mich hinein, aber nicht überall. Es fehlt: ${list}.`
        : 'Microsoft lässt mich hinein, aber nicht überall.',
    because: 'in der Zustimmung fehlt eine Berechtigung',
    stillWorks: 'Was die anderen Berechtigungen abdecken, funktioniert weiter.',
    toDo: always(
      'Ein Microsoft 365-Administrator stimmt noch einmal zu; die Seite fragt nach allen vier Berechtigungen.',
    ),
  },
  secret_invalid: {
    happened: always('Microsoft nimmt die Anmeldung von Rollcall nicht mehr an.'),
    because: 'die Anmeldung von Rollcall selbst wird nicht mehr angenommen',
    stillWorks: 'Ihre Zustimmung ist in Ordnung: In Ihrem Mandanten muss niemand etwas tun.',
    toDo: always('Die Betreiber von Rollcall müssen Geheimnis oder Zertifikat der App erneuern.'),
  },
  graph_throttled: {
    happened: ({ until }) =>
      until ? `Microsoft bittet mich, bis ${until} zu warten.` : 'Microsoft bittet mich zu warten.',
    because: 'Microsoft bittet uns zu warten',
    stillWorks: 'An Ihrer Einrichtung ist nichts falsch.',
    toDo: afterWait(IN_A_MINUTE),
  },
  graph_slow: {
    happened: always('Microsoft antwortet zu langsam.'),
    because: 'Microsoft hat nicht rechtzeitig geantwortet',
    stillWorks: 'Eine ältere Liste gebe ich nicht als aktuell aus.',
    toDo: afterWait('Versuchen Sie es gleich noch einmal.'),
  },
  graph_down: {
    happened: always('Microsoft Teams ist nicht erreichbar.'),
    because: 'Microsoft Teams ist nicht erreichbar',
    stillWorks: MAPPINGS_KEPT,
    toDo: afterWait(IN_MINUTES),
  },
  graph_bad_answer: {
    happened: always('Microsoft hat eine Antwort geschickt, die ich nicht lesen kann.'),
    because: 'Microsoft hat eine unlesbare Antwort geschickt',
    stillWorks: 'Ich zeige lieber nichts als etwas Falsches.',
    toDo: always(`Versuchen Sie es erneut. ${TELL_OPERATOR}`),
  },
  graph_refused: {
    happened: always('Microsoft hat meine Anfrage abgelehnt.'),
    because: 'Microsoft hat die Anfrage abgelehnt',
    stillWorks: MAPPINGS_KEPT,
    toDo: always(`Prüfen Sie die Einrichtung. ${TELL_OPERATOR}`),
  },
  entra_down: {
    happened: always('Der Anmeldedienst von Microsoft antwortet nicht.'),
    because: 'der Anmeldedienst von Microsoft antwortet nicht',
    stillWorks: MAPPINGS_KEPT,
    toDo: afterWait(IN_MINUTES),
  },
  team_unreadable: {
    happened: ({ name }) =>
      name
        ? `Microsoft lässt mich das Team ${name} nicht lesen.`
        : 'Microsoft lässt mich dieses Team nicht lesen.',
    because: 'das Team ist archiviert, gelöscht oder für mich gesperrt',
    stillWorks: 'Andere Teams funktionieren weiter.',
    toDo: always(
      'Sehen Sie in Teams nach, ob es archiviert oder gelöscht ist, oder wählen Sie ein anderes Team.',
    ),
  },
  no_schedule: {
    happened: ({ name }) =>
      name ? `${name} hat keinen Schichtplan in Teams.` : 'Dieses Team hat keinen Schichtplan in Teams.',
    because: 'das Team hat keinen Schichtplan',
    stillWorks: 'Die Anwesenheit zählt weiterhin.',
    toDo: always(
      'Die Leitung wählt andere Schichtplan-Teams, oder ein Besitzer des Teams richtet Schichten ein.',
    ),
  },
  not_in_cloud: {
    happened: always('Ihre Microsoft-Cloud bietet das nicht an.'),
    because: 'diese Microsoft-Cloud bietet es nicht an',
    stillWorks: 'Was die Cloud anbietet, zählt weiterhin.',
    toDo: always('Hier ist nichts zu tun; es kommt, sobald Microsoft es anbietet.'),
  },

  // the PSA
  psa_not_connected: {
    happened: always('Noch ist kein PSA verbunden, deshalb kenne ich Ihre Techniker nicht.'),
    because: 'noch ist kein PSA verbunden',
    stillWorks: 'Zustimmung und Teams lassen sich inzwischen einrichten.',
    toDo: always('Die Administration von Rollcall verbindet das PSA in der Einrichtung.'),
  },
  psa_down: {
    happened: always('Das PSA antwortet nicht.'),
    because: 'das PSA antwortet nicht',
    stillWorks: 'Für zugeordnete Techniker kann ich weiterhin sagen, wer verfügbar ist.',
    toDo: afterWait(IN_MINUTES),
  },
  psa_throttled: {
    happened: ({ until }) =>
      until ? `Das PSA bittet mich, bis ${until} zu warten.` : 'Das PSA bittet mich zu warten.',
    because: 'das PSA bittet uns zu warten',
    stillWorks: 'Für zugeordnete Techniker kann ich weiterhin sagen, wer verfügbar ist.',
    toDo: afterWait(IN_A_MINUTE),
  },
  psa_refused: {
    happened: always('Das PSA nimmt die Anmeldung von Rollcall nicht an.'),
    because: 'das PSA nimmt die Anmeldung von Rollcall nicht an',
    stillWorks: 'Zugeordnete Techniker bleiben wie zuletzt gesehen.',
    toDo: always('Die Administration von Rollcall erneuert die Verbindung zum PSA in der Einrichtung.'),
  },
  psa_permission_missing: {
    happened: ({ list }) =>
      list
        ? `Das PSA lässt mich hinein, aber ein Recht fehlt: ${list}.`
        : 'Das PSA lässt mich hinein, aber ein Recht fehlt.',
    because: 'im PSA fehlt ein Recht',
    stillWorks: 'Zugeordnete Techniker bleiben wie zuletzt gesehen.',
    toDo: always('Die Administration des PSA gibt es dem Konto, das Rollcall benutzt.'),
  },

  roster_empty: {
    happened: always('In der eigenen Technikerliste ist noch niemand aktiv.'),
    because: 'in der eigenen Technikerliste ist niemand aktiv',
    stillWorks: 'Zustimmung und Teams lassen sich schon einrichten.',
    toDo: always('Ein Rollcall-Admin trägt Techniker auf der Registerkarte ein oder importiert eine Liste.'),
  },

  // ourselves
  store_down: {
    happened: always('Die Datenbank von Rollcall antwortet nicht.'),
    because: 'die Datenbank von Rollcall antwortet nicht',
    stillWorks: 'Zuordnungen und Einstellungen sind dort sicher; nichts ist halb geschrieben.',
    toDo: always(`Versuchen Sie es in einer Minute erneut. ${TELL_OPERATOR}`),
  },
  unexpected: {
    happened: always('Auf unserer Seite ist etwas schiefgegangen.'),
    because: 'auf unserer Seite ist etwas schiefgegangen',
    stillWorks: 'Andere Fragen funktionieren weiter.',
    toDo: always(`Versuchen Sie es erneut. ${TELL_OPERATOR}`),
  },
};
