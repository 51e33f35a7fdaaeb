/** What stands in a face: the first letter of a name, whole even where it takes several units. */
export function firstLetter(name: string): string {
  return String.fromCodePoint(name.trim().codePointAt(0) ?? 0x20);
}
