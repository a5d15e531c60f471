import type { FieldFault } from '#kernel/errors.ts';
import { ROSTER_PRIORITIES, type RosterTicket } from './ports.ts';

/** What a person writes of a ticket. */
export type RosterTicketDetails = Pick<
  RosterTicket,
  'title' | 'priority' | 'queue' | 'company' | 'requiredSkills'
>;

export const ROSTER_TICKET_LIMITS = { ref: 40, title: 200, name: 100, skills: 20, skill: 60 } as const;

const REF = /^[A-Z0-9][A-Z0-9._/-]*$/;

/** As `#inc 12` is kept: without "#" and blanks, in upper case. */
export function tidyRef(ref: string): string {
  return ref.replaceAll(/[#\s]/g, '').toUpperCase();
}

/** Blanks as one, names in the spelling that the desk has already, each skill once. */
export function tidyTicket(
  details: RosterTicketDetails,
  names: { readonly queues: readonly string[]; readonly companies: readonly string[] },
): RosterTicketDetails {
  const skills = details.requiredSkills.map(tidyText).filter((skill) => skill !== '');
  return {
    title: tidyText(details.title),
    priority: details.priority,
    queue: spelled(details.queue, names.queues),
    company: spelled(details.company, names.companies),
    requiredSkills: [...new Map(skills.map((skill) => [skill.toLowerCase(), skill])).values()],
  };
}

/** Every fault, after tidying. */
export function faultsOfTicket(ref: string, details: RosterTicketDetails): readonly FieldFault[] {
  const { title, priority, queue, company, requiredSkills } = details;
  const { ref: longestRef, title: longestTitle, name, skills, skill } = ROSTER_TICKET_LIMITS;
  const faults: FieldFault[] = [];
  const add = (field: string, rule: string, problem: string, remedy: string): void => {
    faults.push({ field, rule, problem, remedy });
  };
  const shorten = (most: number): string => `Write at most ${most} characters.`;
  if (!REF.test(ref)) {
    add('ref', 'malformed', 'is no number of a ticket', 'Use letters, digits and . _ / -');
  }
  if (ref.length > longestRef) add('ref', 'too-long', 'is too long', shorten(longestRef));
  if (title === '') add('title', 'missing', 'is missing', 'Write what the ticket is about.');
  if (title.length > longestTitle) add('title', 'too-long', 'is too long', shorten(longestTitle));
  if (priority !== null && !ROSTER_PRIORITIES.includes(priority)) {
    add('priority', 'unknown', 'is none that there is', `Choose one of ${ROSTER_PRIORITIES.join(', ')}.`);
  }
  if ((queue ?? '').length > name) add('queue', 'too-long', 'is too long', shorten(name));
  if ((company ?? '').length > name) add('company', 'too-long', 'is too long', shorten(name));
  if (requiredSkills.length > skills) {
    add('requiredSkills', 'too-many', 'are too many', `Name at most ${skills} skills.`);
  }
  if (requiredSkills.some((each) => each.length > skill)) {
    add('requiredSkills', 'too-long', 'hold one that is too long', shorten(skill));
  }
  return faults;
}

function spelled(name: string | null, known: readonly string[]): string | null {
  const tidy = tidyText(name ?? '');
  if (tidy === '') return null;
  return known.find((each) => nameKey(each) === nameKey(tidy)) ?? tidy;
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function tidyText(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}
