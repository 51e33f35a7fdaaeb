/**
 * The tables of a shop that lives in spreadsheets, as people edit them from the console: a cell, a row, the way back. The files stay
 * the truth: whoever opens them in another program sees the same.
 */
import type { Phrase } from '../phrase.ts';

export interface ShopSheets {
  /** The tables that can be edited, those that are most used first. */
  list(): Promise<SheetInfo[]>;
  /** Null: there is no such table, or it is too large. */
  read(name: string, page: SheetPageWish): Promise<SheetPage | null>;
  /** All of it or nothing; durable when it resolves, and live a moment later. */
  change(name: string, change: SheetChange, by: string): Promise<SheetOutcome>;
  /** Earlier states of a table, newest first; each can be brought back. */
  history(name: string): Promise<SheetState[]>;
  /** Brings an earlier state back; the present one becomes the newest of the history. */
  restore(name: string, id: string, version: string, by: string): Promise<SheetOutcome>;
}

export interface SheetInfo {
  name: string;
  rows: number;
  /** Changes with every byte. */
  version: string;
  /** More than `LIMITS.sheetBytes`: it can be read by the shop, but not edited here; then `rows` is 0. */
  tooLarge: boolean;
  /** Only to be read: it is written by the bot, or the products come from a feed and an edit here would change nothing. */
  fixed?: 'bot' | 'feed';
}

export interface SheetPageWish {
  /** Rows that hold this text in any cell; "" for all. */
  search: string;
  offset: number;
  limit: number;
}

export interface SheetPage {
  version: string;
  columns: SheetColumn[];
  /** `row` counts the rows of the whole table from 0, whatever was searched for. */
  rows: { row: number; cells: string[] }[];
  /** Rows that were found. */
  total: number;
}

/** `choices`: nothing else is understood in this column. */
export interface SheetColumn {
  name: string;
  choices: readonly string[] | null;
}

/** `version` is of the table that the person saw. Cells by column; those not named stay, or are empty in a new row. */
export type SheetChange =
  | { do: 'set'; version: string; row: number; cells: Record<string, string> }
  | { do: 'add'; version: string; cells: Record<string, string> }
  | { do: 'remove'; version: string; row: number };

export type SheetOutcome =
  | { ok: true; version: string }
  /** `changed`: somebody else was faster, here or in another program; `gone`: no such table, row, column or state. */
  | { ok: false; code: 'changed' | 'gone' | 'read-only' }
  /** The shop could not be read with it. `message` is English and names the place; `fault` says the same by its code, where it has one. */
  | { ok: false; code: 'invalid'; message: string; fault?: SheetFault };

/** `line` of the file, 0: as a whole; `column` null: not one cell. */
export interface SheetFault {
  table: string;
  line: number;
  column: string | null;
  what: Phrase;
}

export interface SheetState {
  id: string;
  /** When it was replaced, UTC ms, and by whom. */
  atMs: number;
  by: string;
  rows: number;
}
