import { describe, expect, it } from 'vitest';
import { isTemporaryAdmin, namelessAdmins, toRows } from '../../../tab/src/features/access/access-rows.ts';

const ME = { userId: 'u-me', name: 'Morgan Blake', role: 'admin' as const };
const grant = (userId: string, name: string, role: 'member' | 'dispatcher' | 'lead' | 'admin') => ({
  userId,
  name,
  role,
  grantedAt: '2026-11-20T09:00:00.000Z',
});
const rowsOf = (
  grants: ReturnType<typeof grant>[],
  initialAdmins: string[] = [],
  names: readonly (readonly [string, string])[] = [],
) => toRows({ grants, initialAdmins }, ME, { names: new Map(names), locale: 'de' });

describe('TAB-6: who has a role', () => {
  it('by name as the language sorts it, those without a name last', () => {
    const rows = rowsOf(
      [grant('3', 'Zoe', 'lead'), grant('1', 'Östen', 'lead'), grant('2', 'Omar', 'admin')],
      ['x'],
    );
    expect(rows.map(({ name }) => name)).toEqual(['Omar', 'Östen', 'Zoe', null]);
  });
  it('SPEC 0: an admin by configuration is admin whatever was granted, and since the installation', () => {
    const [row] = rowsOf([grant('1', 'Ana', 'dispatcher')], ['1']);
    expect(row).toMatchObject({ role: 'admin', since: null, isByConfiguration: true });
  });
  it('admins by configuration have the name of the grant, my own, or the one that was asked for', () => {
    const rows = rowsOf([grant('1', 'Ana', 'admin')], ['1', 'u-me', 'u-3'], [['u-3', 'Bo Lind']]);
    expect(rows.map(({ name, isYou }) => [name, isYou])).toEqual([
      ['Ana', false],
      ['Bo Lind', false],
      ['Morgan Blake', true],
    ]);
  });
  it('only names that nobody knows are asked for', () => {
    const roles = { grants: [grant('1', 'Ana', 'admin')], initialAdmins: ['1', 'u-me', 'u-3'] };
    expect(namelessAdmins(roles, ME)).toEqual(['u-3']);
  });
  it.each([
    ['neither granted nor configured', [], [], 'admin' as const, true],
    ['granted', [grant('u-me', 'Morgan', 'admin')], [], 'admin' as const, false],
    ['configured', [], ['u-me'], 'admin' as const, false],
    ['no admin at all', [], [], 'lead' as const, false],
  ])('SPEC 0: admin only while nobody else is: %s', (_, grants, initialAdmins, role, expected) => {
    expect(isTemporaryAdmin({ grants, initialAdmins }, { ...ME, role })).toBe(expected);
  });
});
