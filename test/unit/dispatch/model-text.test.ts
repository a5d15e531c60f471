import { describe, expect, it } from 'vitest';
import { maskPrivate } from '#core/dispatch/model-mask.ts';
import { tellsWhomToChoose } from '#core/dispatch/model-orders.ts';
import { hidesWords, textForModel, visibleText } from '#core/dispatch/model-text.ts';
import { CLEAN_TICKETS, INJECTIONS } from './model-injections.ts';

describe('DIS-5: the words of a ticket', () => {
  it.each([
    ['plain text stays', 'a < b and c > d', 'a < b and c > d'],
    ['tags go', '<p>One <b>two</b></p><p>three</p>', 'One two\n\nthree'],
    ['a word that tags cut is one word', 'pass<span>word</span>', 'password'],
    ['a tag in capitals, with attributes over lines', '<DIV\n class="a"\n>x</DIV>', 'x'],
    [
      'comments, scripts and styles are no words',
      '<!-- a --><style>b</style><script>c()</script>d<head><title>e</title></head>',
      'd',
    ],
    ['what is never closed reaches to the end', 'a<!-- b', 'a'],
    ['a script that is never closed too', 'a<script>b', 'a'],
    ['Outlook’s conditions', 'a<!--[if mso]>b<![endif]-->c<![if !x]>d', 'acd'],
    ['cells stay apart', '<tr><td>a</td><td>b</td></tr>', 'a b'],
    ['line breaks', 'a<br>b<br/>c\r\nd\re', 'a\nb\nc\nd\ne'],
    ['entities', 'a&nbsp;&amp;&lt;b&gt;&#33;&#x3f;&auml;&copy;', 'a &<b>!?ä&copy;'],
    ['entities are read once', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['entities of nothing', 'a&#0;&#x110000;b', 'ab'],
    ['zero-width characters', 'a\u200bb\u200cc\u200dd\u2060e\ufefff', 'abcdef'],
    ['directions', 'a\u202eb\u202c\u2066c\u2069\u200e\u200f\u061c', 'abc'],
    ['tag characters', 'a\u{e0001}\u{e0041}\u{e007f}b', 'ab'],
    ['variation selectors and fillers', 'a\ufe0f\u{e0100}\u3164\u115fb', 'ab'],
    ['zero-width characters as entities', 'a&#8203;&#x202e;&shy;b', 'ab'],
    ['controls', 'a\u0000\u0007\u001b[31mb\tc', 'a[31mb c'],
    ['half characters and private ones', 'a\ud800b\ue000c', 'abc'],
    ['full-width and fancy letters are letters', 'Ａ𝐁ﬁ', 'ABfi'],
    ['white space', '  a  \n\n\n\n b ', 'a\n\nb'],
  ])('%s', (_, raw, text) => {
    expect(visibleText(raw)).toBe(text);
  });

  it('an accent and a flag are no trouble', () => {
    expect(visibleText('Ana\u0301 🇩🇪 👍')).toBe('Aná 🇩🇪 👍');
  });

  it('titles are cut at 200 and no character is cut in half', () => {
    expect(textForModel('x'.repeat(500), 200)).toBe('x'.repeat(200));
    expect(textForModel(`${'x'.repeat(199)}👍`, 200)).toBe('x'.repeat(199));
  });

  it('a secret at the cut is masked before the cut', () => {
    expect(textForModel(`${'x '.repeat(96)}password: hunter22`, 200)).not.toContain('hun');
    expect(textForModel(`${'x '.repeat(95)}jane.doe@contoso.com`, 200)).not.toContain('jane');
  });

  it.each([
    ['comments', '<!--'],
    ['tags', '<a '],
    ['scripts', '<script>'],
    ['entities', '&#'],
    ['letters', 'a'],
    ['digits', '1 '],
    ['dots', 'a.'],
    ['passwords', 'password '],
    ['keys', '-----BEGIN PRIVATE KEY-----'],
    ['addresses', 'ab://'],
    ['orders', 'assign this to '],
    ['rules', 'ignore the '],
  ])('S26: a megabyte of %s costs no more than its length', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const before = process.cpuUsage();
    textForModel(text, 4_000);
    tellsWhomToChoose({ title: text, description: text });
    // Of the processor: what grows with the square of the length takes minutes.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });
});

describe('DIS-5: what is nobody’s business', () => {
  it.each([
    ['an e-mail address', 'Write to jane.doe+x@mail.contoso.co.uk today', 'Write to [e-mail] today'],
    [
      'phone numbers',
      'Call +49 (0)89 1234-567, 555-0134 or 0151/23456789.',
      'Call [phone], [phone] or [phone].',
    ],
    ['a phone number in one piece', 'tel 004989123456789', 'tel [phone]'],
    ['a card', 'card 4111 1111 1111 1111', 'card [number]'],
    ['an account', 'IBAN DE89 3704 0044 0532 0130 00', 'IBAN [number]'],
    ['a password', 'Password: Summer2026!', 'Password: [secret]'],
    ['a password in quotes', 'pwd = "correct horse"', 'pwd = [secret]'],
    [
      'a password with words between',
      'the password for the VPN is hunter22',
      'the password for the VPN is [secret]',
    ],
    ['a German one', 'Das Kennwort lautet Geheim1', 'Das Kennwort lautet [secret]'],
    ['a PIN', 'PIN: 1234', 'PIN: [secret]'],
    ['a header', 'Authorization: Bearer abcdefgh12345678', 'Authorization: [secret]'],
    ['a web token', 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc y', 'x [secret] y'],
    ['an AWS key', 'AKIAABCDEFGHIJKLMNOP', '[secret]'],
    ['a GitHub key', 'ghp_abcdefghijklmnopqrstuvwxyz0123', '[secret]'],
    ['an OpenAI key', 'sk-proj-abcdefghijklmnop1234', '[secret]'],
    ['an Entra secret', 'abc8Q~abcdefghijklmnopqrstuvwxyz012345', '[secret]'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[secret]'],
    ['half a private key', '-----BEGIN PRIVATE KEY-----\nMIIE', '[secret]'],
    ['a random run', 'key 9f86d081884c7d659a2feaa0c55ad015', 'key [secret]'],
    ['a name and password in an address', 'ftp://bob:pw@files.example/a', 'ftp://[secret]@files.example/a'],
    ['a signature in an address', 'https://x.example/a?sig=abc&se=1', 'https://x.example/a?[secret]'],
  ])('%s', (_, text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });

  it.each([
    'Ticket 4711 in room 2041 on floor 3',
    'Server 192.168.10.20 is down since 2026-11-21 16:00',
    'Error 0x80070005 after KB5031356 on Windows 11 23H2',
    'The password is expired, and the old password is not accepted.',
    'HP LaserJet 4250dn, toner 45A, version 10.0.22631.3007',
    'See https://support.contoso.com/articles/reset-password for how.',
    'Geschwindigkeitsbegrenzungsanlage',
  ])('stays: %s', (text) => {
    expect(maskPrivate(text)).toBe(text);
  });

  it('a disguised address is masked too', () => {
    for (const text of [
      'jane＠contoso．com',
      'jane&#64;contoso&#46;com',
      'ja\u200bne@con\u200btoso.com',
      'jane@<b>contoso</b>.com',
    ])
      expect(textForModel(text, 200)).toBe('[e-mail]');
  });
});

describe('DIS-5: texts that try to choose', () => {
  it('nearly all of fifty are noticed', () => {
    const missed = INJECTIONS.filter(
      ({ title = '', description }) => !tellsWhomToChoose({ title, description }),
    );
    expect(missed.map(({ what }) => what)).toEqual(['a bribe']);
  });

  it.each(CLEAN_TICKETS)('no false alarm: %s', (description) => {
    expect(tellsWhomToChoose({ title: 'Help', description })).toBe(false);
  });

  it('a flag of Scotland hides no words worth a flag of ours', () => {
    const scotland = '🏴󠁧󠁢󠁳󠁣󠁴󠁿';
    expect(hidesWords(`Hello ${scotland}`)).toBe(false);
  });
});
