/** Names to whole numbers of 31 bits, so that a feature costs no string. Two names that meet are a feature that tells a little less. */

/** Letter groups are numbers below this; names lie above. */
export const NAMED = 1 << 29;
const ROOM = 0x7fffffff - NAMED;

/** `kind` parts names of different kinds. */
export function hashName(kind: number, name: string): number {
  let hash = 2_166_136_261 ^ kind;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return NAMED + ((hash >>> 0) % ROOM);
}

/** A pair of names, in this order. */
export function hashPair(kind: number, first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0xc2b2ae35) ^ Math.imul(kind, 0x27d4eb2f);
  return NAMED + ((mixed >>> 0) % ROOM);
}
