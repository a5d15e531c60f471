import { expect } from 'vitest';
import type { ApiAnswer, Sandbox } from '../support/sandbox.ts';

export const PSAS = ['halopsa', 'connectwise', 'autotask', 'roster'] as const;
export type PsaName = (typeof PSAS)[number];

type Connection = {
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};

/** Leaves the PSA of the made-up desk for another one that holds the same people and tickets, as an admin does it in the tab, and maps anew. */
export async function connectPsa(sandbox: Sandbox, psa: PsaName): Promise<void> {
  if (psa === 'halopsa') return;
  const token = await sandbox.ssoToken('admin');
  const call = async (path: string, method: string, json: unknown): Promise<ApiAnswer> => {
    const answer = await sandbox.api(path, { method, json, headers: { authorization: `Bearer ${token}` } });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer;
  };
  const { settings, secrets } = connectionOf(sandbox, psa);
  const { body } = await call('/api/psa', 'GET', undefined);
  const { connection } = body as { readonly connection: { readonly connectedAt: string } };
  const connected = await call('/api/psa/connect', 'POST', {
    kind: psa,
    settings,
    secrets,
    confirmSwitch: true,
    expected: connection.connectedAt,
  });
  expect(connected.body).toMatchObject({ saved: true });
  if (psa === 'roster') await fillRoster(sandbox, call);
  const json = { teamIds: [], dryRun: false, clear: true, confirmMassClear: true };
  const mapped = await sandbox.api('/public-api/teams-availability/auto-map', { method: 'POST', json });
  expect(mapped.status, JSON.stringify(mapped.body)).toBe(200);
}

function connectionOf({ world }: Sandbox, psa: PsaName): Connection {
  if (psa === 'connectwise') {
    const { companyId, clientId, admin } = world.connectwise.access;
    const { publicKey, privateKey } = admin;
    return {
      settings: { baseUrl: world.connectwise.origin, companyId, clientId },
      secrets: { publicKey, privateKey },
    };
  }
  if (psa === 'autotask') {
    const { integrationCode, admin } = world.autotask.access;
    return {
      settings: { baseUrl: world.autotask.origin, userName: admin.userName },
      secrets: { integrationCode, secret: admin.secret },
    };
  }
  return { settings: {}, secrets: {} };
}

/** The people and open tickets of the made-up desk, written down by hand as a desk without a PSA does. */
async function fillRoster(
  { world: { desk } }: Sandbox,
  call: (path: string, method: string, json: unknown) => Promise<ApiAnswer>,
): Promise<void> {
  const people = desk.agents.filter(
    ({ id, isdisabled, isapiagent }) => id !== 1 && !isdisabled && !isapiagent,
  );
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  // The roster refuses an address that stands twice; elsewhere auto-map leaves both people unmapped for it (MAP-3).
  const isTwice = (email: string | null) =>
    people.filter((each) => each.email?.toLowerCase() === email?.toLowerCase()).length > 1;
  const rows = people.map(({ name, email, otherEmails }) =>
    [name, isTwice(email) ? '' : (email ?? ''), otherEmails.join('; ')].map(cell).join(','),
  );
  const csv = ['Name,Email,Other emails', ...rows].join('\n');
  const { body } = await call('/api/roster/import', 'POST', { csv, mode: 'add-update', dryRun: true });
  const { revision } = body as { readonly revision: string };
  await call('/api/roster/import', 'POST', {
    csv,
    mode: 'add-update',
    dryRun: false,
    expectedRevision: revision,
  });
  for (const ticket of desk.tickets) {
    const isClosed = desk.statuses.some(({ id, closed }) => id === ticket.status_id && closed);
    const priority = `P${ticket.priority_id}`;
    const company = desk.clients.find(({ id }) => id === ticket.client_id)?.name ?? null;
    const added = await call('/api/roster/tickets', 'POST', {
      ref: String(ticket.id),
      title: ticket.summary,
      priority,
      queue: ticket.team,
      company,
      requiredSkills: [],
    });
    if (!isClosed) continue;
    const { version } = added.body as { readonly version: number };
    const json = { status: 'closed', expectedVersion: version };
    await call(`/api/roster/tickets/${ticket.id}/status`, 'PUT', json);
  }
}
