import { BlockList, isIP } from 'node:net';

export type AddressKind = 'public' | 'loopback' | 'private';

/** Where an IP address leads. `private` is everything that no service on the public internet answers from (IANA's special-purpose
 *  registries), and every text that is no address. IPv4 in IPv6 clothes is judged as IPv4. */
export function kindOfAddress(address: string): AddressKind {
  const [plain = ''] = address.split('%', 1); // `fe80::1%eth0` names the way out of this machine
  const version = isIP(plain);
  if (version === 0) return 'private';
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(plain, family)) return 'loopback';
  return PRIVATE.check(plain, family) ? 'private' : 'public';
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16], // link-local, and the metadata service of every cloud
  ['168.63.129.16', 32], // Azure's host answers here, though the network around it is public
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 96], // "any" and the forgotten IPv4-compatible form
  ['64:ff9b::', 96], // translated IPv4 may be private IPv4
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}
