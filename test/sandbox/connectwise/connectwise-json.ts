import type { Desk, PsaAgent } from '../desk/desk-types.ts';
import { guidOf } from '../desk/ids.ts';

type Json = Readonly<Record<string, unknown>>;

/** A member as ConnectWise PSA tells it. Texts that nobody filled in are empty. */
export function memberJson(agent: PsaAgent, desk: Desk): Json {
  const [firstName = '', ...rest] = agent.name.split(' ');
  const email = agent.email ?? '';
  return {
    id: agent.id,
    identifier: `${firstName.replace(/\W/g, '').slice(0, 10)}${agent.id}`,
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
    timeZone: { id: 1, name: desk.zone },
    dailyCapacity: 8,
    hideMemberInDispatchPortalFlag: false,
    serviceBoardTeamIds: desk.psaTeams.filter(({ name }) => agent.teams.includes(name)).map(({ id }) => id),
  };
}

/** Only what `fields` names, when it names anything. */
export function picked(row: Json, fields: string | null): Json {
  if (fields === null || fields === '') return row;
  const names = fields.split(',').map((name) => name.trim());
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}
