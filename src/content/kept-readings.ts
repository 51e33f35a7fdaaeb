/**
 * What a file's text came to, kept until the text is another one: all content is read anew whenever one file of it is
 * saved, and most files are as they were. What is kept is shared and must not be changed.
 */
import { LIMITS } from '../core/limits.ts';

/** Makes it of `text`, or gives what the same text of the same file came to last; what throws is not kept. */
export type KeptReadings<Made> = (path: string, text: string, make: () => Made) => Made;

export function keepReadings<Made>(): KeptReadings<Made> {
  const kept = new Map<string, { text: string; made: Made }>();
  return (path, text, make) => {
    const known = kept.get(path);
    if (known?.text === text) return known.made;
    const made = make();
    kept.delete(path);
    kept.set(path, { text, made });
    const [oldest] = kept.keys();
    if (kept.size > LIMITS.readingsKept && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
