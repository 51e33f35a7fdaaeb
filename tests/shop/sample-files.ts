/** A folder of CSV files for the embedded shop, small and changeable row by row. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';

const FILES: Record<string, string> = {
  'products.csv': [
    'sku,product,category,title_ru,title_uk,title_en,size,colour_ru,colour_uk,colour_en,price,was,stock',
    'BL-2,bed,bed-linen,Бельё из льна,Білизна з льону,Linen bedding,2,овсяный,вівсяний,oat,9400,,6',
    'TW-1,towel,towels,Полотенце,Рушник,Towel,,,,,690.50,790,0',
    'JM-M-RED,jumper,clothes,Джемпер из мериноса,Джемпер з мериноса,Merino jumper,M,красный,червоний,red,5200,,3',
    'JM-L-RED,jumper,clothes,Джемпер из мериноса,Джемпер з мериноса,Merino jumper,L,красный,червоний,red,5300,,0',
    '"MG-1","mug",home,"Кружка «Кот & Ёж» 🐈","Кухоль «Кіт & Їжак» 🐈","Sean\'s mug <big>",,,,,450,,1',
  ].join('\n'),
  'customers.csv': [
    'id,name,phones,emails,locale,city,birthday,points',
    'c1,Анна,79161234567,anna@example.com,ru,Москва,1988-03-14,740',
    'c2,Олена Дем’яненко,79990001003;380671234567,olena@example.com,uk,,,0',
    "c3,Sean O'Brien 🌿,79990001004,Sean.OBrien@Example.com,en,,,0",
    'c4,Без почты,79990001005,,ru,,,0',
  ].join('\n'),
  'orders.csv': [
    'number,customer,placed,state,delivery,delivery_price,discount,paid,promised,currency',
    'ML-2001,c1,-40d 12:05,completed,courier,0,0,9400,-36d,RUB',
    'ML-2002,c1,-3d 14:30,shipped,courier,390,100,9690,-1d,RUB',
    'ML-2003,c2,-5d,partly_shipped,pickup,250,0,0,+2d,RUB',
    'ML-2004,c4,-6d,cancelled,courier,290,0,5690,-1d,RUB',
    'ML-2005,c4,-90d,delivered,post,0,0,3200,,RUB',
    'ML-2006,c3,0d,awaiting_payment,courier,0,0,0,+3d,RUB',
  ].join('\n'),
  'order_lines.csv': [
    'order,sku,quantity,unit_price,title_ru,title_uk,title_en',
    'ML-2001,BL-2,1,9400,,,',
    'ML-2002,BL-2,1,9400,,,',
    'ML-2003,BL-2,1,9400,,,',
    'ML-2003,TW-1,2,690.50,,,',
    'ML-2004,,1,5400,"Скатерть, круглая",,',
    'ML-2005,PL-9,1,3200,Плед «Вереск»,Плед «Верес»,“Heather” throw',
    'ML-2006,TW-1,3,690.50,,,',
  ].join('\n'),
  'parcels.csv': [
    'order,carrier,number,url,state,expected,stored_until,skus',
    'ML-2002,CDEK,1099000002,https://example.com/track/1099000002,in_transit,+1d,,',
    'ML-2003,CDEK,1099000003,https://example.com/track/1099000003,in_transit,+2d,,BL-2',
    'ML-2003,,,,preparing,,,TW-1',
  ].join('\n'),
};

export interface SampleFolder {
  dir: string;
  /** Writes one file anew; `change` gets its lines, the header first. */
  edit(file: string, change: (lines: string[]) => string[]): Promise<void>;
  remove(): Promise<void>;
}

export async function makeSampleFolder(): Promise<SampleFolder> {
  const dir = await mkdtemp(join(tmpdir(), 'prilavok-shop-'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(dir, name), text);
  return {
    dir,
    edit: (file, change) => writeFile(join(dir, file), change((FILES[file] ?? '').split('\n')).join('\n')),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** A clock that moves only by hand; what falls due on the way runs, in order. */
export interface HandClock extends Clock {
  advance(ms: number): void;
  /** Moves to the next deed that waits; stands still when none does. */
  advanceToNext(): void;
}

export function makeClock(startMs: number): HandClock {
  let nowMs = startMs;
  let waits: { atMs: number; fn: () => void }[] = [];
  const advance = (ms: number) => {
    nowMs += ms;
    const due = waits.filter((wait) => wait.atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs);
    waits = waits.filter((wait) => wait.atMs > nowMs);
    for (const wait of due) wait.fn();
  };
  return {
    now: () => nowMs,
    monotonic: () => nowMs,
    after(ms, fn) {
      const wait = { atMs: nowMs + ms, fn };
      waits.push(wait);
      return () => (waits = waits.filter((other) => other !== wait));
    },
    advance,
    advanceToNext() {
      if (waits.length > 0) advance(Math.min(...waits.map((wait) => wait.atMs)) - nowMs);
    },
  };
}
