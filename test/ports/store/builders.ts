import type { ApiKey, ConsentAttempt } from '#core/access/ports.ts';
import type { MappingAsRead, MappingChange, MappingStore, Run, RunRow } from '#core/mapping/ports.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import { newId } from '#kernel/ids.ts';

export const DESK_A = '0a000000-0000-4000-8000-00000000000a';
export const DESK_B = '0b000000-0000-4000-8000-00000000000b';
export const AT = new Date('2026-11-23T09:00:00.000Z');
export const LATEST = new Date('2026-11-23T18:00:00.000Z');

export function anAudit(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    deskId: DESK_A,
    at: AT,
    actor: { kind: 'person', id: 'oid-of-lena', name: 'Lena Ortiz' },
    subject: 'mapping',
    subjectId: 't1',
    action: 'updated',
    before: null,
    after: { user: 'u1' },
    ...changes,
  };
}

/** `null` users are excluded technicians; `user: 'u1'` is short for a user with that id. */
export function aChange(
  technicianId: string,
  userId: string | null,
  more: Partial<MappingChange> = {},
): MappingChange {
  return {
    technicianId,
    technicianName: `Technician ${technicianId}`,
    user:
      userId === null
        ? null
        : {
            userId,
            userPrincipalName: `${userId}@desk.example`,
            userDisplayName: `User ${userId}`,
            isGuest: false,
          },
    source: userId === null ? null : 'auto',
    excluded: false,
    ...more,
  };
}

export function aRun(changes: Partial<Run> = {}): Run {
  return {
    runId: newId(),
    deskId: DESK_A,
    state: 'scanning',
    scope: { teams: [{ teamId: 'team-1', displayName: 'Escalations' }], isFull: false },
    startedBy: { kind: 'person', id: 'oid-of-lena', name: 'Lena Ortiz' },
    startedAt: AT,
    finishedAt: null,
    scanComplete: false,
    teamsScanned: 0,
    membersScanned: 0,
    teamFailures: [],
    failure: null,
    autoMappingsBefore: 0,
    ...changes,
  };
}

export function aRow(technicianId: string, changes: Partial<RunRow> = {}): RunRow {
  return {
    technicianId,
    technicianName: `Technician ${technicianId}`,
    technicianEmail: `${technicianId}@psa.example`,
    action: 'add',
    reason: null,
    user: null,
    matchedOn: { field: 'mail', value: `${technicianId}@psa.example` },
    rivals: [],
    suggestions: [],
    before: null,
    outcome: null,
    ...changes,
  };
}

/** One line of a run for a technician: the user before (`null`: none) and the user after (`null`: cleared). */
export function step(
  technicianId: string,
  before: string | null,
  after: string | null,
): { readonly row: RunRow; readonly change: MappingChange } {
  const change = aChange(technicianId, after);
  const action = after === null ? 'clear' : before === null ? 'add' : 'update';
  return {
    row: aRow(technicianId, {
      action,
      user: change.user,
      before: before === null ? null : { userId: before, source: 'auto' },
    }),
    change,
  };
}

type Steps = readonly ReturnType<typeof step>[];

/** A run of `steps` that waits for Apply. */
export async function previewRun(
  mapping: MappingStore,
  steps: Steps,
  changes: Partial<Run> = {},
): Promise<Run> {
  const run = aRun(changes);
  await mapping.beginRun(run, 60);
  const preview: Run = { ...run, state: 'preview', scanComplete: true, teamsScanned: 1, membersScanned: 7 };
  const held = await mapping.finishScan(
    preview,
    steps.map(({ row }) => row),
  );
  if (!held) throw new Error('the lease of a fresh run was lost');
  return preview;
}

export function applied(run: Run): Run {
  return { ...run, state: 'complete', finishedAt: new Date(AT.getTime() + 60_000) };
}

export function runAudit(run: Run, action: string): AuditEntry {
  return anAudit({
    deskId: run.deskId,
    subject: 'run',
    subjectId: run.runId,
    action,
    after: { state: run.state },
  });
}

/** Previews `steps` and applies them. */
export async function applySteps(
  mapping: MappingStore,
  steps: Steps,
  changes: Partial<Run> = {},
): Promise<Run> {
  const run = await previewRun(mapping, steps, changes);
  await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
  return run;
}

export async function mapByHand(mapping: MappingStore, technicianId: string, userId: string): Promise<void> {
  const change = aChange(technicianId, userId, { source: 'manual' });
  const expected = await asRead(mapping, technicianId);
  await mapping.saveMapping(DESK_A, change, { allowShared: false, expected, audit: anAudit() });
}

/** What a technician's row says now, for a change that is to overwrite it. */
export async function asRead(mapping: MappingStore, technicianId: string): Promise<MappingAsRead> {
  const mappings = await mapping.listMappings(DESK_A);
  return mappings.find((row) => row.technicianId === technicianId) ?? null;
}

/** Technician → user, as `t1=u1 auto`. */
export async function mapped(mapping: MappingStore, deskId = DESK_A): Promise<readonly string[]> {
  const rows = await mapping.listMappings(deskId);
  return rows
    .map(
      ({ technicianId, userId, source, excluded }) =>
        `${technicianId}=${userId ?? 'nobody'} ${source ?? 'none'}${excluded ? ' excluded' : ''}`,
    )
    .toSorted();
}

export function anAttempt(changes: Partial<ConsentAttempt> = {}): ConsentAttempt {
  return {
    attemptId: newId(),
    deskId: DESK_A,
    stateHash: newId().replaceAll('-', ''),
    startedBy: { kind: 'person', id: 'oid-of-lena', name: 'Lena Ortiz' },
    startedAt: AT,
    expiresAt: new Date(AT.getTime() + 600_000),
    consumedAt: null,
    outcome: null,
    refusal: null,
    ...changes,
  };
}

export function aKey(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    keyId: newId(),
    deskId: DESK_A,
    name: 'PSA automation',
    scopes: ['availability:read', 'mapping:read'],
    createdAt: AT,
    lastUsedAt: null,
    revokedAt: null,
    ...changes,
  };
}
