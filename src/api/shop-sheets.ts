/**
 * The tables of a shop that lives in spreadsheets.
 *
 *     GET  /api/shop/sheets                                    → SheetList
 *     GET  /api/shop/sheets/:name?search=&offset=              → SheetPage
 *     POST /api/shop/sheets/:name/changes   ChangeSheet        → SheetOutcome
 *     GET  /api/shop/sheets/:name/history                      → SheetHistory
 *     POST /api/shop/sheets/:name/restore   RestoreSheet       → SheetOutcome
 *
 * Admins and supervisors edit all tables; editors those that name no customer. An installation with a shop system of its own has none
 * of this (404).
 */
import { z } from 'zod';
import { API_LIMITS } from './bounds.ts';
import { ApiPhrase } from './phrases.ts';
import { ApiMs } from './words.ts';

const Version = z.string().max(64);
const Cells = z
  .record(z.string().max(API_LIMITS.nameChars), z.string().max(API_LIMITS.cellChars))
  .refine((cells) => Object.keys(cells).length <= API_LIMITS.rowCells);

export const SheetList = z.object({
  sheets: z.array(
    z.object({
      name: z.string(),
      rows: z.number().int(),
      version: Version,
      tooLarge: z.boolean(),
      /** Only to be read: it is written by the bot, or the products come from a feed and an edit here would change nothing. */
      fixed: z.enum(['bot', 'feed']).exactOptional(),
    }),
  ),
});
export type SheetList = z.infer<typeof SheetList>;

export const SheetQuery = z.strictObject({
  search: z.string().max(API_LIMITS.searchChars).default(''),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

export const SheetPage = z.object({
  version: Version,
  columns: z.array(z.object({ name: z.string(), choices: z.array(z.string()).nullable() })),
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  total: z.number().int(),
});
export type SheetPage = z.infer<typeof SheetPage>;

const Row = z.number().int().min(0);
export const ChangeSheet = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), version: Version, row: Row, cells: Cells }),
  z.strictObject({ do: z.literal('add'), version: Version, cells: Cells }),
  z.strictObject({ do: z.literal('remove'), version: Version, row: Row }),
]);
export type ChangeSheet = z.infer<typeof ChangeSheet>;

export const RestoreSheet = z.strictObject({ id: z.string().max(64), version: Version });
export type RestoreSheet = z.infer<typeof RestoreSheet>;

/** `line` of the file, 0: as a whole; `column` null: not one cell. */
export const SheetFault = z.object({
  table: z.string(),
  line: z.number().int(),
  column: z.string().nullable(),
  what: ApiPhrase,
});
export type SheetFault = z.infer<typeof SheetFault>;

export const SheetOutcome = z.union([
  z.object({ ok: z.literal(true), version: Version }),
  z.object({ ok: z.literal(false), code: z.enum(['changed', 'gone', 'read-only']) }),
  z.object({
    ok: z.literal(false),
    code: z.literal('invalid'),
    /** In English, with its place. */
    message: z.string(),
    fault: SheetFault.exactOptional(),
  }),
]);
export type SheetOutcome = z.infer<typeof SheetOutcome>;

export const SheetHistory = z.object({
  states: z.array(z.object({ id: z.string(), atMs: ApiMs, by: z.string(), rows: z.number().int() })),
});
export type SheetHistory = z.infer<typeof SheetHistory>;
