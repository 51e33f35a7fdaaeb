/**
 * Edits the CSV files of the embedded shop for the console. A change is tried on a copy of the folder first: what the shop could not
 * be read with never reaches the file. Written beside it, synced, renamed; one change at a time.
 */
import { createHash } from 'node:crypto';
import {
  access,
  constants,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { PrilavokError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type {
  SheetChange,
  SheetFault,
  SheetInfo,
  SheetOutcome,
  SheetPage,
  ShopSheets,
} from '../../core/ports/shop-sheets.ts';
import { sampleInvalid } from '../embedded/cell-faults.ts';
import { changeText } from './change-text.ts';
import { readCsvText } from './csv-text.ts';
import { createSheetHistory, type SheetHistory } from './sheet-history.ts';

export interface ShopSheetsOptions {
  /** The folder of the CSV files. */
  dir: string;
  /** Where earlier states are kept, and changes tried: it holds what the tables hold, so it lies in the data folder. */
  historyDir: string;
  /** The tables that may be edited, by the names of their files without `.csv`. */
  tables: readonly string[];
  /** What a column of a table understands, where that is a list: `orders.state`. */
  choices: Record<string, readonly string[]>;
  /** Reads the shop from this folder; throws PrilavokError with what is wrong and where. */
  check(dir: string): Promise<void>;
  /** The files have changed. */
  onChanged(): Promise<void>;
  clock: Clock;
}

interface State extends ShopSheetsOptions {
  past: SheetHistory;
  /** Resolves when the change before is done. */
  last: Promise<unknown>;
}

export function createShopSheets(options: ShopSheetsOptions): ShopSheets {
  // What a crash left of a trial; before the first change, so that it never takes a living one.
  const last = rm(trialsOf(options), { recursive: true, force: true }).catch(() => {});
  const state: State = { ...options, past: createSheetHistory(options.historyDir), last };
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = state.last.then(act, act);
    state.last = done;
    return done;
  };
  return {
    list: () => list(state),
    read: (name, page) => read(state, name, page),
    change: (name, change, by) => inTurn(() => apply(state, name, change, by)),
    history: async (name) => (isTable(state, name) ? state.past.list(name) : []),
    restore: (name, id, version, by) => inTurn(() => restore(state, name, { id, version }, by)),
  };
}

async function list(state: State): Promise<SheetInfo[]> {
  const sheets: SheetInfo[] = [];
  for (const name of state.tables) {
    const bytes = await sizeOf(state, name);
    const text = await textOf(state, name);
    if (text !== null) sheets.push({ name, rows: rowsIn(text), version: versionOf(text), tooLarge: false });
    else if (bytes !== null) sheets.push({ name, rows: 0, version: String(bytes), tooLarge: true });
  }
  return sheets;
}

async function read(
  state: State,
  name: string,
  { search, offset, limit }: { search: string; offset: number; limit: number },
): Promise<SheetPage | null> {
  const text = await textOf(state, name);
  const csv = text === null ? null : readCsvText(text);
  if (text === null || !csv) return null;
  const wanted = search.trim().toLocaleLowerCase();
  const rows = csv.records.map(({ cells }, row) => ({ row, cells }));
  const found =
    wanted === ''
      ? rows
      : rows.filter(({ cells }) => cells.some((cell) => cell.toLocaleLowerCase().includes(wanted)));
  return {
    version: versionOf(text),
    columns: csv.header.map((column) => ({
      name: column,
      choices: state.choices[`${name}.${column}`] ?? null,
    })),
    rows: found.slice(offset, offset + limit),
    total: found.length,
  };
}

async function apply(state: State, name: string, change: SheetChange, by: string): Promise<SheetOutcome> {
  const text = await textOf(state, name);
  if (text === null) return { ok: false, code: 'gone' };
  if (versionOf(text) !== change.version) return { ok: false, code: 'changed' };
  const changed = changeText(text, change);
  return changed === null ? { ok: false, code: 'gone' } : replace(state, { name, text, by }, changed);
}

async function restore(
  state: State,
  name: string,
  { id, version }: { id: string; version: string },
  by: string,
): Promise<SheetOutcome> {
  const text = await textOf(state, name);
  const before = text === null ? null : await state.past.read(name, id);
  if (text === null || before === null) return { ok: false, code: 'gone' };
  if (versionOf(text) !== version) return { ok: false, code: 'changed' };
  return replace(state, { name, text, by }, before);
}

async function replace(
  state: State,
  now: { name: string; text: string; by: string },
  text: string,
): Promise<SheetOutcome> {
  const file = join(state.dir, `${now.name}.csv`);
  if (text === now.text) return { ok: true, version: versionOf(text) };
  if (Buffer.byteLength(text) > LIMITS.sheetBytes) {
    return refusal(sampleInvalid({ file: `${now.name}.csv`, line: 0 }, 'table.too-large-here'));
  }
  if (!(await isWritable(state.dir, file))) return { ok: false, code: 'read-only' };
  const fault = await faultWith(state, now.name, text);
  if (fault !== null) return refusal(fault);
  // Another program may have saved the file while it was being checked.
  if ((await textOf(state, now.name)) !== now.text) return { ok: false, code: 'changed' };
  await state.past.keep(now.name, {
    text: now.text,
    rows: rowsIn(now.text),
    atMs: state.clock.now(),
    by: now.by,
  });
  await writeSynced(file, text);
  await state.onChanged();
  return { ok: true, version: versionOf(text) };
}

/** Null when the shop can be read with this text in place of the table's. */
async function faultWith(state: State, name: string, text: string): Promise<PrilavokError | null> {
  await mkdir(trialsOf(state), { recursive: true, mode: 0o700 });
  const trial = await mkdtemp(join(trialsOf(state), 'shop-'));
  try {
    for (const file of await readdir(state.dir)) {
      if (file.endsWith('.csv')) await copyFile(join(state.dir, file), join(trial, file));
    }
    await writeFile(join(trial, `${name}.csv`), text);
    await state.check(trial);
    return null;
  } catch (thrown) {
    if (thrown instanceof PrilavokError) return thrown;
    throw thrown;
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

function refusal({ message, cause }: PrilavokError): SheetOutcome {
  const fault = isFault(cause) ? { fault: cause } : {};
  return { ok: false, code: 'invalid', message, ...fault };
}

function isFault(cause: unknown): cause is SheetFault {
  return typeof cause === 'object' && cause !== null && 'table' in cause && 'what' in cause;
}

function trialsOf({ historyDir }: ShopSheetsOptions): string {
  return join(historyDir, '.trial');
}

async function writeSynced(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  const { mode } = await lstat(file);
  await writeFile(fresh, text, { mode, flush: true });
  await rename(fresh, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A link leads who knows where; it is read like any file and never written through. */
async function isWritable(dir: string, file: string): Promise<boolean> {
  try {
    await access(dir, constants.W_OK);
    await access(file, constants.W_OK);
    return (await lstat(file)).isFile();
  } catch {
    return false;
  }
}

function isTable(state: State, name: string): boolean {
  return state.tables.includes(name);
}

/** Null: there is no such table, no file for it, or too large a one. */
async function textOf(state: State, name: string): Promise<string | null> {
  if (((await sizeOf(state, name)) ?? Infinity) > LIMITS.sheetBytes) return null;
  return readFile(join(state.dir, `${name}.csv`), 'utf8').catch(() => null);
}

async function sizeOf(state: State, name: string): Promise<number | null> {
  if (!isTable(state, name)) return null;
  return stat(join(state.dir, `${name}.csv`)).then(
    ({ size }) => size,
    () => null,
  );
}

function rowsIn(text: string): number {
  return readCsvText(text)?.records.length ?? 0;
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
