/**
 * Earlier states of the tables, one file each, so that a slip in the console can be taken back. Bounded: the oldest go.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { SheetState } from '../../core/ports/shop-sheets.ts';

export interface SheetHistory {
  /** Keeps what is about to be replaced. */
  keep(name: string, state: Kept): Promise<void>;
  list(name: string): Promise<SheetState[]>;
  /** Null: there is no such state. */
  read(name: string, id: string): Promise<string | null>;
}

interface Kept {
  text: string;
  rows: number;
  atMs: number;
  by: string;
}

/** As kept in one file: a line of JSON about it, then the text. */
type Head = Pick<Kept, 'rows' | 'atMs' | 'by'>;

const FILE = /^(\d{13}-\d{4,})\.csv$/;

/** `dir`: in the data folder, made when it is needed. */
export function createSheetHistory(dir: string): SheetHistory {
  const folder = (name: string) => join(dir, name);
  const ids = async (name: string): Promise<string[]> => {
    const files = await readdir(folder(name)).catch(() => []);
    return files.flatMap((file) => FILE.exec(file)?.[1] ?? []).toSorted();
  };
  const open = async (name: string, id: string): Promise<{ head: Head; text: string } | null> => {
    const raw = await readFile(join(folder(name), `${id}.csv`), 'utf8').catch(() => null);
    const end = raw?.indexOf('\n') ?? -1;
    if (raw === null || end < 0) return null;
    return { head: JSON.parse(raw.slice(0, end)) as Head, text: raw.slice(end + 1) };
  };

  return {
    async keep(name, { text, ...head }) {
      await mkdir(folder(name), { recursive: true, mode: 0o700 });
      const there = await ids(name);
      // Two changes of one millisecond, or a clock that was set back, still have their order.
      const [lastMs = 0, lastCount = 0] = (there.at(-1) ?? '').split('-').map(Number);
      const next = Math.max(head.atMs, lastMs);
      const id = `${next}-${String(next === lastMs ? lastCount + 1 : 0).padStart(4, '0')}`;
      await writeFile(join(folder(name), `${id}.csv`), `${JSON.stringify(head)}\n${text}`, {
        mode: 0o600,
        flush: true,
      });
      for (const old of there.slice(0, Math.max(0, there.length + 1 - LIMITS.sheetStatesKept))) {
        await rm(join(folder(name), `${old}.csv`), { force: true });
      }
    },
    async list(name) {
      const states: SheetState[] = [];
      for (const id of (await ids(name)).toReversed()) {
        const kept = await open(name, id);
        if (kept) states.push({ id, ...kept.head });
      }
      return states;
    },
    async read(name, id) {
      return FILE.test(`${id}.csv`) ? ((await open(name, id))?.text ?? null) : null;
    },
  };
}
