import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

export interface PlaygroundPerson {
  /** Entra object id. */
  readonly oid: string;
  readonly name: string;
  readonly userPrincipalName?: string;
  readonly mail?: string | null;
}

export interface PlaygroundDesk {
  readonly path: string;
  readonly deskTenantId: string;
  readonly botId: string;
  /** The first speaks to the bot, the next five are the others in the group chat and the team; more are left out. */
  readonly people: readonly PlaygroundPerson[];
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const OTHERS = 5;
const EXAMPLE_DOMAIN = 'rollcall.example';

/** Writes the configuration of Microsoft's Agents Playground for a desk (schema 0.1.1: exactly five other users, at most one
 *  further channel). Its own default has people and a tenant whose ids are no GUIDs, and a bot that checks them refuses all.
 *  Throws RangeError when people are missing or an id is no GUID in lower case. */
export function writePlaygroundConfig(desk: PlaygroundDesk): void {
  const [speaker, ...rest] = desk.people;
  const others = rest.slice(0, OTHERS);
  if (speaker === undefined || others.length < OTHERS)
    throw new RangeError(`the Agents Playground needs ${OTHERS + 1} people, not ${desk.people.length}`);
  for (const id of [desk.deskTenantId, desk.botId, ...desk.people.map(({ oid }) => oid)])
    if (!GUID.test(id)) throw new RangeError(`not a GUID in lower case: ${id}`);

  const teamThread = `19:${guidFrom(desk, 'team-thread')}@thread.tacv2`;
  const config = {
    version: '0.1.1',
    tenantId: desk.deskTenantId,
    bot: { id: `28:${desk.botId}`, name: 'Rollcall' },
    currentUser: toUser(speaker),
    users: others.map(toUser),
    personalChat: { id: `a:${guidFrom(desk, 'personal')}` },
    groupChat: { id: `19:${guidFrom(desk, 'group')}@thread.v2`, name: 'Shift leads' },
    team: {
      id: teamThread,
      name: 'Service Desk',
      aadGroupId: guidFrom(desk, 'team'),
      channels: [{ id: `19:${guidFrom(desk, 'channel')}@thread.tacv2`, name: 'Triage' }],
    },
  };
  mkdirSync(dirname(desk.path), { recursive: true });
  writeFileSync(desk.path, stringify(config));
}

function toUser(person: PlaygroundPerson): Record<string, string> {
  const [givenName = person.name, ...surnames] = person.name.split(' ');
  const account = person.userPrincipalName ?? `${person.oid}@${EXAMPLE_DOMAIN}`;
  return {
    id: `29:${person.oid}`,
    name: person.name,
    // The spelling is the schema's.
    userPrincipleName: account,
    aadObjectId: person.oid,
    givenName,
    surname: surnames.join(' '),
    email: person.mail ?? account,
  };
}

/** The same id every time for the same desk, so that a conversation goes on after a restart. */
function guidFrom(desk: PlaygroundDesk, what: string): string {
  const hex = createHash('sha256').update(`${desk.deskTenantId} ${desk.botId} ${what}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
