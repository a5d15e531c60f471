import type { ProblemCode } from '../api/problem.ts';
import { texts } from './language.ts';

/** What people read when something failed: what happened, and what still works or what to do. */
export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;

const line = (title: string, text: string): ProblemText => ({ title, text });

const en: ProblemTexts = {
  server_gone: line(
    'The service isn’t answering',
    'Nothing you entered was lost. Tickets in your PSA are not affected.',
  ),
  unreadable_answer: line('The answer could not be read', 'Reload the tab: a newer version may be running.'),
  sign_in_failed: line(
    'We couldn’t confirm who you are',
    'Teams didn’t give us a sign-in token. Try again, or restart Teams.',
  ),
  sign_in_consent_needed: line('Microsoft wants to ask you something first', 'Sign in once to go on.'),
  not_signed_in: line(
    'Your sign-in isn’t accepted here',
    'This Rollcall serves other organisations, or your sign-in has ended. Reload the tab.',
  ),
  not_allowed: line('You can look, but not change this', 'Somebody with more rights can.'),
  step_up_needed: line(
    'Microsoft must check again that it’s you',
    'This change needs a stronger sign-in. Press the button again and follow Microsoft’s question.',
  ),
  desk_unknown: line('Your organisation isn’t served here', 'Ask whoever runs Rollcall to add it.'),
  rate_limited: line('That was a lot at once', 'Wait a moment, then try again.'),
  invalid_input: line('Something in the form can’t be used', 'Nothing was saved.'),
  not_found: line('This no longer exists', 'Somebody removed it meanwhile.'),
  conflict: line(
    'Somebody changed this a moment ago',
    'Nothing of yours was saved. Look at the new state, then decide again.',
  ),
  technician_not_found: line(
    'This technician is not in the PSA any more',
    'The list is read anew every 5 minutes.',
  ),
  technician_ambiguous: line('Several technicians fit', 'Choose one from the list.'),
  team_not_found: line('This team no longer exists', 'Choose from the list of teams.'),
  user_not_found: line('There is no such account in your tenant', 'Check the spelling, or search by name.'),
  user_already_mapped: line('Another technician already has this account', 'Nothing was saved.'),
  run_in_progress: line('Auto-map is already running', 'Wait until it has ended, or cancel it.'),
  run_not_found: line('This run no longer exists', 'Runs are kept for a while, not for ever.'),
  run_expired: line(
    'This preview can’t be applied any more',
    'Previews hold for 30 minutes. Run auto-map again.',
  ),
  run_not_undoable: line(
    'This run can’t be undone any more',
    'Only the last applied run can be, and only once.',
  ),
  ticket_not_found: line('The PSA shows no such ticket', 'Check the number.'),
  workflow_not_found: line('This workflow no longer exists', 'Go back to the list of workflows.'),
  decision_not_found: line('This decision no longer exists', 'Decisions are kept for half a year.'),
  assignment_not_found: line('This assignment no longer exists', 'Dispatch the ticket again.'),
  assignment_not_undoable: line(
    'This assignment can’t be taken back any more',
    'It could be for five minutes, while nobody else changed the ticket. Assign it to somebody else.',
  ),
  hold_not_found: line('This ticket isn’t waiting any more', 'Somebody was faster.'),
  consent_missing: line(
    'Rollcall isn’t allowed to read Teams yet',
    'A Microsoft 365 administrator can allow it in about two minutes.',
  ),
  consent_spreading: line(
    'Consent is in, Microsoft is still spreading it',
    'This takes half a minute as a rule. It is checked again by itself.',
  ),
  consent_revoked: line(
    'The permission to read Teams was removed',
    'If that was not meant, an administrator can grant it again in Setup.',
  ),
  consent_refused: line('Consent wasn’t granted', 'Nothing was changed. Open the consent page again.'),
  consent_state_invalid: line('This consent link can’t be used', 'Each link works once, for 10 minutes.'),
  permission_missing: line(
    'A permission is missing',
    'An administrator can grant it in Setup; the rest works.',
  ),
  secret_invalid: line(
    'Microsoft refuses Rollcall’s own credentials',
    'Whoever runs Rollcall has to renew the app’s secret. Nothing else can mend it.',
  ),
  graph_throttled: line('Microsoft asked us to wait', 'Try again in a while.'),
  graph_slow: line('Microsoft is answering too slowly', 'Try again in a moment.'),
  graph_down: line(
    'Microsoft Teams can’t be reached',
    'Mappings and settings still work. Try again in a moment.',
  ),
  graph_bad_answer: line('Microsoft’s answer could not be read', 'Try again in a moment.'),
  graph_refused: line('Microsoft’s answer pointed somewhere it must not', 'It was not followed. Try again.'),
  entra_down: line('Microsoft’s sign-in service isn’t answering', 'Try again in a moment.'),
  team_unreadable: line('A team can’t be read', 'Check that it still exists and is not archived.'),
  no_schedule: line(
    'This team has no Shifts schedule',
    'Presence is still used. Choose other rota teams in Setup.',
  ),
  not_in_cloud: line('Microsoft doesn’t offer this in your cloud', 'Everything else works.'),
  psa_not_connected: line('No PSA is connected yet', 'Connect one, or use the built-in roster.'),
  psa_down: line('The PSA isn’t answering', 'Mappings are kept. Try again in a moment.'),
  psa_throttled: line('The PSA asked us to wait', 'Try again in a while.'),
  psa_refused: line('The PSA refused the request', 'Check the connection on the PSA page.'),
  psa_permission_missing: line('The PSA user lacks a right', 'The PSA page says which.'),
  roster_empty: line(
    'The roster has no active technician',
    'Add technicians on the PSA page, or import a list.',
  ),
  store_down: line('The database isn’t answering', 'Nothing was changed. Try again in a moment.'),
  unexpected: line('Something failed on our side', 'Try again. Quote the reference if it stays.'),
};

const de: ProblemTexts = {
  server_gone: line(
    'Der Dienst antwortet nicht',
    'Von Ihren Eingaben ging nichts verloren. Tickets in Ihrem PSA sind nicht betroffen.',
  ),
  unreadable_answer: line(
    'Die Antwort konnte nicht gelesen werden',
    'Laden Sie die Registerkarte neu: Vielleicht läuft eine neuere Version.',
  ),
  sign_in_failed: line(
    'Wir konnten nicht feststellen, wer Sie sind',
    'Teams hat uns kein Anmeldetoken gegeben. Versuchen Sie es erneut, oder starten Sie Teams neu.',
  ),
  sign_in_consent_needed: line(
    'Microsoft möchte Sie zuerst etwas fragen',
    'Melden Sie sich einmal an, um fortzufahren.',
  ),
  not_signed_in: line(
    'Ihre Anmeldung wird hier nicht angenommen',
    'Dieses Rollcall gehört zu anderen Organisationen, oder Ihre Anmeldung ist abgelaufen. Laden Sie die Registerkarte neu.',
  ),
  not_allowed: line('Sie können dies ansehen, aber nicht ändern', 'Jemand mit mehr Rechten kann das.'),
  step_up_needed: line(
    'Microsoft muss noch einmal prüfen, dass Sie es sind',
    'Diese Änderung braucht eine stärkere Anmeldung. Klicken Sie noch einmal, und folgen Sie der Frage von Microsoft.',
  ),
  desk_unknown: line(
    'Ihre Organisation wird hier nicht bedient',
    'Bitten Sie den Betreiber von Rollcall, sie hinzuzufügen.',
  ),
  rate_limited: line('Das war viel auf einmal', 'Warten Sie einen Moment, und versuchen Sie es dann erneut.'),
  invalid_input: line('Etwas im Formular ist nicht verwendbar', 'Es wurde nichts gespeichert.'),
  not_found: line('Das gibt es nicht mehr', 'Jemand hat es inzwischen entfernt.'),
  conflict: line(
    'Jemand hat das gerade geändert',
    'Von Ihnen wurde nichts gespeichert. Sehen Sie sich den neuen Stand an, und entscheiden Sie dann.',
  ),
  technician_not_found: line(
    'Diesen Techniker gibt es im PSA nicht mehr',
    'Die Liste wird alle 5 Minuten neu gelesen.',
  ),
  technician_ambiguous: line('Mehrere Techniker passen', 'Wählen Sie einen aus der Liste.'),
  team_not_found: line('Dieses Team gibt es nicht mehr', 'Wählen Sie aus der Liste der Teams.'),
  user_not_found: line(
    'Dieses Konto gibt es in Ihrem Mandanten nicht',
    'Prüfen Sie die Schreibweise, oder suchen Sie nach dem Namen.',
  ),
  user_already_mapped: line(
    'Dieses Konto gehört schon zu einem anderen Techniker',
    'Es wurde nichts gespeichert.',
  ),
  run_in_progress: line(
    'Die automatische Zuordnung läuft bereits',
    'Warten Sie, bis sie fertig ist, oder brechen Sie sie ab.',
  ),
  run_not_found: line(
    'Diesen Lauf gibt es nicht mehr',
    'Läufe werden eine Weile aufbewahrt, nicht für immer.',
  ),
  run_expired: line(
    'Diese Vorschau kann nicht mehr übernommen werden',
    'Eine Vorschau gilt 30 Minuten. Starten Sie die automatische Zuordnung erneut.',
  ),
  run_not_undoable: line(
    'Dieser Lauf kann nicht mehr rückgängig gemacht werden',
    'Das geht nur mit dem zuletzt übernommenen Lauf, und nur einmal.',
  ),
  ticket_not_found: line('Das PSA zeigt kein solches Ticket', 'Prüfen Sie die Nummer.'),
  workflow_not_found: line('Diesen Workflow gibt es nicht mehr', 'Gehen Sie zurück zur Liste der Workflows.'),
  decision_not_found: line(
    'Diese Entscheidung gibt es nicht mehr',
    'Entscheidungen werden ein halbes Jahr aufbewahrt.',
  ),
  assignment_not_found: line('Diese Zuweisung gibt es nicht mehr', 'Verteilen Sie das Ticket erneut.'),
  assignment_not_undoable: line(
    'Diese Zuweisung kann nicht mehr zurückgenommen werden',
    'Das ging fünf Minuten lang, solange niemand das Ticket geändert hatte. Weisen Sie es jemand anderem zu.',
  ),
  hold_not_found: line('Dieses Ticket wartet nicht mehr', 'Jemand war schneller.'),
  consent_missing: line(
    'Rollcall darf Teams noch nicht lesen',
    'Ein Microsoft 365-Administrator kann das in etwa zwei Minuten erlauben.',
  ),
  consent_spreading: line(
    'Die Zustimmung ist da, Microsoft verteilt sie noch',
    'Das dauert meist eine halbe Minute. Es wird von selbst erneut geprüft.',
  ),
  consent_revoked: line(
    'Die Berechtigung, Teams zu lesen, wurde entfernt',
    'Falls das nicht gewollt war, kann ein Administrator sie in der Einrichtung erneut erteilen.',
  ),
  consent_refused: line(
    'Die Zustimmung wurde nicht erteilt',
    'Es wurde nichts geändert. Öffnen Sie die Zustimmungsseite erneut.',
  ),
  consent_state_invalid: line(
    'Dieser Zustimmungslink ist nicht verwendbar',
    'Jeder Link gilt einmal und 10 Minuten lang.',
  ),
  permission_missing: line(
    'Eine Berechtigung fehlt',
    'Ein Administrator kann sie in der Einrichtung erteilen; der Rest funktioniert.',
  ),
  secret_invalid: line(
    'Microsoft lehnt die Anmeldedaten von Rollcall ab',
    'Der Betreiber von Rollcall muss das Geheimnis der App erneuern. Nichts anderes hilft.',
  ),
  graph_throttled: line('Microsoft bat uns zu warten', 'Versuchen Sie es später erneut.'),
  graph_slow: line('Microsoft antwortet zu langsam', 'Versuchen Sie es gleich noch einmal.'),
  graph_down: line(
    'Microsoft Teams ist nicht erreichbar',
    'Zuordnungen und Einstellungen funktionieren weiter. Versuchen Sie es gleich noch einmal.',
  ),
  graph_bad_answer: line(
    'Die Antwort von Microsoft konnte nicht gelesen werden',
    'Versuchen Sie es gleich noch einmal.',
  ),
  graph_refused: line(
    'Die Antwort von Microsoft zeigte auf eine unzulässige Adresse',
    'Ihr wurde nicht gefolgt. Versuchen Sie es erneut.',
  ),
  entra_down: line('Der Anmeldedienst von Microsoft antwortet nicht', 'Versuchen Sie es gleich noch einmal.'),
  team_unreadable: line(
    'Ein Team ist nicht lesbar',
    'Prüfen Sie, ob es noch besteht und nicht archiviert ist.',
  ),
  no_schedule: line(
    'Dieses Team hat keinen Zeitplan in Schichten',
    'Die Anwesenheit wird weiter genutzt. Wählen Sie in der Einrichtung andere Teams für den Dienstplan.',
  ),
  not_in_cloud: line('Microsoft bietet das in Ihrer Cloud nicht an', 'Alles andere funktioniert.'),
  psa_not_connected: line(
    'Noch ist kein PSA verbunden',
    'Verbinden Sie eines, oder nutzen Sie die eingebaute Liste.',
  ),
  psa_down: line(
    'Das PSA antwortet nicht',
    'Die Zuordnungen bleiben erhalten. Versuchen Sie es gleich noch einmal.',
  ),
  psa_throttled: line('Das PSA bat uns zu warten', 'Versuchen Sie es später erneut.'),
  psa_refused: line('Das PSA lehnte die Anfrage ab', 'Prüfen Sie die Verbindung auf der Seite „PSA“.'),
  psa_permission_missing: line('Dem PSA-Benutzer fehlt ein Recht', 'Die Seite „PSA“ nennt es.'),
  roster_empty: line(
    'In der Technikerliste ist niemand aktiv',
    'Tragen Sie auf der Seite „PSA“ Techniker ein oder importieren Sie eine Liste.',
  ),
  store_down: line(
    'Die Datenbank antwortet nicht',
    'Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.',
  ),
  unexpected: line(
    'Bei uns ist etwas fehlgeschlagen',
    'Versuchen Sie es erneut. Nennen Sie die Referenz, wenn es so bleibt.',
  ),
};

export const problemTexts = texts({ en, de });
