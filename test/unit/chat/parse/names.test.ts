import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Nameable } from '#chat/parse/names.ts';
import { findPerson } from '#chat/parse/names.ts';
import { nicknameBook } from '#chat/parse/nicknames.ts';
import { findTeam } from '#chat/parse/team-names.ts';

const person = (name: string, more: Partial<Nameable> = {}): Nameable => ({ id: name, name, ...more });

const PEOPLE: readonly Nameable[] = [
  person('Aisha Khan', { userId: 'u-aisha', signInName: 'akhan@desk.example' }),
  person('Ben Osei', { userId: 'u-ben', signInName: 'b.osei@desk.example' }),
  person('Chloe Martin'),
  person('Chloe Park'),
  person('Dmitri Volkov', { userId: 'u-dmitri', signInName: 'dv7@desk.example' }),
  person('Elena García'),
  person('Elizabeth Moore'),
  person('Grace Lin'),
  person('Hugo Sørensen'),
  person('Núñez, Pilar'),
  person("Sean O'Brien"),
  person('Anne-Marie Dubois'),
  person('Maria Silva'),
  person('Mario Silva'),
];

/** Name with "~" when fuzzy, names, a count, or "nobody (closest)". */
function find(said: string, people: readonly Nameable[] = PEOPLE, userId: string | null = null): string {
  const match = findPerson({ said, people, userId });
  if (match.kind === 'one') return `${match.fuzzy ? '~' : ''}${match.person.name}`;
  if (match.kind === 'several') return match.people.map((each) => each.name).join(' | ');
  return match.kind === 'too-many' ? String(match.count) : `nobody (${match.closest?.name ?? ''})`;
}

describe('4.6 names: who was meant', () => {
  it.each([
    ['Aisha Khan', 'Aisha Khan'],
    ['aisha khan', 'Aisha Khan'],
    ['KHAN AISHA', 'Aisha Khan'],
    ['Khan, Aisha', 'Aisha Khan'],
    ['aisha', 'Aisha Khan'],
    ['khan', 'Aisha Khan'],
    ["aisha's", 'Aisha Khan'],
    ['@Ben', 'Ben Osei'],
    ['benjamin', 'Ben Osei'],
    ['liz', 'Elizabeth Moore'],
    ['liz moore', 'Elizabeth Moore'],
    ['Elena Garcia', 'Elena García'],
    ['ELENA', 'Elena García'],
    ['garcía', 'Elena García'],
    ['sorensen', 'Hugo Sørensen'],
    ['pilar nunez', 'Núñez, Pilar'],
    ['obrien', "Sean O'Brien"],
    ["o'brien", "Sean O'Brien"],
    ['o’brien', "Sean O'Brien"],
    ['shaun', "Sean O'Brien"],
    ['anne-marie', 'Anne-Marie Dubois'],
    ['annemarie dubois', 'Anne-Marie Dubois'],
    ['Elena Garci\u0301a', 'Elena García'],
  ])('"%s" is %s for certain', (said, expected) => {
    expect(find(said)).toBe(expected);
  });

  it.each([
    ['dmi', '~Dmitri Volkov'],
    ['aisha k', '~Aisha Khan'],
    ['chloe p', '~Chloe Park'],
    ['aihsa', '~Aisha Khan'],
    ['asha', '~Aisha Khan'],
    ['aisha kahn', '~Aisha Khan'],
    ['dmitry', '~Dmitri Volkov'],
    ['elizbaeht', '~Elizabeth Moore'],
    ['gace', '~Grace Lin'],
  ])('"%s" is probably %s: good for an answer, not for a change', (said, expected) => {
    expect(find(said)).toBe(expected);
  });

  it.each([
    ['chloe', 'Chloe Martin | Chloe Park'],
    ['mari', 'Anne-Marie Dubois | Maria Silva | Mario Silva'],
    ['silva', 'Maria Silva | Mario Silva'],
  ])('"%s" could be several, who are listed by name', (said, expected) => {
    expect(find(said)).toBe(expected);
  });

  it('a short name and its long form are the same name', () => {
    const both = [person('Ben Osei'), person('Benjamin Clark')];
    expect(find('ben', both)).toBe('Ben Osei | Benjamin Clark');
    expect(find('ben osei', both)).toBe('Ben Osei');
  });

  it.each([
    ['Bnn', 'nobody (Ben Osei)'],
    ['zzzzzz', 'nobody ()'],
    ['ab', 'nobody ()'],
    ['', 'nobody ()'],
    ['?!', 'nobody ()'],
  ])('"%s" is %s', (said, expected) => {
    expect(find(said)).toBe(expected);
  });

  it('two letters are no beginning of a name', () => {
    expect(find('ai')).not.toContain('~');
  });

  it('sign-in names are found whole or without their domain', () => {
    expect(find('b.osei@desk.example')).toBe('Ben Osei');
    expect(find('DV7')).toBe('Dmitri Volkov');
  });

  it('more than five are counted, not listed', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ id: String(index), name: `Sam Number${index}` }));
    expect(find('sam', many)).toBe('6');
    expect(find('sam', many.slice(1))).toContain(' | ');
  });

  it('people of the same name are both listed, always in the same order', () => {
    const twins = [
      { id: '2', name: 'Sam Lee' },
      { id: '1', name: 'Sam Lee' },
    ];
    const match = findPerson({ said: 'sam lee', people: twins });
    expect(match).toEqual({ kind: 'several', people: [twins[1], twins[0]] });
  });

  it('a mention is exact, whatever its text', () => {
    expect(find('Benny', PEOPLE, 'u-dmitri')).toBe('Dmitri Volkov');
  });

  it('a mentioned user who is nobody here is looked up by name, and is then only probably right', () => {
    expect(find('Grace Lin', PEOPLE, 'u-other')).toBe('~Grace Lin');
  });

  it('an admin’s nicknames count', () => {
    const nicknames = nicknameBook([['fox', 'grace']]);
    expect(findPerson({ said: 'fox', people: PEOPLE, nicknames })).toMatchObject({
      kind: 'one',
      fuzzy: false,
    });
    expect(find('fox')).not.toBe('Grace Lin');
  });

  it('nobody outside the given people is matched or suggested', () => {
    expect(find('grace', [])).toBe('nobody ()');
    expect(find('Bnn', [person('Grace Lin')])).toBe('nobody ()');
  });

  it('never throws, and names only people it was given', () => {
    assert(
      property(string({ maxLength: 200, unit: 'binary' }), array(string()), (said, names) => {
        const people = names.map((name, index) => ({ id: String(index), name }));
        const match = findPerson({ said, people });
        if (match.kind === 'one') expect(people).toContain(match.person);
        if (match.kind === 'several') expect(match.people.length).toBeGreaterThan(1);
        if (match.kind === 'too-many') expect(match.count).toBeGreaterThan(5);
      }),
      { numRuns: 300 },
    );
  });

  it('a person’s own full name finds them', () => {
    for (const each of PEOPLE)
      expect(findPerson({ said: each.name, people: PEOPLE })).toEqual({
        kind: 'one',
        person: each,
        fuzzy: false,
      });
  });
});

describe('CHAT-2: team names', () => {
  const TEAMS = [
    'Escalations',
    'Service Desk',
    'Network Operations Centre',
    'Tier 2 Support',
    'Projects',
    'Projects EMEA',
    'Night Team',
  ].map((name) => ({ id: name, name }));

  function findIn(said: string): string {
    const match = findTeam(said, TEAMS);
    if (match.kind === 'one') return `${match.fuzzy ? '~' : ''}${match.team.name}`;
    if (match.kind === 'several') return match.teams.map((each) => each.name).join(' | ');
    return match.kind === 'too-many' ? String(match.count) : `nobody (${match.closest?.name ?? ''})`;
  }

  it.each([
    ['escalations', 'Escalations'],
    ['the Escalations team', 'Escalations'],
    ['service desk', 'Service Desk'],
    ['SERVICEDESK', 'Service Desk'],
    ['NOC', 'Network Operations Centre'],
    ['noc team', 'Network Operations Centre'],
    ['network operations center', 'Network Operations Centre'],
    ['SD', 'Service Desk'],
    ['tier 2', 'Tier 2 Support'],
    ['L2', 'Tier 2 Support'],
    ['T2', 'Tier 2 Support'],
    ['level two', 'Tier 2 Support'],
    ['2nd line', 'Tier 2 Support'],
    ['second line', 'Tier 2 Support'],
    ['projects', 'Projects'],
    ['projects team', 'Projects'],
    ['projects emea', 'Projects EMEA'],
    ['night team', 'Night Team'],
    ['escal', '~Escalations'],
    ['esclations', '~Escalations'],
    ['netwrok operations', '~Network Operations Centre'],
    ['proj', 'Projects | Projects EMEA'],
    ['L3', 'nobody (Tier 2 Support)'],
    ['zebra', 'nobody ()'],
    ['escalatons queue', '~Escalations'],
    ['escaltns', 'nobody (Escalations)'],
    ['', 'nobody ()'],
  ])('"%s" is %s', (said, expected) => {
    expect(findIn(said)).toBe(expected);
  });

  it('a name made of fillers alone is still found', () => {
    expect(findTeam('the team', [{ id: '1', name: 'The Team' }])).toMatchObject({ kind: 'one' });
  });
});
