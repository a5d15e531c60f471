import type { AuditSubject } from '#kernel/audit.ts';
import { texts } from './language.ts';

/** What was done to what, as a sentence without the person. `name` is what the entry itself says of the thing, or its id. */
type Sentences = Readonly<Record<string, (facts: SentenceFacts) => string>>;

export interface SentenceFacts {
  /** Name of the thing, or its id. */
  readonly name: string;
  /** A role or state that is there now, in words; `''` when the entry has none. */
  readonly now: string;
  /** What was there before. */
  readonly before: string;
}

export const auditTexts = texts({
  en: {
    title: 'Audit',
    summary: 'Who changed what, newest first. Nobody can change or remove an entry here.',
    loading: 'Loading the audit trail',
    filter: 'Show',
    everything: 'Everything',
    subject: {
      mapping: 'Mappings',
      consent: 'Consent',
      setting: 'Settings',
      role: 'Roles',
      key: 'API keys',
      psa: 'PSA connection',
      technician: 'Technicians of the roster',
      desk: 'Desks',
      run: 'Auto-map',
    } satisfies Record<AuditSubject, string> as Readonly<Record<AuditSubject, string>>,
    shown: (count: number, isAll: boolean) =>
      isAll
        ? `${count === 1 ? '1 entry' : `${count} entries`}, no older ones`
        : `The ${count} newest entries`,
    more: 'Show 50 more',
    export: 'Export as CSV',
    exporting: 'Preparing the file',
    exported: (file: string) => `${file} was handed to your browser.`,
    cutTitle: 'The file is not complete',
    cut: 'It holds the newest 50,000 entries. Whoever runs Rollcall can export all of them: npm run admin -- audit list.',
    empty: 'Nothing was changed yet',
    emptyFiltered: 'No entry of this kind',
    emptyText: 'Changes of mappings, consent, settings, roles, keys and the PSA connection are listed here.',
    showAll: 'Show everything',
    list: 'Audit trail',
    actor: { person: '', key: 'API key', system: 'Rollcall' },
    byKey: (name: string) => `API key “${name}”`,
    bySystem: (name: string) => `Rollcall (${name})`,
    details: 'Before and after',
    detailsOf: (sentence: string) => `Before and after: ${sentence}`,
    before: 'Before',
    after: 'After',
    nothing: 'nothing',
    idOf: (id: string) => `Id ${id}`,
    open: { technician: 'Show the technician', run: 'Show the run' },
    fallback: (subject: string, action: string, name: string) => `${subject}: ${action} (${name})`,
    sentence: {
      'mapping.created': ({ name }) => `Mapped technician ${name} by hand`,
      'mapping.updated': ({ name }) => `Changed the mapping of technician ${name}`,
      'mapping.removed': ({ name }) => `Removed the mapping of technician ${name}`,
      'mapping.excluded': ({ name }) => `Left technician ${name} out of auto-map`,
      'mapping.included': ({ name }) => `Took technician ${name} into auto-map again`,
      'consent.granted': () => 'Consent was granted on Microsoft’s page',
      'consent.refused': () => 'Consent was refused on Microsoft’s page',
      'consent.wrong-tenant': () => 'Somebody of another tenant came back from Microsoft’s consent page',
      'consent.observed': ({ before, now }) => `Microsoft’s consent went from ${before} to ${now}`,
      'setting.updated': ({ name }) => `Changed the setting “${name}”`,
      'setting.reset': ({ name }) => `Set “${name}” back to its default`,
      'role.granted': ({ name, now }) => `Gave ${name} the role ${now}`,
      'role.revoked': ({ name, before }) => `Took the role ${before} away from ${name}`,
      'key.created': ({ name }) => `Made the API key “${name}”`,
      'key.revoked': ({ name }) => `Revoked the API key “${name}”`,
      'psa.created': ({ name }) => `Connected ${name}`,
      'psa.updated': ({ name }) => `Changed the connection to ${name}`,
      'psa.removed': ({ name }) => `Removed the connection to ${name}`,
      'psa.imported': () => 'Imported a list into the roster',
      'technician.created': ({ name }) => `Added ${name} to the roster`,
      'technician.updated': ({ name }) => `Changed ${name} on the roster`,
      'technician.removed': ({ name }) => `Removed ${name} from the roster`,
      'desk.added': ({ name }) => `Added the desk ${name}`,
      'run.applied': () => 'Applied an auto-map run',
      'run.undone': () => 'Undid an auto-map run',
    } as Sentences,
    state: {
      missing: 'missing',
      spreading: 'spreading',
      granted: 'granted',
      incomplete: 'incomplete',
      revoked: 'revoked',
    } as Readonly<Record<string, string>>,
    psa: { roster: 'the built-in roster', halopsa: 'HaloPSA', connectwise: 'ConnectWise PSA' } as Readonly<
      Record<string, string>
    >,
    role: { member: 'member', dispatcher: 'dispatcher', lead: 'lead', admin: 'admin' } as Readonly<
      Record<string, string>
    >,
    readOnly: 'Admins read the audit trail.',
    ask: 'Could you please look something up for me in the audit trail of Rollcall (Admin, Audit)?',
  },
  de: {
    title: 'Protokoll',
    summary: 'Wer was geändert hat, das Neueste zuerst. Niemand kann hier Einträge ändern oder entfernen.',
    loading: 'Protokoll wird geladen',
    filter: 'Anzeigen',
    everything: 'Alles',
    subject: {
      mapping: 'Zuordnungen',
      consent: 'Zustimmung',
      setting: 'Einstellungen',
      role: 'Rollen',
      key: 'API-Schlüssel',
      psa: 'PSA-Verbindung',
      technician: 'Techniker der eigenen Liste',
      desk: 'Desks',
      run: 'Automatische Zuordnung',
    },
    shown: (count: number, isAll: boolean) =>
      isAll
        ? `${count === 1 ? '1 Eintrag' : `${count} Einträge`}, keine älteren`
        : `Die ${count} neuesten Einträge`,
    more: '50 weitere anzeigen',
    export: 'Als CSV exportieren',
    exporting: 'Datei wird vorbereitet',
    exported: (file: string) => `${file} wurde an Ihren Browser übergeben.`,
    cutTitle: 'Die Datei ist nicht vollständig',
    cut: 'Sie enthält die neuesten 50.000 Einträge. Alle kann der Betreiber von Rollcall exportieren: npm run admin -- audit list.',
    empty: 'Es wurde noch nichts geändert',
    emptyFiltered: 'Kein Eintrag dieser Art',
    emptyText:
      'Hier stehen Änderungen an Zuordnungen, Zustimmung, Einstellungen, Rollen, Schlüsseln und der PSA-Verbindung.',
    showAll: 'Alles anzeigen',
    list: 'Protokoll',
    actor: { person: '', key: 'API-Schlüssel', system: 'Rollcall' },
    byKey: (name: string) => `API-Schlüssel „${name}“`,
    bySystem: (name: string) => `Rollcall (${name})`,
    details: 'Vorher und nachher',
    detailsOf: (sentence: string) => `Vorher und nachher: ${sentence}`,
    before: 'Vorher',
    after: 'Nachher',
    nothing: 'nichts',
    idOf: (id: string) => `Id ${id}`,
    open: { technician: 'Techniker anzeigen', run: 'Lauf anzeigen' },
    fallback: (subject: string, action: string, name: string) => `${subject}: ${action} (${name})`,
    sentence: {
      'mapping.created': ({ name }) => `Techniker ${name} manuell zugeordnet`,
      'mapping.updated': ({ name }) => `Zuordnung von Techniker ${name} geändert`,
      'mapping.removed': ({ name }) => `Zuordnung von Techniker ${name} entfernt`,
      'mapping.excluded': ({ name }) => `Techniker ${name} von der automatischen Zuordnung ausgenommen`,
      'mapping.included': ({ name }) => `Techniker ${name} wieder in die automatische Zuordnung genommen`,
      'consent.granted': () => 'Zustimmung auf der Seite von Microsoft erteilt',
      'consent.refused': () => 'Zustimmung auf der Seite von Microsoft verweigert',
      'consent.wrong-tenant': () => 'Jemand aus einem anderen Mandanten kam von der Zustimmungsseite zurück',
      'consent.observed': ({ before, now }) => `Zustimmung bei Microsoft: von „${before}“ zu „${now}“`,
      'setting.updated': ({ name }) => `Einstellung „${name}“ geändert`,
      'setting.reset': ({ name }) => `„${name}“ auf den Standard zurückgesetzt`,
      'role.granted': ({ name, now }) => `${name} die Rolle ${now} gegeben`,
      'role.revoked': ({ name, before }) => `${name} die Rolle ${before} entzogen`,
      'key.created': ({ name }) => `API-Schlüssel „${name}“ erstellt`,
      'key.revoked': ({ name }) => `API-Schlüssel „${name}“ widerrufen`,
      'psa.created': ({ name }) => `${name} verbunden`,
      'psa.updated': ({ name }) => `Verbindung mit ${name} geändert`,
      'psa.removed': ({ name }) => `Verbindung mit ${name} entfernt`,
      'psa.imported': () => 'Eine Liste in die eigenen Techniker importiert',
      'technician.created': ({ name }) => `${name} in die eigene Liste aufgenommen`,
      'technician.updated': ({ name }) => `${name} in der eigenen Liste geändert`,
      'technician.removed': ({ name }) => `${name} aus der eigenen Liste entfernt`,
      'desk.added': ({ name }) => `Desk ${name} hinzugefügt`,
      'run.applied': () => 'Eine automatische Zuordnung übernommen',
      'run.undone': () => 'Eine automatische Zuordnung rückgängig gemacht',
    },
    state: {
      missing: 'fehlt',
      spreading: 'wird verteilt',
      granted: 'erteilt',
      incomplete: 'unvollständig',
      revoked: 'entzogen',
    },
    psa: { roster: 'eigene Liste', halopsa: 'HaloPSA', connectwise: 'ConnectWise PSA' },
    role: { member: 'Mitglied', dispatcher: 'Disposition', lead: 'Leitung', admin: 'Administration' },
    readOnly: 'Das Protokoll liest die Administration.',
    ask: 'Könntest du bitte im Protokoll von Rollcall etwas für mich nachsehen („Admin“, „Protokoll“)?',
  },
});

export type AuditWords = (typeof auditTexts)['en'];
