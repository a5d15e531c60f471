import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BADGES,
  createTechnicianIndex,
  TECHNICIAN_SORTS,
  type TechnicianIndex,
  type TechnicianPage,
  type TechnicianPlace,
  type TechnicianView,
} from '#core/mapping/technician-index.ts';
import { aMapping, aTechnician } from './builders.ts';

const EVERYBODY: TechnicianView = { search: '', badge: null, sort: 'name', order: 'asc' };

const technicians = [
  aTechnician({ technicianId: '1', name: 'Ana Lee', email: 'zoe@desk.example' }),
  aTechnician({ technicianId: '2', name: 'Ben Öz', email: null }),
  aTechnician({ technicianId: '3', name: 'Cleo', email: 'cleo@desk.example' }),
  aTechnician({ technicianId: '4', name: 'Dan', email: 'dan@desk.example' }),
];
const mappings = [
  aMapping({ technicianId: '1', userDisplayName: 'Ana L', userPrincipalName: 'm.ana@tenant.example' }),
  aMapping({
    technicianId: '3',
    source: 'manual',
    userDisplayName: 'C',
    userPrincipalName: 'c@tenant.example',
    excluded: true,
  }),
  aMapping({
    technicianId: '4',
    userId: null,
    userPrincipalName: null,
    userDisplayName: null,
    source: null,
    excluded: true,
  }),
];
const index = createTechnicianIndex(technicians, mappings);

function page(view: Partial<TechnicianView>, from: Partial<Parameters<TechnicianIndex['page']>[1]> = {}) {
  return index.page({ ...EVERYBODY, ...view }, { after: null, skip: 0, limit: 100, ...from });
}

function ids({ technicians: rows }: TechnicianPage): string {
  return rows.map(({ technician }) => technician.technicianId).join('');
}

describe('TAB-2: which technicians, in which order', () => {
  it.each<{ readonly says: string; readonly view: Partial<TechnicianView>; readonly shows: string }>([
    { says: 'by name', view: {}, shows: '1234' },
    { says: 'by name, from the end', view: { order: 'desc' }, shows: '4321' },
    { says: 'by e-mail, none first', view: { sort: 'email' }, shows: '2341' },
    { says: 'by sign-in name, none first and by name', view: { sort: 'user' }, shows: '2431' },
    { says: 'by badge: auto, manual, not mapped', view: { sort: 'badge' }, shows: '1324' },
    { says: 'only auto-mapped', view: { badge: 'auto' }, shows: '1' },
    { says: 'only manual', view: { badge: 'manual' }, shows: '3' },
    { says: 'only not mapped, excluded or not', view: { badge: 'unmapped' }, shows: '24' },
    { says: 'MAP-10: only excluded, mapped or not', view: { badge: 'excluded' }, shows: '34' },
    { says: 'a part of the name, whatever the case', view: { search: 'ANA' }, shows: '1' },
    { says: 'accents hide nobody', view: { search: 'oz' }, shows: '2' },
    { says: 'typed accents find as well', view: { search: 'Öz' }, shows: '2' },
    { says: 'the e-mail', view: { search: 'zoe@' }, shows: '1' },
    { says: 'the mapped user', view: { search: 'tenant.example' }, shows: '13' },
    { says: 'all words, in any order', view: { search: ' lee   ana ' }, shows: '1' },
    { says: 'no word that is missing', view: { search: 'ana ben' }, shows: '' },
    { says: 'nothing runs from one value into the next', view: { search: 'leezoe' }, shows: '' },
  ])('$says', ({ view, shows }) => {
    expect(ids(page(view))).toBe(shows);
  });

  it('counts are of everybody whom the search finds, whatever badge is shown', () => {
    expect(page({ badge: 'manual' }).counts).toEqual({
      all: 4,
      auto: 1,
      manual: 1,
      unmapped: 2,
      excluded: 2,
    });
    const found = page({ search: 'tenant.example', badge: 'auto' });
    expect(found.counts).toEqual({ all: 2, auto: 1, manual: 1, unmapped: 0, excluded: 1 });
    expect(found.total).toBe(1);
  });

  it('the end is told on the last page only', () => {
    expect(page({}, { limit: 3 }).end).toMatchObject({ name: 'Cleo', technicianId: '3' });
    expect(page({}, { limit: 4 }).end).toBeNull();
    expect(page({ search: 'nobody' }).end).toBeNull();
  });

  it('skipping reaches any page, and none beyond the last', () => {
    expect(ids(page({}, { skip: 2, limit: 1 }))).toBe('3');
    expect(ids(page({ order: 'desc' }, { skip: 1, limit: 2 }))).toBe('32');
    expect(ids(page({}, { skip: 9 }))).toBe('');
    expect(ids(page({ order: 'desc' }, { skip: 9 }))).toBe('');
  });

  it('holders of a user: usually one, sometimes more, often none', () => {
    const shared = createTechnicianIndex(technicians, [
      aMapping({ technicianId: '1', userId: 'u' }),
      aMapping({ technicianId: '3', userId: 'u' }),
    ]);
    expect(shared.holdersOf('u').map(({ name }) => name)).toEqual(['Ana Lee', 'Cleo']);
    expect(shared.holdersOf('x')).toEqual([]);
  });
});

const anyDesk = fc.uniqueArray(
  fc.record({
    technicianId: fc.string({ minLength: 1, maxLength: 3 }),
    name: fc.constantFrom('ana', 'Ana', 'Äna', 'ben', 'İ', ''),
    email: fc.option(fc.constantFrom('a@x', 'b@x')),
    source: fc.constantFrom('auto' as const, 'manual' as const, null),
    excluded: fc.boolean(),
  }),
  { selector: (each) => each.technicianId, maxLength: 30 },
);
const anyView = fc.record({
  search: fc.constantFrom('', 'a', '@'),
  badge: fc.constantFrom(null, ...BADGES),
  sort: fc.constantFrom(...TECHNICIAN_SORTS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});

describe('TAB-2: pages', () => {
  it('page by page everybody comes once, in the order of one long page; skipping lands at the same rows', () => {
    fc.assert(
      fc.property(anyDesk, anyView, fc.integer({ min: 1, max: 7 }), (desk, view, limit) => {
        const some = createTechnicianIndex(
          desk.map(({ technicianId, name, email }) => aTechnician({ technicianId, name, email })),
          desk.flatMap(({ technicianId, source, excluded }) =>
            source === null && !excluded
              ? []
              : [aMapping({ technicianId, source, userId: source && technicianId, excluded })],
          ),
        );
        const whole = some.page(view, { after: null, skip: 0, limit: 1000 }).technicians;
        const rows: unknown[] = [];
        let after: TechnicianPlace | null = null;
        do {
          const jumped = some.page(view, { after: null, skip: rows.length, limit });
          const next: TechnicianPage = some.page(view, { after, skip: 0, limit });
          expect(jumped.technicians).toEqual(next.technicians);
          rows.push(...next.technicians);
          after = next.end;
        } while (after !== null);
        expect(rows).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('a technician who left between two pages moves nobody', () => {
    const first = page({ sort: 'email' }, { limit: 2 });
    const left = createTechnicianIndex(
      technicians.filter(({ technicianId }) => technicianId !== '3'),
      mappings,
    );
    const view = { ...EVERYBODY, sort: 'email' as const };
    expect(ids(first)).toBe('23');
    expect(ids(left.page(view, { after: first.end, skip: 0, limit: 2 }))).toBe('41');
    expect(ids(left.page({ ...view, order: 'desc' }, { after: first.end, skip: 0, limit: 2 }))).toBe('2');
  });
});
