/** The counters and pick-up points of the embedded shop, from `pickup_points.csv`; the file may be missing. Writes nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { LocalText } from '../../core/local-text.ts';
import type { OpeningRange, OpeningWeek, PickupPoint, PickupPoints } from '../../core/ports/pickup-points.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';

export interface EmbeddedPickupPoints extends PickupPoints {
  /** Reads the file anew. Throws SAMPLE_INVALID. */
  reload(): Promise<void>;
}

const FILE = 'pickup_points.csv';
const COLUMNS = [
  'id',
  'kind',
  ...cell.localised('name'),
  ...cell.localised('city'),
  ...cell.localised('near'),
  ...cell.localised('address'),
  'latitude',
  'longitude',
  'mon_fri',
  'sat',
  'sun',
  'time_zone',
  'phone',
  'map',
];
const DAY_MIN = 24 * 60;

/** `timeZone`: of the points that name none. Throws SAMPLE_INVALID. */
export async function createEmbeddedPickupPoints(
  dir: string,
  timeZone: string,
): Promise<EmbeddedPickupPoints> {
  let points = await readPoints(dir, timeZone);
  return {
    async all(signal) {
      if (signal.aborted) return { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } };
      return { ok: true, value: points };
    },
    async reload() {
      points = await readPoints(dir, timeZone);
    },
  };
}

async function readPoints(dir: string, timeZone: string): Promise<PickupPoint[]> {
  const file = join(dir, FILE);
  if (!existsSync(file)) return [];
  const rows = await readCsvTable(file, COLUMNS);
  const extra = rows[LIMITS.pickupPoints];
  if (extra) throw extra.fault('id', 'cell.too-many-points', { max: LIMITS.pickupPoints });
  return [...cell.indexed(rows, 'id', (row) => toPoint(row, timeZone)).values()];
}

function toPoint(row: Row, timeZone: string): PickupPoint {
  const words = (column: string): LocalText => {
    const text = cell.localText(row, column);
    if (text === null) throw row.fault(`${column}_ru`, 'cell.one-language');
    return text;
  };
  return {
    id: row.text('id'),
    kind: cell.oneOf(row, 'kind', ['shop', 'pickup']),
    name: words('name'),
    city: words('city'),
    near: cell.localText(row, 'near'),
    address: words('address'),
    at: { latitude: degrees(row, 'latitude', 90), longitude: degrees(row, 'longitude', 180) },
    hours: weekOf(row),
    timeZone: zone(row) ?? timeZone,
    phone: cell.optional(row, 'phone'),
    mapUrl: cell.address(row, 'map'),
  };
}

function degrees(row: Row, column: string, most: number): number {
  const text = row.text(column);
  const value = Number(text);
  if (!/^-?\d{1,3}(\.\d{1,8})?$/.test(text) || Math.abs(value) > most)
    throw row.fault(column, 'cell.degrees', { text });
  return value;
}

function zone(row: Row): string | null {
  const name = cell.optional(row, 'time_zone');
  if (name === null) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw row.fault('time_zone', 'cell.time-zone', { text: name });
  }
}

/** All three left empty: nobody knows; one left empty beside others: closed. */
function weekOf(row: Row): OpeningWeek | null {
  const columns = ['mon_fri', 'sat', 'sun'] as const;
  if (columns.every((column) => row.text(column) === '')) return null;
  const [week = [], sat = [], sun = []] = columns.map((column) => rangesOf(row, column));
  return [week, week, week, week, week, sat, sun];
}

function rangesOf(row: Row, column: string): OpeningRange[] {
  return cell.list(row, column).map((text) => {
    const parts = /^(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)$/u.exec(text);
    const [from = Infinity, to = Infinity] = parts
      ? [Number(parts[1]) * 60 + Number(parts[2]), Number(parts[3]) * 60 + Number(parts[4])]
      : [];
    if (from >= DAY_MIN || to > DAY_MIN || from === to) throw row.fault(column, 'cell.hours', { text });
    return { fromMin: from, toMin: to > from ? to : to + DAY_MIN };
  });
}
