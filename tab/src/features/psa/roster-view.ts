import type { RosterTechnician } from './psa-types.ts';

export const PAGE_ROWS = 50;

/** Those whose name, addresses or skills hold every word of `text`; all when it is blank. In the order given. */
export function findInRoster(
  technicians: readonly RosterTechnician[],
  text: string,
): readonly RosterTechnician[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return technicians;
  return technicians.filter(({ name, email, otherEmails, skills }) => {
    const all = folded([name, email ?? '', ...otherEmails, ...skills].join(' '));
    return words.every((word) => all.includes(word));
  });
}

/** What is typed into one field, with commas between. */
export function listOf(text: string): string[] {
  return text
    .split(/[,;|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
