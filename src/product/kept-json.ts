/** What took a while to work out, kept beside the data as JSON for the next start. Losing it costs that while, nothing else. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** Null: there is none, or it is damaged or of another shape. */
export function readKeptJson<S extends z.ZodType>(file: string, shape: S): z.infer<S> | null {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all, for this user only. */
export function keepJson(file: string, value: unknown): void {
  try {
    const half = `${file}.${process.pid}`;
    writeFileSync(half, JSON.stringify(value), { mode: 0o600 });
    renameSync(half, file);
  } catch {
    // A full disk is told by those who need it; the next start works it out again.
  }
}
