import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '#contract/endpoint.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { tabEndpoints } from '../support/tab-endpoints.ts';

/** The lowest role that each endpoint of the tab serves. An endpoint that is not here fails the test below. */
const LOWEST: Readonly<Record<string, Role>> = {
  getMe: 'member',
  getBoard: 'member',
  getWhy: 'member',
  getCoverage: 'member',
  // One's own; of somebody else: a test of its own below.
  putOverride: 'member',
  deleteOverride: 'member',
  listTechnicians: 'member',
  readPresences: 'member',
  readTechnician: 'member',
  mapTechnician: 'lead',
  unmapTechnician: 'lead',
  excludeTechnician: 'lead',
  findUsers: 'lead',
  getSetup: 'member',
  getConsent: 'member',
  retryConsent: 'lead',
  startConsent: 'admin',
  getAllTeams: 'lead',
  putTickedTeams: 'lead',
  putRotaTeams: 'lead',
  startRun: 'lead',
  getRun: 'lead',
  getRunRows: 'lead',
  applyRun: 'lead',
  cancelRun: 'lead',
  undoRun: 'lead',
  getPsa: 'lead',
  // A part of the set-up check, which everybody may ask for.
  checkPsa: 'lead',
  connectPsa: 'admin',
  disconnectPsa: 'admin',
  getPsaHook: 'admin',
  dispatchTicket: 'dispatcher',
  tryOutWorkflow: 'lead',
  listDecisions: 'dispatcher',
  readDecision: 'dispatcher',
  findDecision: 'dispatcher',
  readStanding: 'dispatcher',
  askWhyNot: 'dispatcher',
  askWhatIf: 'dispatcher',
  listTickets: 'dispatcher',
  assignTicket: 'dispatcher',
  undoAssignment: 'dispatcher',
  // One's own; of somebody else it is refused once it is found.
  readAssignment: 'member',
  respondToAssignment: 'member',
  listHolds: 'dispatcher',
  retryHold: 'dispatcher',
  stopHold: 'dispatcher',
  readShadowReport: 'dispatcher',
  listWorkflows: 'dispatcher',
  readWorkflow: 'dispatcher',
  readWorkflowGround: 'dispatcher',
  compileInstructions: 'dispatcher',
  listWorkflowVersions: 'dispatcher',
  createWorkflow: 'lead',
  saveWorkflow: 'lead',
  removeWorkflow: 'lead',
  orderWorkflows: 'lead',
  savePriorityWords: 'lead',
  listRosterTickets: 'dispatcher',
  readRosterTicket: 'dispatcher',
  addRosterTicket: 'dispatcher',
  changeRosterTicket: 'dispatcher',
  setRosterTicketStatus: 'dispatcher',
  getRoster: 'lead',
  exportRoster: 'lead',
  addRosterTechnician: 'admin',
  updateRosterTechnician: 'admin',
  removeRosterTechnician: 'admin',
  importRoster: 'admin',
  findPeople: 'admin',
  getRoles: 'admin',
  putRole: 'admin',
  deleteRole: 'admin',
  getKeys: 'admin',
  postKey: 'admin',
  deleteKey: 'admin',
  getAudit: 'admin',
  getAuditExport: 'admin',
  getSettings: 'member',
  putSetting: 'lead',
  getSetUpCheck: 'member',
  getInventory: 'member',
};

let sandbox: Sandbox;
let endpoints: ReadonlyMap<string, Endpoint>;
/** The technician that each person is mapped to. */
const own = new Map<Role, string>();

/** Failed sign-ins of one address are counted by the minute, so minutes pass in between. */
let passed = 0;
const MINUTE_MS = 60_000;
const PER_MINUTE = 40;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { now: () => new Date(Date.now() + passed) } });
  endpoints = await tabEndpoints();
  for (const role of ROLES) {
    const { body } = await sandbox.api('/api/me', { headers: await signedInAs(role) });
    const { technicianId } = body as { readonly technicianId: string | null };
    if (technicianId !== null) own.set(role, technicianId);
  }
});
afterAll(() => sandbox.stop());

async function signedInAs(person: Role | 'guest' | 'otherTenant'): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await sandbox.ssoToken(person)}` };
}

async function headersOf(who: 'nobody' | 'otherTenant' | 'a key of the public API' | 'guest') {
  if (who === 'nobody') return { authorization: '' };
  return who === 'guest' || who === 'otherTenant'
    ? signedInAs(who)
    : { authorization: `Bearer ${sandbox.apiKey}` };
}

async function send(endpoint: Endpoint, headers: { readonly authorization: string }, technicianId?: string) {
  const { method, path, json } = sampleRequest(endpoint, technicianId === undefined ? {} : { technicianId });
  return sandbox.api(path, { method, headers, ...(json === undefined ? {} : { json }) });
}

/** In words, so that one look at a failure tells all that is wrong. */
function outcome(answer: ApiAnswer): 'not signed in' | 'refused' | 'served' | 'failed' {
  if (answer.status === 401) return 'not signed in';
  if (answer.status === 403) return 'refused';
  // A made-up id is not found, a made-up version conflicts: the person was let through.
  return answer.status === 500 ? 'failed' : 'served';
}

async function outcomes(ask: (endpoint: Endpoint) => Promise<ApiAnswer>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [id, endpoint] of endpoints) {
    if (Object.keys(found).length % PER_MINUTE === 0) passed += MINUTE_MS;
    found[id] = outcome(await ask(endpoint));
  }
  return found;
}

function everywhere(what: string): Record<string, string> {
  return Object.fromEntries([...endpoints.keys()].map((id) => [id, what]));
}

describe('S10: every endpoint of the tab, for everybody', () => {
  it('each endpoint has a lowest role, and nothing else has', () => {
    expect(Object.keys(LOWEST).toSorted()).toEqual([...endpoints.keys()].toSorted());
  });

  it('SEC-1: no key of the public API can be given a right to any of them', () => {
    for (const [id, { scope }] of endpoints) expect([id, scope]).toEqual([id, null]);
  });

  it.each(['nobody', 'otherTenant', 'a key of the public API', 'guest'] as const)(
    'SEC-1: %s gets nothing anywhere',
    async (who) => {
      const headers = await headersOf(who);
      const expected = everywhere(who === 'guest' ? 'refused' : 'not signed in');
      expect(await outcomes((endpoint) => send(endpoint, headers))).toEqual(expected);
    },
  );

  it.each(ROLES)('%s gets what is for this role or a lower one, and nothing more', async (role) => {
    const headers = await signedInAs(role);
    const expected = Object.fromEntries(
      Object.entries(LOWEST).map(([id, lowest]) => [
        id,
        ROLES.indexOf(role) >= ROLES.indexOf(lowest) ? 'served' : 'refused',
      ]),
    );
    expect(await outcomes((endpoint) => send(endpoint, headers, own.get(role)))).toEqual(expected);
  });

  it('AV-9: the own words of somebody else are set by leads and above', async () => {
    const put = endpoints.get('putOverride');
    const end = endpoints.get('deleteOverride');
    const theirs = own.get('admin') ?? own.get('lead');
    if (!put || !end || theirs === undefined) throw new Error('nobody of the sandbox is mapped');
    for (const role of ['member', 'dispatcher'] as const) {
      const headers = await signedInAs(role);
      expect([role, (await send(put, headers, theirs)).status]).toEqual([role, 403]);
      expect([role, (await send(end, headers, theirs)).status]).toEqual([role, 403]);
    }
  });
});
