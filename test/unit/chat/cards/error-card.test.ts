import { describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import { errorCard, type ErrorCardOptions } from '#chat/cards/error-card.ts';
import { becauseOf } from '#chat/texts/error-texts.ts';
import { errors } from '#chat/texts/en/errors.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import { at, aViewer, NO_TAB, TAB, tabLinks } from './card-facts.ts';
import { buttonsOf, dataOf, good, readOut, textsOf } from './card-lint.ts';

const CODES = Object.keys(errors) as ErrorCode[];
const LINKS = tabLinks('admin/setup', 'admin/technicians');

function draw(code: ErrorCode, over: Partial<ErrorCardOptions> = {}): Card {
  const whole = {
    code,
    details: {},
    reference: '7F2C9A',
    retryAt: null,
    viewer: aViewer(),
    links: TAB,
    askNames: [],
    consentVerb: true,
    retry: { verb: 'availability.show', data: { page: 0 } },
    ...over,
  } as const;
  return good(errorCard(whole), LINKS);
}

describe('error cards (C18)', () => {
  it.each(CODES)('CHAT-7: %s says what happened, what still works, what to do, and the reference', (code) => {
    const lines = textsOf(draw(code)).slice(0, 4);
    expect(new Set(lines).size).toBe(4);
    for (const line of lines.slice(0, 3)) expect(line).toMatch(/[.:]/);
    expect(lines[3]).toBe('Reference 7F2C9A');
  });

  it('CHAT-7: every code has its own sentence, and its own clause for "because"', () => {
    const facts = { name: null, list: null, until: null, role: null };
    expect(new Set(CODES.map((code) => errors[code].happened(facts))).size).toBe(CODES.length);
    expect(new Set(CODES.map((code) => errors[code].because)).size).toBe(CODES.length);
    for (const code of CODES) expect(errors[code].because).toMatch(/^[a-zA-Z].*[^.]$/);
  });

  it('CHAT-7: no sentence speaks of codes, status numbers or our own machinery', () => {
    for (const code of CODES)
      expect(readOut(draw(code))).not.toMatch(/_|\b[45]\d\d\b|Graph|token|exception|null/);
  });

  it('CON-4: no consent, still spreading, consent revoked and a missing permission are four different states', () => {
    expect(textsOf(draw('consent_missing'))[0]).toBe("I'm not allowed to read Teams yet.");
    expect(textsOf(draw('consent_spreading'))[0]).toContain('still spreading');
    expect(textsOf(draw('consent_revoked'))[0]).toBe('My permission to read Teams was removed.');
    expect(
      textsOf(
        draw('permission_missing', { details: { missing: ['Schedule.Read.All', 'User.Read.All'] } }),
      )[0],
    ).toBe('Microsoft lets me in, but not everywhere. Missing: Schedule.Read.All and User.Read.All.');
  });

  it('CON-4: while consent spreads, the button asks Microsoft again', () => {
    expect(dataOf(draw('consent_spreading'), 'Check again')['verb']).toBe('consent.retry');
    expect(readOut(draw('consent_spreading', { retryAt: at('16:03') }))).toContain('Check again at 16:03.');
  });

  it('CHAT-7: whoever may consent gets the link, the others the names of those who may', () => {
    expect(dataOf(draw('consent_missing'), 'Get consent link')['verb']).toBe('consent.link');
    const member = draw('consent_missing', {
      viewer: aViewer({ role: 'member' }),
      consentVerb: false,
      askNames: ['Priya Nair', 'Tom [x](https://evil)'],
    });
    expect(buttonsOf(member)).toEqual(['Try again']);
    expect(readOut(member)).toContain('Ask one of: Priya Nair and Tom ［x］(https:∕∕evil).');
    const alone = draw('consent_missing', { viewer: aViewer({ role: 'member' }), consentVerb: false });
    expect(readOut(alone)).toContain('Ask an admin of Rollcall.');
  });

  it('CHAT-7: who may not is told the role and whom to ask, and can still ask who is available', () => {
    const card = draw('not_allowed', { details: { needed: 'lead' }, askNames: ['Priya Nair'] });
    expect(textsOf(card)[0]).toBe('You can look, but this needs the role "lead".');
    expect(readOut(card)).toContain('Ask one of: Priya Nair.');
    expect(buttonsOf(card)).toEqual(["Who's available"]);
  });

  it("REL-1: throttling says until when, in the viewer's zone, and repeats what was asked", () => {
    const card = draw('graph_throttled', { retryAt: at('16:06'), viewer: aViewer({ zone: 'Asia/Kolkata' }) });
    expect(textsOf(card)[0]).toBe('Microsoft asked me to wait until 21:36.');
    expect(readOut(card)).toContain('Try again at 21:36.');
    expect(dataOf(card, 'Try again')).toMatchObject({ verb: 'availability.show', page: 0 });
    expect(buttonsOf(draw('graph_throttled', { retry: null }))).toEqual([]);
  });

  it('REL-1: slow, down, unreadable and refused answers of Microsoft read differently', () => {
    const codes = [
      'graph_slow',
      'graph_down',
      'graph_bad_answer',
      'graph_refused',
      'entra_down',
      'secret_invalid',
    ] as const;
    const titles = codes.map((code) => textsOf(draw(code))[0]);
    expect(new Set(titles).size).toBe(codes.length);
    expect(readOut(draw('secret_invalid'))).toContain('nobody in your tenant has to do anything');
  });

  it('CHAT-7: details of a failure are named as text', () => {
    expect(
      textsOf(
        draw('technician_not_found', { details: { asked: '<at>Bnn</at>', closest: ['Ben Osei'] } }),
      ).slice(0, 3),
    ).toEqual([
      'I know no technician called "‹at›Bnn‹/at›".',
      'Everyone else can be asked about.',
      'Closest: Ben Osei.',
    ]);
    expect(textsOf(draw('user_already_mapped', { details: { technicianName: 'Ana Lee' } }))[0]).toContain(
      'mapped to Ana Lee',
    );
    const faults = [{ field: 'accountId', problem: 'is not an id', remedy: 'x' }];
    expect(textsOf(draw('invalid_input', { details: { faults } }))[0]).toBe(
      "I can't use that: accountId: is not an id.",
    );
  });

  it.each([
    ['run_expired', 'Run auto-map', 'automap.run'],
    ['technician_not_found', "Who's available", 'availability.show'],
    ['invalid_input', 'What can you do', 'help'],
  ] as const)('CHAT-7: %s leads on with "%s"', (code, title, verb) => {
    expect(dataOf(draw(code), title)['verb']).toBe(verb);
  });

  it('CHAT-7: links into the tab appear with the tab', () => {
    expect(buttonsOf(draw('psa_not_connected'))).toContain('Open set-up');
    expect(buttonsOf(draw('psa_not_connected', { links: NO_TAB }))).toEqual(['Try again']);
  });

  it('CHAT-7: odd details break nothing', () => {
    for (const code of CODES) {
      draw(code, {
        details: { missing: [null, 7, {}], closest: 'x', faults: [{ field: 1 }], name: 4, needed: 'emperor' },
      });
    }
  });

  it('MAP-6: a code of another version still has words', () => {
    expect(becauseOf('toString', errors)).toBe(errors.unexpected.because);
    expect(becauseOf('graph_down', errors)).toBe(errors.graph_down.because);
  });
});
