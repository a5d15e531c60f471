import { readControlBody } from '../control-doors.ts';
import { ControlInputError } from '../faults.ts';
import type { Route, SimRequest } from '../routing.ts';
import type { Desk, PsaAgent } from './desk-types.ts';

/** The people whom a simulated PSA holds, in memory. */
export interface AgentBook {
  agents(): readonly PsaAgent[];
  /** What an administrator does to one of them in the PSA. Throws `ControlInputError`. */
  changeAgent(id: number, change: Partial<PsaAgent> | 'remove'): void;
  /** The account of the integration sees nobody and nothing. */
  isBlind(): boolean;
  setBlind(blind: boolean): void;
  reset(): void;
}

export function createAgentBook(desk: Desk): AgentBook {
  let agents: readonly PsaAgent[] = desk.agents;
  let blind = false;
  return {
    agents: () => agents,
    changeAgent(id, change) {
      if (!agents.some((agent) => agent.id === id)) throw new ControlInputError('id', 'no agent has this id');
      agents =
        change === 'remove'
          ? agents.filter((agent) => agent.id !== id)
          : agents.map((agent) => (agent.id === id ? { ...agent, ...change, id } : agent));
    },
    isBlind: () => blind,
    setBlind(value) {
      blind = value;
    },
    reset() {
      agents = desk.agents;
      blind = false;
    },
  };
}

/** The doors that every simulated PSA has: `mode { blind }` and `agents { id, remove | name, email, isdisabled, otherEmails }`. */
export function createAgentControls(book: AgentBook): readonly Route[] {
  return [
    control('POST', 'mode', (request) => {
      const { blind } = readControlBody(request);
      if (typeof blind !== 'boolean') throw new ControlInputError('blind', 'must be true or false');
      book.setBlind(blind);
      return { blind };
    }),
    control('POST', 'agents', (request) => {
      const { id, remove, ...change } = readControlBody(request);
      if (typeof id !== 'number') throw new ControlInputError('id', 'must be the number of an agent');
      book.changeAgent(id, remove === true ? 'remove' : agentChange(change));
      return { agents: book.agents().length };
    }),
  ];
}

/** A door under `/_sandbox` that answers what `act` says. */
export function control(method: string, name: string, act: (request: SimRequest) => unknown): Route {
  return {
    method,
    pattern: `/_sandbox/${name}`,
    name,
    handle: (request) => ({ status: 200, body: act(request) }),
  };
}

function agentChange(change: Readonly<Record<string, unknown>>): Partial<PsaAgent> {
  const { name, email, isdisabled, otherEmails } = change;
  if (name !== undefined && typeof name !== 'string') throw new ControlInputError('name', 'must be text');
  if (email !== undefined && email !== null && typeof email !== 'string')
    throw new ControlInputError('email', 'must be text or null');
  if (isdisabled !== undefined && typeof isdisabled !== 'boolean')
    throw new ControlInputError('isdisabled', 'must be true or false');
  if (otherEmails !== undefined && !Array.isArray(otherEmails))
    throw new ControlInputError('otherEmails', 'must be a list');
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(isdisabled === undefined ? {} : { isdisabled }),
    ...(otherEmails === undefined ? {} : { otherEmails: otherEmails.map(String) }),
  };
}
