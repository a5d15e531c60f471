import type { Caller } from '#kernel/caller.ts';
import type { Role } from '#kernel/vocabulary.ts';

export const DESK = '0a000000-0000-4000-8000-00000000000a';
export const OTHER_DESK = '0b000000-0000-4000-8000-00000000000b';
export const NOW = new Date('2026-11-23T09:00:00Z');

export const OPERATOR: Caller = { kind: 'system', deskId: DESK, id: 'command-line', name: 'Command line' };

export function aPerson(role: Role, deskId = DESK): Caller {
  return { kind: 'person', deskId, id: '11111111-1111-4111-8111-111111111111', name: 'Lena Ortiz', role };
}
