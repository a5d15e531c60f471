import type { Role } from '#kernel/vocabulary.ts';
import { texts } from './language.ts';

type RoleWords = Readonly<Record<Role, string>>;

export const accessTexts = texts({
  en: {
    title: 'Access',
    summary: 'Everybody of your organisation may ask who’s available. The people here may do more.',
    loading: 'Loading people and their roles',
    role: { member: 'Member', dispatcher: 'Dispatcher', lead: 'Lead', admin: 'Admin' } as RoleWords,
    you: 'You',

    rights: 'What each role may do',
    rightsHint: 'Each role may do what those before it may.',
    may: {
      member:
        'Asks who’s available, in chat and on the board. Sets the own word. Needs no role: it is everybody who is no guest.',
      dispatcher: 'Gives tickets to technicians and reads why.',
      lead: 'Runs auto-map, maps by hand, sets anybody’s own word, changes settings.',
      admin:
        'Grants consent, connects the PSA, keeps the roster, makes API keys, gives roles, reads the audit trail.',
    } as RoleWords,

    people: (count: number) => (count === 1 ? '1 person' : `${count} people`),
    table: 'People with a role',
    name: 'Name',
    roleColumn: 'Role',
    since: 'Since',
    actions: 'Actions',
    roleOf: (name: string) => `Role of ${name}`,
    save: 'Save',
    saveOf: (name: string) => `Save the role of ${name}`,
    takeAway: 'Take away',
    takeAwayOf: (name: string) => `Take away the role of ${name}`,
    byConfiguration: 'By configuration: not changeable here',
    byConfigurationHint: 'Whoever runs Rollcall named these admins when it was installed (INITIAL_ADMINS).',
    account: (userId: string) => `Account ${userId}`,
    nobody: 'Nobody has a role yet',
    nobodyText: 'Find a person below and give them one.',

    add: 'Give somebody a role',
    find: 'Find a person',
    findHint: 'Name, mail or sign-in name, two characters at least.',
    newRole: 'Role',
    searching: 'Searching',
    found: (count: number) => (count === 1 ? '1 person found' : `${count} people found`),
    foundNobody: (text: string) => `Nobody’s name, mail or sign-in name starts with “${text}”.`,
    results: 'People found',
    guest: 'Guest: can have no role',
    disabled: 'Account disabled',
    has: (role: string) => `Already ${role.toLowerCase()}`,
    give: (role: string) => `Make ${role.toLowerCase()}`,
    giveTo: (name: string, role: string) => `Make ${role.toLowerCase()}: ${name}`,

    given: (name: string, role: string) => `${name} is ${role.toLowerCase()} now.`,
    taken: (name: string) => `${name} has no role any more.`,
    restored: (name: string, role: string) => `${name} is ${role.toLowerCase()} again.`,
    lastAdminTitle: 'Somebody must stay admin',
    lastAdmin: (name: string) =>
      `${name} is the only admin. Make somebody else admin first. Nothing was changed.`,
    conflictTitle: 'Somebody else was faster',
    conflict: (name: string, role: string) =>
      `${name} is ${role.toLowerCase()} by now. Nothing of yours was saved; the list shows what stands.`,
    conflictGone: (name: string) =>
      `${name} has no role any more. Nothing of yours was saved; the list shows what stands.`,

    ownTitle: 'Give up your own admin role?',
    ownText: 'You will not be able to take this back yourself: another admin has to.',
    ownConfirm: 'Give up being admin',
    ownKeep: 'Stay admin',
    temporaryTitle: 'You are admin only while nobody else is',
    temporary:
      'You hold the Global Administrator role of your tenant. As soon as somebody has the role Admin here, only they have it.',
    makeMe: 'Make me admin for good',

    readOnly: (role: string) => `Your role is ${role.toLowerCase()}. Admins give and take roles.`,
    ask: 'Could you please look at the roles in Rollcall (Admin, Access)? I would like to have one changed.',
  },
  de: {
    title: 'Zugriff',
    summary: 'Alle in Ihrer Organisation dürfen fragen, wer verfügbar ist. Die Personen hier dürfen mehr.',
    loading: 'Personen und ihre Rollen werden geladen',
    role: { member: 'Mitglied', dispatcher: 'Disposition', lead: 'Leitung', admin: 'Administration' },
    you: 'Sie',

    rights: 'Was jede Rolle darf',
    rightsHint: 'Jede Rolle darf auch alles, was die vorigen dürfen.',
    may: {
      member:
        'Fragt im Chat und in der Übersicht, wer verfügbar ist. Setzt die eigene Angabe. Dafür ist keine Rolle nötig: Das dürfen alle außer Gästen.',
      dispatcher: 'Vergibt Tickets an Techniker und liest die Gründe.',
      lead: 'Startet die automatische Zuordnung, ordnet manuell zu, setzt eigene Angaben für andere, ändert Einstellungen.',
      admin:
        'Erteilt die Zustimmung, verbindet das PSA, pflegt die Technikerliste, erstellt API-Schlüssel, vergibt Rollen, liest das Protokoll.',
    },

    people: (count: number) => (count === 1 ? '1 Person' : `${count} Personen`),
    table: 'Personen mit Rolle',
    name: 'Name',
    roleColumn: 'Rolle',
    since: 'Seit',
    actions: 'Aktionen',
    roleOf: (name: string) => `Rolle von ${name}`,
    save: 'Speichern',
    saveOf: (name: string) => `Rolle von ${name} speichern`,
    takeAway: 'Entziehen',
    takeAwayOf: (name: string) => `Rolle von ${name} entziehen`,
    byConfiguration: 'Durch die Konfiguration: hier nicht änderbar',
    byConfigurationHint:
      'Diese Administratoren hat der Betreiber von Rollcall bei der Installation benannt (INITIAL_ADMINS).',
    account: (userId: string) => `Konto ${userId}`,
    nobody: 'Noch hat niemand eine Rolle',
    nobodyText: 'Suchen Sie unten eine Person, und geben Sie ihr eine.',

    add: 'Eine Rolle vergeben',
    find: 'Person suchen',
    findHint: 'Name, E-Mail oder Anmeldename, mindestens zwei Zeichen.',
    newRole: 'Rolle',
    searching: 'Suche läuft',
    found: (count: number) => (count === 1 ? '1 Person gefunden' : `${count} Personen gefunden`),
    foundNobody: (text: string) => `Kein Name, keine E-Mail und kein Anmeldename beginnt mit „${text}“.`,
    results: 'Gefundene Personen',
    guest: 'Gast: kann keine Rolle haben',
    disabled: 'Konto deaktiviert',
    has: (role: string) => `Hat schon die Rolle ${role}`,
    give: (role: string) => `Rolle ${role} geben`,
    giveTo: (name: string, role: string) => `${name} die Rolle ${role} geben`,

    given: (name: string, role: string) => `${name} hat jetzt die Rolle ${role}.`,
    taken: (name: string) => `${name} hat keine Rolle mehr.`,
    restored: (name: string, role: string) => `${name} hat wieder die Rolle ${role}.`,
    lastAdminTitle: 'Jemand muss die Administration behalten',
    lastAdmin: (name: string) =>
      `Nur ${name} hat die Rolle Administration. Geben Sie sie zuerst jemand anderem. Es wurde nichts geändert.`,
    conflictTitle: 'Jemand anders war schneller',
    conflict: (name: string, role: string) =>
      `${name} hat inzwischen die Rolle ${role}. Von Ihnen wurde nichts gespeichert; die Liste zeigt den jetzigen Stand.`,
    conflictGone: (name: string) =>
      `${name} hat inzwischen keine Rolle mehr. Von Ihnen wurde nichts gespeichert; die Liste zeigt den jetzigen Stand.`,

    ownTitle: 'Die eigene Administration abgeben?',
    ownText: 'Sie können das nicht selbst zurücknehmen: Jemand mit der Rolle Administration muss es tun.',
    ownConfirm: 'Administration abgeben',
    ownKeep: 'Administration behalten',
    temporaryTitle: 'Sie haben die Administration nur, solange sie niemand sonst hat',
    temporary:
      'Sie sind globaler Administrator Ihres Mandanten. Sobald jemand hier die Rolle Administration hat, hat nur noch diese Person sie.',
    makeMe: 'Mir die Rolle auf Dauer geben',

    readOnly: (role: string) => `Ihre Rolle ist ${role}. Rollen vergibt und entzieht die Administration.`,
    ask: 'Könntest du dir bitte die Rollen in Rollcall ansehen („Admin“, „Zugriff“)? Ich hätte gern eine Änderung.',
  },
});
