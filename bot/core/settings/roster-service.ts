import { createHash } from 'node:crypto';
import { assertMay } from '#core/access/policy.ts';
import { emailKey } from '#core/mapping/email-key.ts';
import { type AuditEntry, auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, invalidInput } from '#kernel/errors.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import type { RosterChange, RosterDetails, RosterEntry, RosterStore, SheetFormat } from './ports.ts';
import { readRosterSheet, type RosterLanguage, rosterTemplate, writeRosterRows } from './roster-columns.ts';
import {
  detailsOf,
  faultsOfDetails,
  isSameDetails,
  ROSTER_LIMITS,
  type RosterFault,
  sortRoster,
  tidyDetails,
} from './roster-details.ts';
import { type ImportMode, type ImportPlan, type ImportStep, planImport } from './roster-import.ts';
import { toFieldFault } from './roster-words.ts';

export interface Roster {
  /** Sorted by name. */
  readonly technicians: readonly RosterEntry[];
  /** Changes with every change of the roster. */
  readonly revision: string;
}

export interface RosterImport extends ImportPlan {
  readonly applied: boolean;
  /** Of the roster that the plan was made for; once applied, of what it became. */
  readonly revision: string;
}

/** The technicians of a desk that keeps its own list (PSA-1). */
export interface RosterService {
  read(caller: Caller): Promise<Roster>;
  /** `technicianId`: of somebody who was removed and comes back, with whatever is mapped to that id; a new one is made otherwise.
   *  Throws `invalid_input`, and `conflict` when somebody has this id. */
  add(caller: Caller, wanted: RosterDetails & { readonly technicianId?: TechnicianId }): Promise<RosterEntry>;
  /** Throws `invalid_input`, `technician_not_found`, and `conflict` when the technician is not at `expectedVersion` any more. */
  update(
    caller: Caller,
    technicianId: TechnicianId,
    wanted: RosterDetails & { readonly expectedVersion: number },
  ): Promise<RosterEntry>;
  /** Throws `technician_not_found`, `conflict`. The mapping stays until a full run finds that the technician is gone. */
  remove(caller: Caller, technicianId: TechnicianId, expectedVersion: number): Promise<void>;
  /** Says what a CSV file would change, and with `dryRun: false` changes it, whole or not at all. Throws `invalid_input` when a file with
   *  faults is to be applied, and `conflict` when the roster is not at `expectedRevision` any more. */
  importFile(
    caller: Caller,
    file: {
      readonly text: string;
      readonly mode: ImportMode;
      readonly dryRun: boolean;
      readonly expectedRevision?: string;
    },
  ): Promise<RosterImport>;
  /** The roster, or an example to fill in, as CSV with a byte order mark, which Excel needs to read it as UTF-8. */
  exportFile(
    caller: Caller,
    options: { readonly language: RosterLanguage; readonly isTemplate: boolean },
  ): Promise<string>;
}

/** Of a file with thousands of faults nobody reads more in one answer. */
const FAULTS_TOLD = 20;
/** Technicians in one audit entry of an import: a first import of a large desk is readable in portions. */
const AUDIT_PORTION = 100;
const BYTE_ORDER_MARK = '\uFEFF';

export function createRosterService(needs: {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly store: RosterStore;
  readonly sheets: SheetFormat;
  readonly onTechniciansChanged: (deskId: DeskId) => void;
}): RosterService {
  const { clock, newId, store, sheets } = needs;

  async function change<Result>(
    caller: Caller,
    decide: (roster: readonly RosterEntry[], now: Date) => RosterChange<Result>,
  ): Promise<Result> {
    const now = clock.now();
    const result = await store.changeRoster(caller.deskId, (roster) => decide(roster, now));
    needs.onTechniciansChanged(caller.deskId);
    return result;
  }

  return {
    async read(caller) {
      assertMay(caller, 'psa.read');
      const roster = await store.listRoster(caller.deskId);
      return { technicians: sortRoster(roster), revision: revisionOf(roster) };
    },

    async add(caller, { technicianId = newId(), ...wanted }) {
      assertMay(caller, 'roster.write');
      const details = tidyDetails(wanted);
      return change(caller, (roster, now) => {
        if (roster.some((entry) => entry.technicianId === technicianId)) throw changedMeanwhile(technicianId);
        assertFits(roster, details, null);
        const entry: RosterEntry = { ...details, technicianId, version: 1, updatedAt: now };
        const told = { subjectId: technicianId, action: 'created', after: details };
        return written(entry, auditEntry(caller, now, { subject: 'technician', ...told }));
      });
    },

    async update(caller, technicianId, { expectedVersion, ...wanted }) {
      assertMay(caller, 'roster.write');
      const details = tidyDetails(wanted);
      return change(caller, (roster, now) => {
        const stored = find(roster, technicianId, expectedVersion);
        assertFits(roster, details, technicianId);
        const before = detailsOf(stored);
        if (isSameDetails(before, details)) return { write: [], remove: [], audit: [], result: stored };
        const entry = { ...details, technicianId, version: stored.version + 1, updatedAt: now };
        const told = { subjectId: technicianId, action: 'updated', before, after: details };
        return written(entry, auditEntry(caller, now, { subject: 'technician', ...told }));
      });
    },

    async remove(caller, technicianId, expectedVersion) {
      assertMay(caller, 'roster.write');
      await change(caller, (roster, now) => {
        const before = detailsOf(find(roster, technicianId, expectedVersion));
        const told = { subjectId: technicianId, action: 'removed', before };
        const audit = [auditEntry(caller, now, { subject: 'technician', ...told })];
        return { write: [], remove: [technicianId], audit, result: null };
      });
    },

    async importFile(caller, { text, mode, dryRun, expectedRevision }) {
      assertMay(caller, 'roster.write');
      const read = readRosterSheet(await sheets.readSheet(text));
      if (dryRun) {
        const roster = await store.listRoster(caller.deskId);
        return { ...planImport(roster, read, mode), applied: false, revision: revisionOf(roster) };
      }
      return change(caller, (roster, now) => {
        const isAsSeen = expectedRevision === undefined || expectedRevision === revisionOf(roster);
        if (!isAsSeen) throw changedMeanwhile(null);
        const plan = planImport(roster, read, mode);
        refuse(plan.faults);
        return applied(plan, roster, { caller, now, mode, newId });
      });
    },

    async exportFile(caller, { language, isTemplate }) {
      assertMay(caller, 'psa.read');
      const rows = isTemplate
        ? rosterTemplate(language)
        : writeRosterRows(sortRoster(await store.listRoster(caller.deskId)), language);
      // Where a comma stands in numbers, spreadsheets part cells by semicolons.
      return BYTE_ORDER_MARK + (await sheets.writeSheet(rows, language === 'de' ? ';' : ','));
    },
  };
}

/** The same for the same technicians at the same versions, whatever their order. */
export function revisionOf(roster: readonly RosterEntry[]): string {
  const lines = roster.map(({ technicianId, version }) => `${technicianId} ${version}`).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 22);
}

function find(roster: readonly RosterEntry[], technicianId: TechnicianId, version: number): RosterEntry {
  const stored = roster.find((entry) => entry.technicianId === technicianId);
  if (!stored) {
    throw new AppError('technician_not_found', `no technician ${technicianId} on the roster`, {
      details: { technicianId },
      remedy: 'Read the roster again.',
    });
  }
  if (stored.version !== version) throw changedMeanwhile(technicianId);
  return stored;
}

/** Throws `invalid_input`: the technician has faults, the roster is full, or somebody else has the address. */
function assertFits(roster: readonly RosterEntry[], details: RosterDetails, self: TechnicianId | null): void {
  const others = roster.filter((entry) => entry.technicianId !== self);
  const key = emailKey(details.email);
  const holder = key === null ? undefined : others.find((entry) => emailKey(entry.email) === key);
  const faults = [...faultsOfDetails(details, null)];
  if (holder) {
    const facts = { value: details.email ?? '', name: holder.name };
    faults.push({ line: null, field: 'email', code: 'email-taken', facts });
  }
  const max = ROSTER_LIMITS.technicians;
  if (others.length >= max) {
    faults.push({ line: null, field: null, code: 'roster-full', facts: { total: others.length + 1, max } });
  }
  refuse(faults);
}

function refuse(faults: readonly RosterFault[]): void {
  if (faults.length > 0) throw invalidInput(faults.slice(0, FAULTS_TOLD).map(toFieldFault));
}

function written(entry: RosterEntry, audit: AuditEntry): RosterChange<RosterEntry> {
  return { write: [entry], remove: [], audit: [audit], result: entry };
}

function applied(
  plan: ImportPlan,
  roster: readonly RosterEntry[],
  context: {
    readonly caller: Caller;
    readonly now: Date;
    readonly mode: ImportMode;
    readonly newId: () => string;
  },
): RosterChange<RosterImport> {
  const byId = new Map(roster.map((entry) => [entry.technicianId, entry]));
  const steps = plan.steps.map((step) => ({ ...step, technicianId: step.technicianId ?? context.newId() }));
  const write = steps.flatMap(({ technicianId, after }) => {
    const version = (byId.get(technicianId)?.version ?? 0) + 1;
    return after === null ? [] : [{ ...after, technicianId, version, updatedAt: context.now }];
  });
  const remove = steps.filter(({ after }) => after === null).map(({ technicianId }) => technicianId);
  for (const technicianId of remove) byId.delete(technicianId);
  for (const entry of write) byId.set(entry.technicianId, entry);
  const result = { ...plan, steps, applied: true, revision: revisionOf([...byId.values()]) };
  return { write, remove, audit: auditOf(steps, context), result };
}

function auditOf(
  steps: readonly ImportStep[],
  { caller, now, mode }: { readonly caller: Caller; readonly now: Date; readonly mode: ImportMode },
): readonly AuditEntry[] {
  const count = (wanted: ImportStep['action']) => steps.filter(({ action }) => action === wanted).length;
  const counts = { added: count('add'), updated: count('update'), removed: count('remove') };
  const portions: AuditEntry[] = [];
  for (let start = 0; start < steps.length; start += AUDIT_PORTION) {
    const some = steps.slice(start, start + AUDIT_PORTION);
    const sides = (side: 'before' | 'after') =>
      some.flatMap((step) => (step[side] ? [{ technicianId: step.technicianId, ...step[side] }] : []));
    portions.push(
      auditEntry(caller, now, {
        subject: 'psa',
        subjectId: 'roster',
        action: 'imported',
        before: { technicians: sides('before') },
        after: { mode, ...counts, technicians: sides('after') },
      }),
    );
  }
  return portions;
}

function changedMeanwhile(technicianId: TechnicianId | null): AppError {
  return new AppError('conflict', 'the roster changed meanwhile', {
    details: technicianId === null ? {} : { technicianId },
    remedy: 'Read the roster again, then repeat what is still wanted.',
  });
}
