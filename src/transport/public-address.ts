/**
 * Which IP addresses belong to the world. Everything else — this machine, private networks, link-local addresses with the
 * metadata services of clouds, carriers' networks, reserved ranges, and each of them wrapped in IPv6 — is ours to protect.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** [first address, prefix length]; IANA's special-purpose registries. */
const INNER_V4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only 2000::/3 is given out; these parts of it are not, or carry an IPv4 address that nobody has looked at. */
const INNER_V6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const inner = new BlockList();
for (const [first, prefix] of INNER_V4) inner.addSubnet(first, prefix, 'ipv4');
for (const [first, prefix] of INNER_V6) inner.addSubnet(first, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** False for anything that is no address at all. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !inner.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) exists for inner addresses only; an IPv4 address in IPv6 clothes is not within 2000::/3.
  if (!isIPv6(address) || address.includes('%')) return false;
  return global.check(address, 'ipv6') && !inner.check(address, 'ipv6');
}
