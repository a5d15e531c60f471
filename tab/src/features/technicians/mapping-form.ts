import { isGuid } from '#kernel/ids.ts';
import type { Problem } from '../../api/problem.ts';
import type { Technician } from './loaded-pages.ts';

export type FieldName = 'accountId' | 'signInName';

/** The two fields that name a user. Either is enough: what is typed into one empties the other, which the server then finds. */
export interface MappingForm {
  readonly accountId: string;
  readonly signInName: string;
  /** The field that is empty because the other one decides; `null` when nobody left it to the server. */
  readonly lookedUp: FieldName | null;
  /** Whether both fields are known to mean one user: then typing into one makes the other wrong. */
  readonly isPair: boolean;
}

export interface ChosenUser {
  readonly userId: string;
  readonly userPrincipalName: string | null;
}

/** Both fields of one user, as stored, found or suggested. */
export function formOf(user: ChosenUser | null): MappingForm {
  const signInName = user?.userPrincipalName ?? '';
  return {
    accountId: user?.userId ?? '',
    signInName,
    lookedUp: user !== null && signInName === '' ? 'signInName' : null,
    isPair: user !== null,
  };
}

/** What typing makes of the form. Emptying a field by hand is a word of its own: it never counts as "to be looked up". */
export function typed(form: MappingForm, field: FieldName, text: string): MappingForm {
  const other: FieldName = field === 'accountId' ? 'signInName' : 'accountId';
  if (text.trim() === form[field].trim()) return { ...form, [field]: text };
  if (text.trim() === '') return { ...form, [field]: text, lookedUp: null, isPair: false };
  const keptOther = form.isPair ? '' : form[other];
  const lookedUp = keptOther.trim() === '' ? other : null;
  return { ...form, [field]: text, [other]: keptOther, lookedUp, isPair: false };
}

export type FormFault = { readonly field: FieldName; readonly rule: 'half-cleared' | 'not-an-id' };

/** What saving would do. */
export type Wish =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'fault'; readonly fault: FormFault }
  | { readonly kind: 'map'; readonly accountId?: string; readonly signInName?: string };

export function wishOf(form: MappingForm, mapping: Technician['mapping']): Wish {
  const accountId = form.accountId.trim();
  const signInName = form.signInName.trim();
  if (accountId === '' && signInName === '') return { kind: mapping === null ? 'nothing' : 'remove' };
  const empty = emptyField(accountId, signInName);
  if (empty !== null && form.lookedUp !== empty) {
    return { kind: 'fault', fault: { field: empty, rule: 'half-cleared' } };
  }
  if (accountId !== '' && !isGuid(accountId)) {
    return { kind: 'fault', fault: { field: 'accountId', rule: 'not-an-id' } };
  }
  if (isStored(accountId, signInName, mapping)) return { kind: 'nothing' };
  return {
    kind: 'map',
    ...(accountId === '' ? {} : { accountId }),
    ...(signInName === '' ? {} : { signInName }),
  };
}

function emptyField(accountId: string, signInName: string): FieldName | null {
  if (accountId === '') return 'accountId';
  return signInName === '' ? 'signInName' : null;
}

/** Saving what auto-map made is a change still: it becomes Manual, and stays. */
function isStored(accountId: string, signInName: string, mapping: Technician['mapping']): boolean {
  if (mapping === null || mapping.source !== 'manual') return false;
  return accountId.toLowerCase() === mapping.userId && signInName === (mapping.userPrincipalName ?? '');
}

/** Where an answer of the server belongs in the form. */
export type SaveFault =
  | { readonly kind: 'field'; readonly field: FieldName; readonly rule: FieldRule }
  | { readonly kind: 'already-mapped'; readonly technicianId: string; readonly name: string }
  | { readonly kind: 'conflict'; readonly by: string | null; readonly at: Date | null };
export type FieldRule = FormFault['rule'] | 'two-users' | 'account-disabled' | 'not-found';

const RULES: readonly string[] = ['half-cleared', 'not-an-id', 'two-users', 'account-disabled'];

/** `null` for a problem that concerns no field: it is shown as everywhere else. */
export function saveFaultOf({ code, details }: Problem): SaveFault | null {
  if (code === 'user_not_found')
    return { kind: 'field', field: fieldOf(details['field']), rule: 'not-found' };
  if (code === 'conflict') {
    const { changedBy, changedAt } = details;
    return {
      kind: 'conflict',
      by: typeof changedBy === 'string' ? changedBy : null,
      at: typeof changedAt === 'string' ? new Date(changedAt) : null,
    };
  }
  const { technicianId, technicianName } = details;
  if (code === 'user_already_mapped' && typeof technicianId === 'string') {
    const name = typeof technicianName === 'string' ? technicianName : technicianId;
    return { kind: 'already-mapped', technicianId, name };
  }
  return code === 'invalid_input' ? fieldFault(details['faults']) : null;
}

function fieldFault(faults: unknown): SaveFault | null {
  const [first]: unknown[] = Array.isArray(faults) ? faults : [];
  if (typeof first !== 'object' || first === null || !('rule' in first)) return null;
  const { rule } = first;
  if (typeof rule !== 'string' || !RULES.includes(rule)) return null;
  return { kind: 'field', field: fieldOf('field' in first ? first.field : null), rule: rule as FieldRule };
}

function fieldOf(field: unknown): FieldName {
  return field === 'accountId' ? 'accountId' : 'signInName';
}
