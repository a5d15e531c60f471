import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOfAddress } from '#adapters/psa/address-kind.ts';

describe('S27: where an address leads', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['20.190.160.1', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['168.63.129.15', 'public'],
    ['2606:4700::1111', 'public'],
    ['2a01:111:f100::1', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:7f00:0001', 'loopback'],
    ['0.0.0.0', 'private'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.100.100.200', 'private'],
    ['169.254.169.254', 'private'],
    ['168.63.129.16', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'private'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'private'],
    ['224.0.0.1', 'private'],
    ['255.255.255.255', 'private'],
    ['::', 'private'],
    ['::10.0.0.1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a9fe:a9fe', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['2002:a00:1::', 'private'],
    ['2001::1', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fe80::1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['FE80::1', 'private'],
    ['ff02::1', 'private'],
    ['', 'private'],
    ['localhost', 'private'],
    ['8.8.8', 'private'],
    ['8.8.8.8 ', 'private'],
  ])('%s is %s', (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });

  it('IPv4 in IPv6 clothes is judged as IPv4, whatever it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(kindOfAddress(`::ffff:${address}`)).toBe(kindOfAddress(address));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => {
        expect(['public', 'loopback', 'private']).toContain(kindOfAddress(text));
      }),
    );
  });
});
