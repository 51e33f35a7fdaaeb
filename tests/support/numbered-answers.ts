/** Files that all hold the same number: half a set is seen at once. */
export const NUMBERED_FILES = ['ru/a.md', 'ru/b.md', 'uk/a.md', 'en/c.md'];

export const numbered = (set: number): string => `## Number {#number}\n\n- number\n\n${set}.\n`;
