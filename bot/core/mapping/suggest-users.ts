import type { TechnicianId } from '#kernel/vocabulary.ts';
import { emailKey } from './email-key.ts';
import { createEmailFilter, createNameFilter, type MarkFilter } from './mark-filter.ts';
import { nameKeys } from './name-key.ts';
import type { Suggestion, Technician, User } from './ports.ts';

/** Best first (MAP-9). */
const ORDER: readonly Suggestion['because'][] = ['alias', 'other-mail', 'other-psa-email', 'similar-name'];
/** More than this is a list to read, not a suggestion. */
const AT_MOST = 3;

/** Collects users that a person might mean for a technician: by alias, further mails, further PSA e-mails, then by name.
 *  Suggestions never map by themselves. Disabled accounts are not offered. */
export function createSuggester(technicians: readonly Technician[]): {
  add(user: User): void;
  /** At most three, best first, each user once. */
  suggest(technicianId: TechnicianId): readonly Suggestion[];
} {
  const byPrimary = indexEmails(technicians, (technician) => [technician.email]);
  const byOther = indexEmails(technicians, (technician) => technician.otherEmails);
  const byName = indexBy(
    technicians,
    (technician) => nameKeys(technician.name),
    (key) => key,
  );
  const mayShareName = createNameFilter(technicians.map((technician) => technician.name));
  const found = new Map<TechnicianId, Map<string, Suggestion>>();

  function offer(
    technician: Technician,
    user: User,
    because: Suggestion['because'],
    values: [string, string],
  ): void {
    const offers = found.get(technician.technicianId) ?? new Map<string, Suggestion>();
    found.set(technician.technicianId, offers);
    const known = offers.get(user.userId);
    if (known && ORDER.indexOf(known.because) <= ORDER.indexOf(because)) return;
    offers.set(user.userId, {
      userId: user.userId,
      userPrincipalName: user.userPrincipalName,
      userDisplayName: user.displayName,
      isGuest: user.isGuest,
      because,
      technicianValue: values[0],
      userValue: values[1],
    });
  }

  function offerByMail(
    { mayHold, techniciansOf }: EmailIndex,
    user: User,
    because: Suggestion['because'],
    values: readonly (string | null)[],
  ): void {
    for (const value of values) {
      if (value === null || !mayHold(value)) continue;
      const key = emailKey(value);
      for (const technician of techniciansOf.get(key ?? '') ?? []) {
        const own = [technician.email, ...technician.otherEmails].find((email) => emailKey(email) === key);
        offer(technician, user, because, [own ?? value, value]);
      }
    }
  }

  return {
    add(user) {
      if (!user.enabled) return;
      offerByMail(byPrimary, user, 'alias', user.aliases);
      offerByMail(byPrimary, user, 'other-mail', user.otherMails);
      offerByMail(byOther, user, 'other-psa-email', [user.mail, user.userPrincipalName]);
      if (user.displayName === null || !mayShareName(user.displayName)) return;
      for (const key of nameKeys(user.displayName)) {
        for (const technician of byName.get(key) ?? []) {
          offer(technician, user, 'similar-name', [technician.name, user.displayName]);
        }
      }
    },
    suggest(technicianId) {
      const offers = [...(found.get(technicianId)?.values() ?? [])];
      return offers
        .toSorted(
          (a, b) => ORDER.indexOf(a.because) - ORDER.indexOf(b.because) || (a.userId < b.userId ? -1 : 1),
        )
        .slice(0, AT_MOST);
    },
  };
}

interface EmailIndex {
  readonly mayHold: MarkFilter;
  readonly techniciansOf: ReadonlyMap<string, readonly Technician[]>;
}

function indexEmails(
  technicians: readonly Technician[],
  emailsOf: (technician: Technician) => readonly (string | null)[],
): EmailIndex {
  const techniciansOf = indexBy(technicians, emailsOf, emailKey);
  return { mayHold: createEmailFilter(techniciansOf.keys()), techniciansOf };
}

function indexBy(
  technicians: readonly Technician[],
  valuesOf: (technician: Technician) => readonly (string | null)[],
  keyOf: (value: string | null) => string | null,
): ReadonlyMap<string, readonly Technician[]> {
  const index = new Map<string, Technician[]>();
  for (const technician of technicians) {
    for (const value of valuesOf(technician)) {
      const key = keyOf(value);
      if (key === null) continue;
      const group = index.get(key);
      if (group) group.push(technician);
      else index.set(key, [technician]);
    }
  }
  return index;
}
