import { createHash } from 'node:crypto';
import type { Desk } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';

/** Somebody who can write to the bot, as Teams knows them. */
export interface CastMember {
  /** `29:…`, stable per bot. */
  readonly mri: string;
  readonly oid: string;
  readonly tenantId: string;
  readonly name: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly email: string | null;
  readonly userPrincipalName: string;
  readonly userRole: 'user' | 'guest';
}

export interface Cast {
  readonly members: readonly CastMember[];
  /** By key (`admin`, `lead`, …), object id, sign-in name or display name. Throws `ControlInputError`. */
  find(who: unknown): CastMember;
  /** By `29:…`, object id or sign-in name, as the roster doors of Teams take them; `null`: nobody. */
  lookUp(id: string): CastMember | null;
}

/** Everybody of the desk, guests among them, and the one person of another tenant. */
export function createCast(desk: Desk, botId: string): Cast {
  const members = [
    ...desk.users.map((user) => deskMember(user, desk.tenantId, botId)),
    outsider(desk, botId),
  ];
  const byKey = new Map<string, CastMember>();
  const remember = (key: string, member: CastMember): void => {
    if (!byKey.has(key.toLowerCase())) byKey.set(key.toLowerCase(), member);
  };
  for (const person of Object.values(desk.people)) {
    const member = members.find((each) => each.oid === person.oid);
    if (member !== undefined) remember(person.key, member);
  }
  for (const member of members) {
    for (const key of [member.mri, member.oid, member.userPrincipalName]) remember(key, member);
  }
  const ids = new Map(
    members.flatMap((each) =>
      [each.mri, each.oid, each.userPrincipalName].map((id) => [id.toLowerCase(), each] as const),
    ),
  );
  for (const member of members) remember(member.name, member);
  return {
    members,
    find(who) {
      const member = typeof who === 'string' ? byKey.get(who.toLowerCase()) : undefined;
      if (member !== undefined) return member;
      const keys = Object.keys(desk.people).join(', ');
      throw new ControlInputError('person', `nobody; use one of ${keys}, an object id or a name`);
    },
    lookUp: (id) => ids.get(id.toLowerCase()) ?? null,
  };
}

type DeskUser = Desk['users'][number];

function deskMember(user: DeskUser, tenantId: string, botId: string): CastMember {
  return {
    mri: mriOf(user.id, botId),
    oid: user.id,
    tenantId,
    name: user.displayName,
    givenName: user.givenName,
    surname: user.surname,
    email: user.mail,
    userPrincipalName: user.userPrincipalName,
    userRole: user.userType === 'Guest' ? 'guest' : 'user',
  };
}

function outsider(desk: Desk, botId: string): CastMember {
  const person = desk.people.otherTenant;
  const [givenName, surname] = person.name.split(' ');
  return {
    mri: mriOf(person.oid, botId),
    oid: person.oid,
    tenantId: person.tenantId,
    name: person.name,
    givenName: givenName ?? null,
    surname: surname ?? null,
    email: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    userRole: 'user',
  };
}

/** Teams makes these from user and bot together, so that two bots cannot compare their users. */
function mriOf(oid: string, botId: string): string {
  return `29:1${createHash('sha512').update(`${botId}:${oid}`).digest('base64url').slice(0, 66)}`;
}
