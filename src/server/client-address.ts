/** Whose request this is, for counting tries. A forwarded address is believed only from a proxy beside us. */
import type { IncomingMessage } from 'node:http';

const BESIDE_US =
  /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd][0-9a-f]{2}:/i;

/**
 * The peer's address; behind a proxy (`proxied`, and the peer is on this machine or in its private network) the last entry
 * of X-Forwarded-For, which is the one our own proxy wrote. An IPv6 caller counts as its /64, which is one household.
 */
export function clientAddress(request: IncomingMessage, proxied: boolean): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  const forwarded = request.headers['x-forwarded-for'];
  if (!proxied || !BESIDE_US.test(peer) || typeof forwarded !== 'string') return network(peer);
  const last = forwarded.split(',').at(-1)?.trim() ?? '';
  return /^[0-9A-Fa-f.:]{3,45}$/.test(last) ? network(last) : network(peer);
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const full = [
    ...left,
    ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'),
    ...right,
  ];
  return `${full.slice(0, 4).join(':')}::/64`;
}
