/** Beside the tables of the shop: what customers wished for their orders. Only to be read; people do it and answer in the chat. */
import { LIMITS } from '../../core/limits.ts';
import type { SheetOutcome, SheetPage, ShopSheets } from '../../core/ports/shop-sheets.ts';
import type { OrderWish } from '../embedded/order-wishes.ts';

export const WISHES = 'wishes';

export interface Wishes {
  list(limit: number): OrderWish[];
  /** A moment in the shop's own time, as people write it. */
  speak(ms: number): string;
}

export function withWishes(sheets: ShopSheets, wishes: Wishes): ShopSheets {
  const fixed: SheetOutcome = { ok: false, code: 'read-only' };
  return {
    async list() {
      const rows = wishes.list(LIMITS.wishesShown).length;
      return [
        ...(await sheets.list()),
        { name: WISHES, rows, version: String(rows), tooLarge: false, fixed: 'bot' },
      ];
    },
    read: async (name, page) => (name === WISHES ? readWishes(wishes, page) : sheets.read(name, page)),
    change: async (name, change, by) => (name === WISHES ? fixed : sheets.change(name, change, by)),
    history: async (name) => (name === WISHES ? [] : sheets.history(name)),
    restore: async (name, ...wish) => (name === WISHES ? fixed : sheets.restore(name, ...wish)),
  };
}

const COLUMNS = ['asked', 'order', 'wish', 'words', 'done'];

function readWishes(wishes: Wishes, { search, offset, limit }: Parameters<ShopSheets['read']>[1]): SheetPage {
  const wanted = search.trim().toLocaleLowerCase();
  const rows = wishes
    .list(LIMITS.wishesShown)
    .map(({ askedAtMs, order, kind, words, isDone }, row) => ({
      row,
      cells: [wishes.speak(askedAtMs), order, kind, words, isDone ? 'yes' : 'no'],
    }))
    .filter(({ cells }) => cells.some((cell) => cell.toLocaleLowerCase().includes(wanted)));
  const columns = COLUMNS.map((name) => ({ name, choices: null }));
  return {
    version: String(rows.length),
    columns,
    rows: rows.slice(offset, offset + limit),
    total: rows.length,
  };
}
