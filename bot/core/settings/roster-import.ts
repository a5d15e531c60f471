import { emailKey } from '#core/mapping/email-key.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { RosterDetails, RosterEntry } from './ports.ts';
import type { ReadRoster, RosterRow } from './roster-columns.ts';
import {
  detailsOf,
  isSameDetails,
  nameKey,
  ROSTER_LIMITS,
  type RosterFault,
  type RosterWarning,
} from './roster-details.ts';

/** `replace` also removes whoever is not in the file. */
export type ImportMode = 'add-update' | 'replace';

/** What importing a file does to one technician. */
export interface ImportStep {
  readonly action: 'add' | 'update' | 'remove';
  /** `null` for a removal. */
  readonly line: number | null;
  /** `null` for somebody new who brings no id. */
  readonly technicianId: TechnicianId | null;
  readonly before: RosterDetails | null;
  readonly after: RosterDetails | null;
}

export interface ImportPlan {
  /** In the order of the file; removals at the end. */
  readonly steps: readonly ImportStep[];
  readonly unchanged: number;
  readonly faults: readonly RosterFault[];
  readonly warnings: readonly RosterWarning[];
}

/** What a file would make of the roster. A row means the technician with its id; else the one with its e-mail; else, where one of the two
 *  has no e-mail, the one with its name. With a fault anywhere nothing of the file may be applied. */
export function planImport(roster: readonly RosterEntry[], read: ReadRoster, mode: ImportMode): ImportPlan {
  const inside = duplicatesInside(read.rows);
  const met = meet(roster, read.rows);
  const taken = new Set([...met.entries.values()].map((entry) => entry.technicianId));
  const gone = mode === 'replace' ? roster.filter((entry) => !taken.has(entry.technicianId)) : [];
  const staying = mode === 'replace' ? [] : roster.filter((entry) => !taken.has(entry.technicianId));
  const written = read.rows.map((row) => stepOf(row, met.entries.get(row) ?? null));
  const steps = written.filter((step) => step.before === null || !isSameDetails(step.before, step.after));
  const clashes = clashesWith(staying, written);
  const total = staying.length + written.length;
  const max = ROSTER_LIMITS.technicians;
  const isFull = total > max && read.rows.length <= max;
  return {
    steps: [...steps, ...gone.map(toRemoval)],
    unchanged: written.length - steps.length,
    faults: [
      ...read.faults,
      ...inside.faults,
      ...met.faults,
      ...clashes.faults,
      ...(isFull ? [{ line: null, field: null, code: 'roster-full', facts: { total, max } } as const] : []),
    ].toSorted(byLine),
    warnings: [...read.warnings, ...inside.warnings, ...clashes.warnings].toSorted(byLine),
  };
}

type Judged = Pick<ImportPlan, 'faults' | 'warnings'>;
interface Written extends ImportStep {
  readonly action: 'add' | 'update';
  readonly line: number;
  readonly after: RosterDetails;
}

/** Rows of the file that stand in each other's way. */
function duplicatesInside(rows: readonly RosterRow[]): Judged {
  const faults: RosterFault[] = [];
  const warnings: RosterWarning[] = [];
  const byId = new Map<string, number>();
  const byEmail = new Map<string, number>();
  const byName = new Map<string, RosterRow>();
  for (const row of rows) {
    const { line, technicianId, details } = row;
    const email = emailKey(details.email ?? null);
    const sameId = technicianId === null ? undefined : byId.get(technicianId);
    const sameEmail = email === null ? undefined : byEmail.get(email);
    const sameName = details.name === '' ? undefined : byName.get(nameKey(details.name));
    if (sameId !== undefined) {
      faults.push({ line, field: 'technicianId', code: 'id-twice', facts: { other: sameId } });
    } else if (sameEmail !== undefined) {
      const facts = { value: details.email ?? '', other: sameEmail };
      faults.push({ line, field: 'email', code: 'email-twice', facts });
    } else if (sameName) {
      const facts = { name: details.name, other: sameName.line };
      if (areTold(row, sameName)) warnings.push({ line, field: 'name', code: 'same-name', facts });
      else faults.push({ line, field: 'name', code: 'name-twice', facts });
    }
    if (technicianId !== null) byId.set(technicianId, byId.get(technicianId) ?? line);
    if (email !== null) byEmail.set(email, byEmail.get(email) ?? line);
    if (!byName.has(nameKey(details.name))) byName.set(nameKey(details.name), row);
  }
  return { faults, warnings };
}

/** Two people of one name are told apart by ids or by addresses, which both have. */
function areTold(a: RosterRow, b: RosterRow): boolean {
  return (a.technicianId !== null && b.technicianId !== null) || Boolean(a.details.email && b.details.email);
}

/** Which technician of the roster each row means. Ids and addresses first: a name must not take somebody whom a later row names exactly. */
function meet(
  roster: readonly RosterEntry[],
  rows: readonly RosterRow[],
): { readonly entries: ReadonlyMap<RosterRow, RosterEntry>; readonly faults: readonly RosterFault[] } {
  const entries = new Map<RosterRow, RosterEntry>();
  const lines = new Map<TechnicianId, number>();
  const faults: RosterFault[] = [];
  const byId = new Map(roster.map((entry) => [entry.technicianId, entry]));
  const byEmail = groupBy(roster, (entry) => emailKey(entry.email));
  const take = (row: RosterRow, entry: RosterEntry): void => {
    const other = lines.get(entry.technicianId);
    if (other === undefined) {
      lines.set(entry.technicianId, row.line);
      entries.set(row, entry);
    } else {
      const facts = { name: entry.name, other };
      faults.push({ line: row.line, field: null, code: 'same-technician-twice', facts });
    }
  };
  const unmet: RosterRow[] = [];
  for (const row of rows) {
    const known = row.technicianId === null ? undefined : byId.get(row.technicianId);
    const key = emailKey(row.details.email ?? null);
    const [first] = key === null || row.technicianId !== null ? [] : (byEmail.get(key) ?? []);
    const entry = known ?? first;
    if (entry) take(row, entry);
    else if (row.technicianId === null) unmet.push(row);
  }
  const byName = groupBy(
    roster.filter((entry) => !lines.has(entry.technicianId)),
    (entry) => nameKey(entry.name),
  );
  for (const row of unmet.filter(({ details }) => details.name !== '')) {
    const sameName = byName.get(nameKey(row.details.name)) ?? [];
    const possible = sameName.filter((entry) => !row.details.email || entry.email === null);
    const [only] = possible;
    if (possible.length > 1) {
      const facts = { name: row.details.name, count: possible.length };
      faults.push({ line: row.line, field: 'name', code: 'name-fits-several', facts });
    } else if (only) {
      take(row, only);
    }
  }
  return { entries, faults };
}

function stepOf(row: RosterRow, entry: RosterEntry | null): Written {
  const before = entry && detailsOf(entry);
  const fresh: RosterDetails = {
    name: row.details.name,
    email: null,
    otherEmails: [],
    active: true,
    skills: [],
    externalId: null,
  };
  return {
    action: entry ? 'update' : 'add',
    line: row.line,
    technicianId: entry?.technicianId ?? row.technicianId,
    before,
    after: { ...(before ?? fresh), ...row.details },
  };
}

function toRemoval(entry: RosterEntry): ImportStep {
  const { technicianId } = entry;
  return { action: 'remove', line: null, technicianId, before: detailsOf(entry), after: null };
}

/** Rows that would share an address, or only a name, with somebody who stays as they are. */
function clashesWith(staying: readonly RosterEntry[], written: readonly Written[]): Judged {
  const emails = new Map(staying.map((entry) => [emailKey(entry.email), entry.name]));
  const names = new Set(staying.map((entry) => nameKey(entry.name)));
  emails.delete(null);
  const faults: RosterFault[] = [];
  const warnings: RosterWarning[] = [];
  for (const { line, after, action } of written) {
    const holder = emails.get(emailKey(after.email));
    if (holder !== undefined) {
      const facts = { value: after.email ?? '', name: holder };
      faults.push({ line, field: 'email', code: 'email-taken', facts });
    } else if (action === 'add' && names.has(nameKey(after.name))) {
      warnings.push({ line, field: 'name', code: 'same-name', facts: { name: after.name } });
    }
  }
  return { faults, warnings };
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Those of no line first. */
function byLine(a: { readonly line: number | null }, b: { readonly line: number | null }): number {
  return (a.line ?? 0) - (b.line ?? 0);
}
