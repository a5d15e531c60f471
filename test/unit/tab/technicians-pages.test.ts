import { describe, expect, it } from 'vitest';
import {
  type LoadedPages,
  missingPages,
  queryOf,
  rowAt,
  type Technician,
  type TechnicianPage,
  type View,
  viewKeyOf,
  withPage,
  withTechnician,
} from '../../../tab/src/features/technicians/loaded-pages.ts';
import { rowWords, type Presence } from '../../../tab/src/features/technicians/row-words.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { peopleTexts } from '../../../tab/src/texts/people.ts';
import { technicianTexts } from '../../../tab/src/texts/technicians.ts';

const VIEW: View = { search: '', badge: null, sort: 'name', order: 'asc' };
const KEY = viewKeyOf(VIEW);

const someone = (technicianId: string, name = `T ${technicianId}`): Technician => ({
  technicianId,
  name,
  email: null,
  excluded: false,
  mapping: null,
});

function pageOf(number: number, more: Partial<TechnicianPage> = {}): TechnicianPage {
  return {
    technicians: Array.from({ length: 100 }, (_each, index) => someone(String(number * 100 + index))),
    nextCursor: `after-${number}`,
    total: 250,
    counts: { all: 250, auto: 0, manual: 0, unmapped: 250, excluded: 0 },
    ...more,
  };
}

const first = withPage(null, KEY, 0, pageOf(0));

describe('TAB-2: pages come as they are looked at', () => {
  it('the next page is asked for by the cursor of the one before; a jump by its distance', () => {
    expect(queryOf(VIEW, first, 1)).toMatchObject({ cursor: 'after-0' });
    expect(queryOf(VIEW, first, 1)).not.toHaveProperty('skip');
    expect(queryOf(VIEW, first, 2)).toMatchObject({ skip: 200 });
    expect(queryOf(VIEW, first, 2)).not.toHaveProperty('cursor');
    expect(queryOf(VIEW, null, 0)).toEqual({ limit: 100, sort: 'name', order: 'asc', skip: 0 });
  });

  it('a cursor of another view is never sent', () => {
    const view: View = { ...VIEW, search: 'ana', badge: 'manual' };
    expect(queryOf(view, first, 1)).toEqual({
      limit: 100,
      sort: 'name',
      order: 'asc',
      search: 'ana',
      badge: 'manual',
      skip: 100,
    });
  });

  it.each([
    { says: 'nothing loaded', loaded: null, range: [0, 20], pages: [0] },
    { says: 'all there', loaded: first, range: [0, 99], pages: [] },
    { says: 'over a border', loaded: first, range: [90, 110], pages: [1] },
    { says: 'far below', loaded: first, range: [210, 230], pages: [2] },
    { says: 'never beyond the last', loaded: first, range: [240, 400], pages: [2] },
    { says: 'an empty list', loaded: { ...first, total: 0 }, range: [0, 0], pages: [] },
  ] as { says: string; loaded: LoadedPages | null; range: [number, number]; pages: number[] }[])(
    '$says',
    ({ loaded, range, pages }) => {
      expect(missingPages(loaded, ...range)).toEqual(pages);
    },
  );

  it('rows stand where their page is, and are unknown where it is not', () => {
    const both = withPage(first, KEY, 2, pageOf(2));
    expect(rowAt(both, 99)?.technicianId).toBe('99');
    expect(rowAt(both, 201)?.technicianId).toBe('201');
    expect(rowAt(both, 100)).toBeNull();
  });

  it('a page that counts another desk drops those before: nobody is shown twice', () => {
    const later = withPage(first, KEY, 1, pageOf(1, { total: 249 }));
    expect([...later.pages.keys()]).toEqual([1]);
    expect(later.total).toBe(249);
    const other = withPage(first, viewKeyOf({ ...VIEW, search: 'x' }), 0, pageOf(0));
    expect([...other.pages.keys()]).toEqual([0]);
  });

  it('a change shows at once, wherever the row stands', () => {
    const changed = withTechnician(first, someone('5', 'Changed'));
    expect(rowAt(changed, 5)?.name).toBe('Changed');
    expect(rowAt(changed, 6)?.name).toBe('T 6');
  });
});

describe('TAB-2: what presence and shift say', () => {
  const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'Europe/London' });
  const words = { people: peopleTexts.en, technicians: technicianTexts.en };
  const now = new Date('2026-11-21T16:00:00Z');
  const shift = {
    state: 'neutral',
    neutralBecause: 'no-rota-chosen',
    coveredUntil: null,
    next: null,
    timeOff: null,
  } as const;
  const person: Presence = {
    technicianId: '1',
    group: 'working',
    presence: 'in-a-call',
    shift,
    override: null,
  };
  const slot = { start: '2026-11-22T08:00:00.000Z', end: '2026-11-22T16:00:00.000Z' };

  it.each<{ says: string; given: Partial<Presence>; reads: string }>([
    { says: 'no rota', given: {}, reads: 'Working | In a call | No rota' },
    {
      says: 'on shift',
      given: {
        shift: { ...shift, state: 'covers', neutralBecause: null, coveredUntil: '2026-11-21T17:00:00.000Z' },
      },
      reads: 'Working | In a call | On shift until 17:00',
    },
    {
      says: 'another day says so',
      given: {
        group: 'off-shift',
        shift: { ...shift, state: 'has-shifts-not-covering', neutralBecause: null, next: slot },
      },
      reads: 'Off shift | In a call | Next shift Sun 22 Nov, 08:00',
    },
    {
      says: 'time off before anything else',
      given: { group: 'off-shift', shift: { ...shift, timeOff: slot, coveredUntil: slot.end } },
      reads: 'Off shift | In a call | Time off until Sun 22 Nov, 16:00',
    },
    {
      says: 'nothing planned',
      given: { shift: { ...shift, state: 'none-in-window', neutralBecause: null } },
      reads: 'Working | In a call | No shift planned',
    },
    {
      says: 'shifts unreadable',
      given: { shift: { ...shift, neutralBecause: 'shifts-unreadable' } },
      reads: 'Working | In a call | Shifts can’t be read',
    },
    {
      says: 'the technician’s own word wins over presence',
      given: { override: { says: 'on-break', until: '2026-11-21T16:45:00.000Z' } },
      reads: 'Working | Own word: on a break until 16:45 | No rota',
    },
    {
      says: 'AV-3: not read is not away',
      given: { group: 'no-signal', presence: null },
      reads: 'No signal | Could not be read | No rota',
    },
    {
      says: 'not mapped: nobody can know a shift',
      given: { group: 'no-signal', presence: null, shift: { ...shift, neutralBecause: 'not-mapped' } },
      reads: 'No signal | Not mapped | ',
    },
  ])('$says', ({ given, reads }) => {
    const { group, presence, shift: says } = rowWords({ ...person, ...given }, words, formats, now);
    expect(`${group} | ${presence} | ${says}`).toBe(reads);
  });
});
