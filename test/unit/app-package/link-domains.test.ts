import { describe, expect, it } from 'vitest';
import { readLinkDomains } from '../../../appPackage/link-domains.ts';

const ELEVEN = Array.from({ length: 11 }, (_no, n) => `desk${n}.halopsa.com`);

describe('CHAT-8: PSA_LINK_DOMAINS', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['acme.halopsa.com', ['acme.halopsa.com']],
    [' ACME.halopsa.com , na.myconnectwise.net,', ['acme.halopsa.com', 'na.myconnectwise.net']],
    ['acme.halopsa.com,Acme.HaloPSA.com', ['acme.halopsa.com']],
    ['xn--mnchen-3ya.example', ['xn--mnchen-3ya.example']],
    [ELEVEN.slice(1).join(), ELEVEN.slice(1)],
  ])('%j names the hosts %j', (given, domains) => {
    expect(readLinkDomains(given)).toEqual({ domains });
  });

  it.each([
    ['https://acme.halopsa.com', 'has a scheme'],
    ['acme.halopsa.com/ticket', 'has a path'],
    ['acme.halopsa.com:443', 'has a port'],
    ['*', 'has a wildcard'],
    ['*.halopsa.com', 'has a wildcard'],
    ['localhost', 'is no host name'],
    ['10.0.0.7', 'is no host name'],
    ['acme..halopsa.com', 'is no host name'],
    ['-acme.halopsa.com', 'is no host name'],
    ['acme halopsa.com', 'is no host name'],
    ['acme.halopsa.com?id=1', 'is no host name'],
    [`${'a'.repeat(64)}.example`, 'is no host name'],
    ['${{BOT_ID}}.example', 'is no host name'],
  ])('%j is refused with what it should be', (given, fault) => {
    expect(readLinkDomains(given)).toEqual({
      faults: [
        `PSA_LINK_DOMAINS: ${JSON.stringify(given.toLowerCase())} ${fault}; give the host of your own PSA alone, such as acme.halopsa.com`,
      ],
    });
  });

  it('names all faults together, and an eleventh host', () => {
    expect(readLinkDomains('https://a.example, *')).toEqual({
      faults: [expect.stringContaining('scheme'), expect.stringContaining('wildcard')],
    });
    expect(readLinkDomains(ELEVEN.join(', '))).toEqual({
      faults: [expect.stringMatching(/at most 10 hosts, not 11; give the host of your own PSA/)],
    });
  });
});
