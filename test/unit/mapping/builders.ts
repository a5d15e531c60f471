import type { Mapping, Technician, User } from '#core/mapping/ports.ts';

/** Builders that state only what matters to a case. */

let counter = 0;

export function aTechnician(given: Partial<Technician> = {}): Technician {
  counter += 1;
  const technicianId = given.technicianId ?? String(1000 + counter);
  return {
    technicianId,
    name: `Technician ${technicianId}`,
    email: `t${technicianId}@desk.example`,
    otherEmails: [],
    ...given,
  };
}

export function aUser(given: Partial<User> = {}): User {
  counter += 1;
  const userId = given.userId ?? `00000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
  return {
    userId,
    displayName: `User ${counter}`,
    mail: null,
    userPrincipalName: `user${counter}@tenant.example`,
    otherMails: [],
    aliases: [],
    enabled: true,
    isGuest: false,
    ...given,
  };
}

export function aMapping(given: Partial<Mapping> & Pick<Mapping, 'technicianId'>): Mapping {
  return {
    technicianName: `Technician ${given.technicianId}`,
    userId: '00000000-0000-4000-8000-00000000000a',
    userPrincipalName: 'a@tenant.example',
    userDisplayName: 'A',
    isGuest: false,
    source: 'auto',
    excluded: false,
    updatedAt: new Date('2026-11-01T00:00:00Z'),
    ...given,
  };
}
