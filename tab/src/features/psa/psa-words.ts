import type { psaTexts } from '../../texts/psa.ts';
import type { PsaCheck, PsaKind } from './psa-types.ts';

type Words = (typeof psaTexts)['en'];

/** Name of a field of a PSA's form. */
export function labelOf(kind: PsaKind, name: string, t: Words): string {
  const labels: Readonly<Record<string, string>> = t.field[kind];
  return labels[name] ?? name;
}

export function helpOf(kind: PsaKind, t: Words): string {
  return t.help[kind];
}

/** Why a step of a check failed, and the way on, in the words of that PSA. */
export function sentenceOf({ code, field }: PsaCheck['steps'][number], kind: PsaKind, t: Words): string {
  if (field !== null) return t.faultField(labelOf(kind, field, t), t.kind[kind].name);
  const own: Readonly<Record<string, string>> = t.faultOf[kind];
  const common: Readonly<Record<string, string>> = t.fault;
  const id = code ?? 'other';
  return own[id] ?? common[id] ?? t.fault.other;
}
