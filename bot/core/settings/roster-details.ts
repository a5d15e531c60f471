import { emailKey } from '#core/mapping/email-key.ts';
import type { RosterDetails, RosterEntry, SheetFaultCode } from './ports.ts';

/** A desk of an MSP has tens of technicians, rarely hundreds; beyond these numbers somebody has taken the wrong file. */
export const ROSTER_LIMITS = {
  technicians: 10_000,
  name: 200,
  email: 254, // RFC 5321: a path is at most 256 octets with its brackets
  otherEmails: 10,
  skills: 50,
  skill: 60,
  externalId: 100,
} as const;

export type RosterField = keyof RosterDetails | 'technicianId';

/** What can be wrong with a roster, or with a file that is to become one. `facts` holds the values that a sentence about it needs. */
export interface RosterFault {
  /** Line of the file, from 1; `null` when the fault is no line's, or there is no file. */
  readonly line: number | null;
  readonly field: RosterField | null;
  readonly code: RosterFaultCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type RosterFaultCode =
  // one technician
  | 'name-missing'
  | 'email-malformed'
  | 'too-long'
  | 'too-many'
  | 'separator-inside'
  | 'email-taken'
  // the file as such
  | SheetFaultCode
  | 'no-rows'
  | 'column-missing'
  | 'column-twice'
  | 'too-many-cells'
  | 'too-many-rows'
  // its rows
  | 'active-unclear'
  | 'id-malformed'
  | 'id-twice'
  | 'email-twice'
  | 'name-twice'
  | 'name-fits-several'
  | 'same-technician-twice'
  | 'roster-full';

/** Worth knowing, and in nobody's way. */
export interface RosterWarning {
  readonly line: number | null;
  readonly field: RosterField | null;
  readonly code: 'formula-as-text' | 'same-name' | 'column-unused' | 'characters-lost';
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Lists stand in one cell of a file, separated by these. */
export const LIST_SEPARATORS = /[;,|\n]/;

/** Blanks at the ends gone, control characters and runs of blanks as one blank, each address and skill once. */
export function tidyDetails(details: RosterDetails): RosterDetails {
  const email = blankToNull(tidyText(details.email ?? ''));
  const others = details.otherEmails.map(tidyText).filter((each) => each !== '');
  return {
    name: tidyText(details.name),
    email,
    otherEmails: uniqueBy(others, (each) => emailKey(each) ?? '').filter(
      (each) => emailKey(each) !== emailKey(email),
    ),
    active: details.active,
    skills: uniqueBy(
      details.skills.map(tidyText).filter((each) => each !== ''),
      (each) => each.toLowerCase(),
    ),
    externalId: blankToNull(tidyText(details.externalId ?? '')),
  };
}

/** Faults of one technician, after `tidyDetails`. */
export function faultsOfDetails(details: RosterDetails, line: number | null): readonly RosterFault[] {
  const { name, email, otherEmails, skills, externalId } = details;
  const faults: RosterFault[] = [];
  const add = (field: RosterField, code: RosterFaultCode, facts: RosterFault['facts'] = {}): void => {
    faults.push({ line, field, code, facts });
  };
  if (name === '') add('name', 'name-missing');
  if (name.length > ROSTER_LIMITS.name) add('name', 'too-long', { max: ROSTER_LIMITS.name });
  const others = otherEmails.map((each) => ['otherEmails', each] as const);
  const all = email === null ? others : [['email', email] as const, ...others];
  for (const [field, value] of all.filter(([, each]) => !isEmail(each))) {
    add(field, 'email-malformed', { value: value.slice(0, ROSTER_LIMITS.email) });
  }
  if (otherEmails.length > ROSTER_LIMITS.otherEmails) {
    add('otherEmails', 'too-many', { max: ROSTER_LIMITS.otherEmails });
  }
  if (skills.length > ROSTER_LIMITS.skills) add('skills', 'too-many', { max: ROSTER_LIMITS.skills });
  if (skills.some((skill) => skill.length > ROSTER_LIMITS.skill)) {
    add('skills', 'too-long', { max: ROSTER_LIMITS.skill });
  }
  const mixed = skills.find((skill) => LIST_SEPARATORS.test(skill));
  if (mixed !== undefined) add('skills', 'separator-inside', { value: mixed.slice(0, ROSTER_LIMITS.skill) });
  if (externalId !== null && externalId.length > ROSTER_LIMITS.externalId) {
    add('externalId', 'too-long', { max: ROSTER_LIMITS.externalId });
  }
  return faults;
}

/** An address that some mail system may know: one @, something before it, a name with a dot behind it, nothing that separates addresses. */
export function isEmail(text: string): boolean {
  return (
    text.length <= ROSTER_LIMITS.email &&
    /^[^\s@<>()[\],;:"|]+@[^\s@<>()[\],;:"|.]+(\.[^\s@<>()[\],;:"|.]+)+$/.test(text)
  );
}

export function detailsOf(entry: RosterEntry): RosterDetails {
  const { name, email, otherEmails, active, skills, externalId } = entry;
  return { name, email, otherEmails, active, skills, externalId };
}

export function isSameDetails(a: RosterDetails, b: RosterDetails): boolean {
  return (
    a.name === b.name &&
    a.email === b.email &&
    a.active === b.active &&
    a.externalId === b.externalId &&
    isSameList(a.otherEmails, b.otherEmails) &&
    isSameList(a.skills, b.skills)
  );
}

/** Sorted as people read them: by name, then by id. */
export function sortRoster(entries: readonly RosterEntry[]): readonly RosterEntry[] {
  const order = new Intl.Collator('en');
  return entries.toSorted(
    (a, b) => order.compare(a.name, b.name) || (a.technicianId < b.technicianId ? -1 : 1),
  );
}

/** In which two spellings of a name meet. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function tidyText(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}

function blankToNull(text: string): string | null {
  return text === '' ? null : text;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

function uniqueBy(texts: readonly string[], keyOf: (text: string) => string): readonly string[] {
  const seen = new Map<string, string>();
  for (const text of texts) if (!seen.has(keyOf(text))) seen.set(keyOf(text), text);
  return [...seen.values()];
}
