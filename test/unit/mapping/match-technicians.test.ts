import { describe, expect, it } from 'vitest';
import { createMatcher, type Match } from '#core/mapping/match-technicians.ts';
import type { Technician, User } from '#core/mapping/ports.ts';
import { aTechnician, aUser } from './builders.ts';

function match(technicians: readonly Technician[], users: readonly User[]): readonly Match[] {
  const matcher = createMatcher(technicians);
  matcher.add(users);
  return matcher.matches();
}

function matchOne(email: string | null, user: Partial<User>): Match | undefined {
  return match([aTechnician({ email })], [aUser(user)])[0];
}

describe('MAP-2: an equal e-mail maps, and nothing fuzzier does', () => {
  it.each([
    ['equal mail', 'ana@desk.example', { mail: 'ana@desk.example' }, 'mail'],
    ['ASCII case does not count', 'ANA@Desk.Example', { mail: 'ana@dESK.example' }, 'mail'],
    ['white space around does not count', '  ana@desk.example\t', { mail: 'ana@desk.example ' }, 'mail'],
    ['NFC and NFD are one spelling', 'zoe\u0301@desk.example', { mail: 'zo\u00e9@desk.example' }, 'mail'],
    [
      'the sign-in name fits too',
      'ana@desk.example',
      { mail: null, userPrincipalName: 'Ana@desk.example' },
      'userPrincipalName',
    ],
    [
      'mail is named when both fit',
      'ana@desk.example',
      { mail: 'ana@desk.example', userPrincipalName: 'ana@desk.example' },
      'mail',
    ],
  ] as const)('%s', (_promise, email, user, field) => {
    const found = matchOne(email, user);
    expect(found?.reason).toBeNull();
    expect(found?.matchedOn?.field).toBe(field);
  });

  it.each([
    ['İ is not i', '\u0130an@desk.example', { mail: 'ian@desk.example' }],
    ['ß is not ss', 'stra\u00dfe@desk.example', { mail: 'strasse@desk.example' }],
    ['full-width letters are other letters', '\uff41na@desk.example', { mail: 'ana@desk.example' }],
    ['É is not é', 'zo\u00c9@desk.example', { mail: 'zo\u00e9@desk.example' }],
    ['a plus address is another address', 'ana+psa@desk.example', { mail: 'ana@desk.example' }],
    ['another domain', 'ana@desk.example', { mail: 'ana@desk.example.org' }],
    ['an alias', 'ana@desk.example', { aliases: ['ana@desk.example'] }],
    ['a further mail', 'ana@desk.example', { otherMails: ['ana@desk.example'] }],
    ['dots count', 'an.a@desk.example', { mail: 'ana@desk.example' }],
  ])('%s does not map', (_promise, email, user) => {
    expect(matchOne(email, user)).toMatchObject({ user: null, reason: 'no-user-with-this-email' });
  });

  it.each([null, '', '   '])('an empty e-mail (%j) equals nothing, not even an empty mail', (email) => {
    expect(matchOne(email, { mail: '', userPrincipalName: null })).toMatchObject({
      user: null,
      reason: 'no-email',
    });
  });
});

describe('MAP-3: never a guess', () => {
  it('an e-mail shared by two technicians leaves both unmatched and names the other', () => {
    const ana = aTechnician({ name: 'Ana', email: 'team@desk.example' });
    const ben = aTechnician({ name: 'Ben', email: 'Team@desk.example' });
    const [first, second] = match([ana, ben], [aUser({ mail: 'team@desk.example' })]);
    expect(first).toMatchObject({ user: null, reason: 'email-shared-by-technicians', rivals: ['Ben'] });
    expect(second).toMatchObject({ user: null, reason: 'email-shared-by-technicians', rivals: ['Ana'] });
  });
  it('G15: an e-mail that is one user’s mail and another’s sign-in name fits two users', () => {
    const users = [
      aUser({ displayName: 'One', mail: 'ana@desk.example' }),
      aUser({ displayName: 'Two', userPrincipalName: 'ana@desk.example' }),
    ];
    const [found] = match([aTechnician({ email: 'ana@desk.example' })], users);
    expect(found).toMatchObject({ user: null, reason: 'email-fits-several-users', rivals: ['One', 'Two'] });
  });
  it('one user whom two technicians’ e-mails fit belongs to neither', () => {
    const user = aUser({ mail: 'ana@desk.example', userPrincipalName: 'a.lopez@desk.example' });
    const found = match(
      [
        aTechnician({ name: 'Ana', email: 'ana@desk.example' }),
        aTechnician({ name: 'A', email: 'a.lopez@desk.example' }),
      ],
      [user],
    );
    expect(found.map((each) => each.reason)).toEqual([
      'user-fits-several-technicians',
      'user-fits-several-technicians',
    ]);
  });
  it('a disabled account does not match, and the reason says so', () => {
    expect(matchOne('ana@desk.example', { mail: 'ana@desk.example', enabled: false })?.reason).toBe(
      'account-disabled',
    );
  });
  it('a disabled namesake does not make an enabled user ambiguous', () => {
    const users = [
      aUser({ mail: 'ana@desk.example', enabled: false }),
      aUser({ userId: 'live', mail: 'ana@desk.example' }),
    ];
    expect(match([aTechnician({ email: 'ana@desk.example' })], users)[0]?.user?.userId).toBe('live');
  });
  it('a guest matches by mail and is marked', () => {
    const found = matchOne('ana@partner.example', { mail: 'ana@partner.example', isGuest: true });
    expect(found?.user?.isGuest).toBe(true);
  });
  it('a guest does not match by sign-in name', () => {
    const name = 'ana_partner.example#EXT#@tenant.example';
    expect(matchOne(name, { userPrincipalName: name, isGuest: true })?.reason).toBe(
      'guest-sign-in-name-only',
    );
  });
  it('G14: the same member in two teams is one user', () => {
    const user = aUser({ mail: 'ana@desk.example' });
    const matcher = createMatcher([aTechnician({ email: 'ana@desk.example' })]);
    matcher.add([user, user]);
    matcher.add([{ ...user }]);
    expect(matcher.matches()[0]?.user?.userId).toBe(user.userId);
  });
});

describe('MAP-9: suggestions for the unmatched, best first', () => {
  const technician = aTechnician({
    name: 'Garcia, Elena',
    email: 'elena@desk.example',
    otherEmails: ['e.garcia@psa.example'],
  });
  it('alias, further mail, further PSA e-mail, then the name', () => {
    const users = [
      aUser({ userId: 'by-name', displayName: 'Elena García' }),
      aUser({ userId: 'by-psa', mail: 'E.Garcia@psa.example' }),
      aUser({ userId: 'by-other', otherMails: ['elena@desk.example'] }),
      aUser({ userId: 'by-alias', aliases: ['Elena@desk.example'] }),
    ];
    const [found] = match([technician], users);
    expect(found?.user).toBeNull();
    expect(found?.suggestions.map((each) => [each.userId, each.because])).toEqual([
      ['by-alias', 'alias'],
      ['by-other', 'other-mail'],
      ['by-psa', 'other-psa-email'],
    ]);
  });
  it('a user is offered once, for the best reason', () => {
    const user = aUser({
      displayName: 'Elena Garcia',
      aliases: ['elena@desk.example'],
      otherMails: ['elena@desk.example'],
    });
    const [found] = match([technician], [user]);
    expect(found?.suggestions.map((each) => each.because)).toEqual(['alias']);
  });
  it('disabled accounts are not offered, and who is matched gets no suggestions', () => {
    const users = [
      aUser({ aliases: ['elena@desk.example'], enabled: false }),
      aUser({ mail: 'matched@desk.example', displayName: 'Elena Garcia' }),
    ];
    const [elena, matched] = match([technician, aTechnician({ email: 'matched@desk.example' })], users);
    expect(elena?.suggestions.map((each) => each.because)).toEqual(['similar-name']);
    expect(matched?.suggestions).toEqual([]);
  });
});
