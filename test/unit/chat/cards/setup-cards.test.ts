import { describe, expect, it } from 'vitest';
import { consentLinkCard } from '#chat/cards/consent-link-card.ts';
import { helpCard, teamIntroCard, welcomeCard } from '#chat/cards/greeting-cards.ts';
import { healthCard } from '#chat/cards/health-card.ts';
import { notUnderstoodCard, notYetCard, staleCard, textCard } from '#chat/cards/plain-cards.ts';
import type { HealthFinding } from '#core/settings/health-service.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { at, aViewer, NO_TAB, NOW, TAB, tabLinks } from './card-facts.ts';
import { buttonsOf, dataOf, everyPart, good, readOut, textsOf } from './card-lint.ts';

const SETUP = tabLinks('admin/setup');

describe('first words', () => {
  it('CHAT-7: welcome says what it reads, what it does not, and what is missing', () => {
    const card = good(
      welcomeCard({ name: 'Priya', consentMissing: true, viewer: aViewer(), links: TAB }),
      SETUP,
    );
    expect(textsOf(card)[0]).toBe('Hello Priya. I know who can take a ticket right now.');
    expect(readOut(card)).toContain('No chats, files, mail or calendars.');
    expect(readOut(card)).toContain("Set-up isn't finished");
    expect(buttonsOf(card)).toEqual(['Get consent link', 'Open set-up']);
  });

  it('CHAT-7: a member learns that an administrator must consent; once it is done nobody hears of it', () => {
    const viewer = aViewer({ role: 'member' });
    const before = good(welcomeCard({ name: 'Tom', consentMissing: true, viewer, links: NO_TAB }));
    expect(readOut(before)).toContain('a Microsoft 365 administrator must consent first');
    expect(buttonsOf(before)).toEqual(["Who's available"]);
    const after = good(welcomeCard({ name: 'Tom', consentMissing: false, viewer, links: NO_TAB }));
    expect(readOut(after)).not.toContain('consent');
    expect(buttonsOf(after)).toEqual(["Who's available", 'What can you do']);
  });

  it('CHAT-7: the welcome names auto-map only to whoever may run it', () => {
    const drawn = (role: Role): string =>
      readOut(welcomeCard({ name: 'Tom', consentMissing: false, viewer: aViewer({ role }), links: NO_TAB }));
    expect(drawn('lead')).toContain('auto-map');
    expect(drawn('member')).not.toContain('auto-map');
  });

  it('CHAT-1: who says hello is greeted by name before the help, and a name is text', () => {
    const card = good(
      helpCard({ commands: [], viewer: aViewer(), profileZone: 'Europe/London', greet: '<at>Aisha</at>' }),
    );
    expect(textsOf(card).slice(0, 2)).toEqual(['Hello ‹at›Aisha‹/at›.', 'What you can ask:']);
    expect(card.speak).toMatch(/^Hello .* What you can ask:/);
  });

  it('UX-47: the introduction to a team names who added the bot, and asks for nothing', () => {
    const card = good(teamIntroCard({ addedBy: 'Priya <at>x</at>', teamName: '**NOC**', locale: 'en-GB' }));
    expect(textsOf(card)[0]).toBe('Priya ‹at›x‹/at› added me to ∗∗NOC∗∗.');
    expect(buttonsOf(card)).toEqual([]);
    expect(textsOf(good(teamIntroCard({ addedBy: null, teamName: 'NOC', locale: 'en-GB' })))[0]).toBe(
      'I was added to NOC.',
    );
  });

  it('CHAT-1: help lists the commands with phrasings, and the zone in which times are read', () => {
    const commands = Array.from({ length: 18 }, (_, index) => ({
      title: `Command ${index + 1}`,
      phrasings: ['one', 'two', 'three', 'four'],
      help: 'Does it.',
    }));
    const card = good(helpCard({ commands, viewer: aViewer(), profileZone: 'America/New_York' }));
    expect(textsOf(card)).toContain('**Command 1** · one · two · three');
    expect(readOut(card)).toContain('And 2 more commands');
    expect(readOut(card)).toContain(
      'Times are in your zone (Europe/London); the desk is in America/New_York.',
    );
    expect(dataOf(card, "Who's available")).toMatchObject({ verb: 'availability.show', show: null, page: 0 });
  });
});

describe('the set-up check', () => {
  const draw = (findings: readonly HealthFinding[], canConsent = true, viewer = aViewer()) =>
    good(healthCard({ report: { checkedAt: NOW, findings }, viewer, links: TAB, canConsent }), SETUP);
  const ok = (check: HealthFinding['check'], facts: HealthFinding['facts'] = {}): HealthFinding => ({
    check,
    state: 'ok',
    code: null,
    facts,
  });
  const rowOf = (card: ReturnType<typeof draw>, name: string): readonly string[] => {
    const texts = textsOf(card);
    return texts.slice(texts.findIndex((text) => text.startsWith(`**${name}**`))).slice(0, 2);
  };

  it('CON-6, TAB-6: all well is said in one line per part', () => {
    const card = draw([
      ok('consent', { state: 'granted', missing: '' }),
      ok('technicians', { technicians: 40 }),
      ok('mapping', { technicians: 40, mapped: 40, unmapped: 0 }),
      ok('presence'),
      ok('rota', { team: 'Service Desk', reason: null }),
    ]);
    expect(textsOf(card).slice(0, 2)).toEqual(['Everything is connected', 'Checked at 16:02, Europe/London']);
    expect(rowOf(card, 'Microsoft consent')).toEqual([
      '**Microsoft consent** · OK',
      'All four read-only permissions are granted.',
    ]);
    expect(rowOf(card, 'Mapping')[1]).toBe('40 of 40 technicians are mapped.');
    expect(rowOf(card, 'Shifts of Service Desk')[0]).toContain('OK');
    expect(dataOf(card, 'Check again')['verb']).toBe('setup.health');
  });

  it.each<[string, HealthFinding, string, string]>([
    [
      'a missing permission',
      {
        check: 'consent',
        state: 'broken',
        code: 'permission_missing',
        facts: { missing: 'Schedule.Read.All' },
      },
      'Microsoft consent',
      'Missing: Schedule.Read.All.',
    ],
    [
      'revoked consent',
      { check: 'consent', state: 'broken', code: 'consent_revoked', facts: {} },
      'Microsoft consent',
      'an administrator can grant it again',
    ],
    [
      'a PSA that is away',
      { check: 'technicians', state: 'broken', code: 'psa_down', facts: {} },
      'Technicians (PSA)',
      "The PSA isn't answering.",
    ],
    [
      'nobody mapped',
      { check: 'mapping', state: 'broken', code: null, facts: { technicians: 4, mapped: 0 } },
      'Mapping',
      'Nobody is mapped to a Microsoft user yet. Run auto-map',
    ],
    [
      'presence for nobody',
      { check: 'presence', state: 'warning', code: null, facts: { reason: 'nobody-mapped' } },
      'Presence',
      'because nobody is mapped yet',
    ],
    [
      'presence in part',
      { check: 'presence', state: 'warning', code: 'graph_down', facts: { reason: 'partly-failed' } },
      'Presence',
      "Microsoft Teams can't be reached.",
    ],
    [
      'no rota',
      { check: 'rota', state: 'warning', code: null, facts: { team: null, reason: 'no-rota-chosen' } },
      'Shifts',
      'No rota team is chosen',
    ],
    [
      'a team without Shifts',
      { check: 'rota', state: 'warning', code: 'no_schedule', facts: { team: '[NOC](x)' } },
      'Shifts of ［NOC］(x)',
      'has no Shifts schedule. A lead chooses other rota teams',
    ],
    [
      'an unknown',
      { check: 'presence', state: 'unknown', code: null, facts: {} },
      'Presence',
      'Could not be checked.',
    ],
  ])('TAB-6: %s is said with its remedy', (_, finding, name, words) => {
    const [first, second] = rowOf(draw([finding]), name);
    expect(first).not.toContain('OK');
    expect(second?.replace('a Microsoft 365 administrator', 'an administrator')).toContain(words);
  });

  it('TAB-6: the first button mends what comes first, if the reader may', () => {
    const broken: HealthFinding = { check: 'consent', state: 'broken', code: 'consent_missing', facts: {} };
    const unmapped: HealthFinding = { check: 'mapping', state: 'broken', code: null, facts: {} };
    expect(buttonsOf(draw([broken, unmapped]))[0]).toBe('Get consent link');
    expect(buttonsOf(draw([unmapped]))[0]).toBe('Run auto-map');
    const member = draw([broken, unmapped], false, aViewer({ role: 'member' }));
    expect(buttonsOf(member)).toEqual(['Check again', 'Open set-up']);
  });

  it('PERF-6: a hundred rota teams do not grow the card', () => {
    const rotas = Array.from({ length: 100 }, () => ok('rota', { team: '𝕏'.repeat(300), reason: null }));
    draw([ok('consent'), ...rotas]);
  });
});

describe('the consent link', () => {
  it('CON-2: opens in a new window, says who can say yes and until when, and how to go on', () => {
    const url = 'https://login.example/tenant/v2.0/adminconsent?state=abc';
    const card = good(consentLinkCard({ url, expiresAt: at('16:12'), viewer: aViewer() }), [url]);
    expect(readOut(card)).toContain('opens in a new window');
    expect(readOut(card)).toContain('Global or Privileged Role Administrator');
    expect(readOut(card)).toContain('The link works once, until 16:12.');
    expect(buttonsOf(card)).toEqual(['Open consent page', 'Check again']);
    expect(dataOf(card, 'Check again')['verb']).toBe('consent.retry');
    expect(card.speak).not.toContain('http');
  });
});

describe('not understood, not yet, stale', () => {
  it('CHAT-1: offers what comes closest, as text', () => {
    const card = good(notUnderstoodCard({ closest: ["who's on at 3pm", '[x](y)'], viewer: aViewer() }));
    expect(textsOf(card).slice(0, 2)).toEqual([
      "I didn't get that.",
      `Closest: "who's on at 3pm" and "［x］(y)".`,
    ]);
    expect(buttonsOf(card)).toEqual(['What can you do']);
    expect(readOut(good(notUnderstoodCard({ closest: [], viewer: aViewer() })))).toContain("who's available");
  });

  it('CHAT-1: what is understood but not offered is said, with what is', () => {
    const card = good(notYetCard('Dispatch a ticket', aViewer({ role: 'lead' })));
    expect(textsOf(card)[0]).toBe('I understood "Dispatch a ticket", but I can\'t do that yet.');
    expect(readOut(card)).toContain('for auto-map');
    expect(readOut(good(notYetCard('Coverage', aViewer({ role: 'member' }))))).not.toContain('auto-map');
  });

  it('UX-58: a press on an old card does nothing but offer the same as of now', () => {
    const data = { show: 'working', page: 3 };
    const card = good(staleCard({ verb: 'availability.show', data, viewer: aViewer(), now: NOW }));
    expect(readOut(card)).toContain('This card is more than a day old.');
    expect(dataOf(card, 'Refresh')).toMatchObject({ ...data, askedAt: NOW.toISOString() });
  });

  it('CHAT-7: a plain card has a heading and lines', () => {
    expect(textsOf(good(textCard('Noted.', ['One.', 'Two.'])))).toEqual(['Noted.', 'One.', 'Two.']);
    expect(everyPart(textCard('Noted.', []))).toHaveLength(1);
  });
});
