/**
 * "Did you mean …": the known names that look most like a mistyped one. Used in hints to editors only.
 */
import { advice, type Advice } from './finding.ts';

/** At most three of `known`, nearest first; empty when nothing is near. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const lastPart = wanted.slice(wanted.lastIndexOf('.') + 1);
  const scored: { name: string; distance: number }[] = [];
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const distance = Math.min(
      editDistance(wanted, other),
      other.endsWith(lastPart) && lastPart.length > 2 ? 1.5 : Infinity,
    );
    if (distance <= Math.max(2, wanted.length / 3)) scored.push({ name: candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return scored.slice(0, 3).map((one) => one.name);
}

/** "Did you mean a or b?" or, when nothing is near, a list of what there is. */
export function nearestOf(name: string, known: Iterable<string>): Advice {
  const all = [...known];
  const [a, b, c] = nearest(name, all);
  if (a !== undefined && b !== undefined && c !== undefined) return advice('fix.nearest-3', { a, b, c });
  if (a !== undefined && b !== undefined) return advice('fix.nearest-2', { a, b });
  if (a !== undefined) return advice('fix.nearest-1', { a });
  const names = all.slice(0, KNOWN_SHOWN).join(', ');
  if (all.length === 0) return advice('fix.none-yet');
  return advice(all.length > KNOWN_SHOWN ? 'fix.known-more' : 'fix.known', { names });
}

const KNOWN_SHOWN = 12;

function editDistance(a: string, b: string): number {
  const left = a.slice(0, 60);
  const right = b.slice(0, 60);
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
