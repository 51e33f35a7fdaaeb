/** The promotions of the embedded shop, from `promotions.csv`; the file may be missing. Writes nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { Promotion, Promotions } from '../../core/ports/promotions.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';
import { dayOf } from './zoned-date.ts';

export interface EmbeddedPromotionsOptions {
  /** The folder of the CSV files. */
  dir: string;
  timeZone: string;
  clock: Clock;
}

export interface EmbeddedPromotions extends Promotions {
  /** Reads the file anew. Throws SAMPLE_INVALID. */
  reload(): Promise<void>;
}

const FILE = 'promotions.csv';
const COLUMNS = [
  'id',
  ...cell.localised('title'),
  ...cell.localised('conditions'),
  'code',
  'from',
  'until',
  'url',
];

/** Throws SAMPLE_INVALID. */
export async function createEmbeddedPromotions(
  options: EmbeddedPromotionsOptions,
): Promise<EmbeddedPromotions> {
  const { clock, timeZone } = options;
  let known = await readPromotions(options);
  const reload = async () => {
    known = await readPromotions(options);
  };
  return {
    async current(atMs, signal) {
      if (signal.aborted) return { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } };
      // Dates that count from the day of reading would age.
      if (known.day !== null && known.day !== dayOf(clock.now(), timeZone)) await reload();
      const live = known.promotions.filter(
        ({ fromMs, untilMs }) => (fromMs ?? atMs) <= atMs && atMs <= (untilMs ?? atMs),
      );
      return { ok: true, value: live.toSorted((a, b) => endOf(a) - endOf(b)) };
    },
    reload,
  };
}

function endOf({ untilMs }: Promotion): number {
  return untilMs ?? Number.MAX_SAFE_INTEGER;
}

async function readPromotions({ dir, timeZone, clock }: EmbeddedPromotionsOptions) {
  const file = join(dir, FILE);
  const nowMs = clock.now();
  const calendar: cell.Calendar = { nowMs, timeZone, relative: false };
  const rows = existsSync(file) ? await readCsvTable(file, COLUMNS) : [];
  const promotions = [...cell.indexed(rows, 'id', (row) => toPromotion(row, calendar)).values()];
  return { promotions, day: calendar.relative ? dayOf(nowMs, timeZone) : null };
}

function toPromotion(row: Row, calendar: cell.Calendar): Promotion {
  const words = (column: 'title' | 'conditions') => {
    const text = cell.localText(row, column);
    if (text === null) throw row.fault(`${column}_ru`, 'cell.one-language');
    return text;
  };
  const from = row.text('from');
  // From the beginning of that day, until the end of it.
  const fromMs =
    from === '' ? null : cell.date(row, 'from', 'end', calendar) - (from.includes(':') ? 0 : DAY_MS - 1);
  const untilMs = cell.optionalDate(row, 'until', calendar);
  if (fromMs !== null && untilMs !== null && untilMs < fromMs)
    throw row.fault('until', 'cell.before', { other: 'from' });
  return {
    id: row.text('id'),
    title: words('title'),
    conditions: words('conditions'),
    code: cell.optional(row, 'code'),
    fromMs,
    untilMs,
    url: cell.address(row, 'url'),
  };
}

const DAY_MS = 86_400_000;
