/**
 * "Did you mean …": the known names that look most like a mistyped one. Used in hints to editors only.
 */

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

/** "Did you mean a, b?" or, when nothing is near, a list of what there is. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const all = [...known];
  const near = nearest(name, all);
  if (near.length > 0) return `did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`;
  const shown = all.slice(0, 12).join(', ');
  return all.length === 0 ? 'there is none yet' : `known: ${shown}${all.length > 12 ? ', …' : ''}`;
}

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
