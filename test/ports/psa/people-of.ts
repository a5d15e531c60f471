import type { PsaAgent } from '../../sandbox/desk/desk-types.ts';
import type { PsaSimulation } from './technician-source.suite.ts';

/** Whom the suite looks for among the people of a simulated PSA. Id 1 is HaloPSA's "Unassigned". */
export function peopleOf(agents: readonly PsaAgent[]): PsaSimulation['people'] {
  const active = agents.filter((agent) => agent.id !== 1 && !agent.isdisabled && !agent.isapiagent);
  const first = (isWanted: (agent: PsaAgent) => boolean, among: readonly PsaAgent[] = active): PsaAgent => {
    const found = among.find(isWanted);
    if (!found) throw new Error('the made-up desk lacks a person that this suite needs');
    return found;
  };
  return {
    withoutEmail: first((agent) => agent.email === null).name,
    withOtherEmails: first((agent) => agent.otherEmails.length > 0),
    inactive: first((agent) => agent.isdisabled, agents).name,
    apiUser: first((agent) => agent.isapiagent, agents).name,
    active: active.map((agent) => agent.name),
  };
}
