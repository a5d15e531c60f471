import type { Desk, PsaAgent } from '../desk/desk-types.ts';
import { guidOf } from '../desk/ids.ts';

type Json = Readonly<Record<string, unknown>>;

/** The one calendar of the made-up desk, which all of its members have. */
export const CALENDAR = { id: 1, name: 'Standard Calendar' } as const;

/** Names of time zone setups are ConnectWise PSA's own. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  UTC: 'GMT/Coordinated Universal Time',
  'Europe/London': 'GMT/Greenwich Mean Time: Dublin, Edinburgh, Lisbon, London',
};

/** How other things name a member. */
export function memberReference(agent: PsaAgent): Json {
  return { id: agent.id, identifier: identifierOf(agent), name: agent.name };
}

function identifierOf({ id, name }: PsaAgent): string {
  return `${name.replace(/ .*/, '').replace(/\W/g, '').slice(0, 10)}${id}`;
}

/** A member as ConnectWise PSA tells it, whose wall clock is that of `zone`. Texts that nobody filled in are empty. */
export function memberJson(agent: PsaAgent, desk: Desk, zone: string): Json {
  const [firstName = '', ...rest] = agent.name.split(' ');
  const email = agent.email ?? '';
  return {
    id: agent.id,
    identifier: identifierOf(agent),
    licenseClass: agent.isapiagent ? 'A' : 'F',
    inactiveFlag: agent.isdisabled,
    firstName,
    lastName: rest.join(' '),
    hireDate: '2020-01-06T00:00:00Z',
    title: '',
    defaultEmail: 'Office',
    primaryEmail: email,
    officeEmail: email,
    mobileEmail: agent.otherEmails[0] ?? '',
    homeEmail: agent.otherEmails[1] ?? '',
    defaultPhone: 'Office',
    securityRole: { id: 1, name: agent.isapiagent ? 'API' : 'Technician' },
    office365: agent.email === null ? { id: '', name: '' } : { id: guidOf(`m365:${agent.id}`), name: email },
    timeZone: { id: 1, name: ZONE_NAMES[zone] ?? zone },
    calendar: CALENDAR,
    dailyCapacity: 8,
    hideMemberInDispatchPortalFlag: false,
    serviceBoardTeamIds: desk.psaTeams.filter(({ name }) => agent.teams.includes(name)).map(({ id }) => id),
  };
}

/** Only what `fields` names, when it names anything; what is empty is left out. */
export function picked(row: Json, fields: string | null): Json {
  const names = fields === null || fields === '' ? null : fields.split(',').map((name) => name.trim());
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null && (names?.includes(name) ?? true)),
  );
}
