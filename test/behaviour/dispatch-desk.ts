import { expect } from 'vitest';
import type { z } from 'zod';
import type { dispatchRunSchema, decisionSchema } from '#contract/dispatch-schemas.ts';
import type { workflowSchema } from '#contract/workflow-schemas.ts';
import type { PersonKey } from '../sandbox/desk/desk-types.ts';
import type { ApiAnswer, Sandbox } from '../support/sandbox.ts';

const BASE = '/public-api/teams-availability';

export type Run = z.output<typeof dispatchRunSchema>;
export type Decision = z.output<typeof decisionSchema>;
export type SavedWorkflow = z.output<typeof workflowSchema>;

interface Call {
  readonly method?: string;
  readonly json?: unknown;
}

/** Dispatch over the public API of the whole program. */
export function dispatchDesk(sandbox: Sandbox) {
  const call = (path: string, init: Call = {}): Promise<ApiAnswer> => sandbox.api(`${BASE}${path}`, init);

  async function good<Body>(answer: Promise<ApiAnswer>): Promise<Body> {
    const { status, body } = await answer;
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body as Body; // the contract's own tests hold answers to their schemas
  }

  return {
    call,

    /** As a person in the tab. */
    async asPerson(person: PersonKey, path: string, init: Call = {}): Promise<ApiAnswer> {
      const authorization = `Bearer ${await sandbox.ssoToken(person)}`;
      return sandbox.api(path, { ...init, headers: { authorization } });
    },

    /** Saves the desk's first workflow with these changes. */
    async workflow(changes: Partial<SavedWorkflow['setup']>): Promise<SavedWorkflow> {
      const { workflows } = await good<{ readonly workflows: readonly SavedWorkflow[] }>(call('/workflows'));
      const [first] = workflows;
      if (!first) throw new Error('a desk always has a workflow');
      const json = { version: first.version, setup: { ...first.setup, ...changes } };
      return good(call(`/workflows/${first.workflowId}`, { method: 'PUT', json }));
    },

    dispatch(ticket: string, mode: 'suggest' | 'dispatch' = 'dispatch'): Promise<Run> {
      return good(call('/dispatch', { method: 'POST', json: { ticket, mode } }));
    },

    decision: (decisionId: string): Promise<Decision> => good(call(`/decisions/${decisionId}`)),
  };
}

/** The candidate with this name. Throws when the decision names nobody so. */
export function candidateOf({ candidates }: Decision, name: string): Decision['candidates'][number] {
  const found = candidates.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`the decision does not name ${name}`);
}

export function namesWith(
  { candidates }: Decision,
  word: Decision['candidates'][number]['word'],
): readonly string[] {
  return candidates.filter((each) => each.word === word).map(({ name }) => name);
}
