/** An embedded shop that holds what the contract of shops asks for, and whose files can be changed as people of the shop would. */
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { silentLog } from '../../src/core/ports/log.ts';
import type { Order } from '../../src/core/ports/shop.ts';
import { createEmbeddedShop, type EmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import type { ShopUnderTest } from '../contracts/shop-under-test.ts';
import { makeClock, makeSampleFolder, type HandClock } from '../shop/sample-files.ts';

export const CONTRACT_NOON = Date.parse('2026-11-22T12:00:00+03:00');

export interface ContractShop extends Omit<ShopUnderTest, 'orders' | 'catalog'> {
  shop: EmbeddedShop;
  clock: HandClock;
}

export async function openContractShop(): Promise<ContractShop> {
  const folder = await makeSampleFolder();
  const clock = makeClock(CONTRACT_NOON);
  const rows = contractRows();
  const write = async () => {
    for (const [file, lines] of Object.entries(rows)) {
      await writeFile(join(folder.dir, file), lines.map((line) => line.join(',')).join('\n'));
    }
  };
  await write();
  const file = join(folder.dir, 'shop.sqlite');
  const base = { dir: folder.dir, timeZone: 'Europe/Moscow', currency: 'RUB', log: silentLog };
  const shop = await createEmbeddedShop({ ...base, file, clock });
  const db = new Database(file, { readonly: true });
  const wishes = db.prepare<[], number>('SELECT count(*) FROM order_wishes').pluck();
  const change = async () => {
    await write();
    await shop.reload();
  };
  return {
    shop,
    clock,
    wishes: () => wishes.get() ?? 0,
    async move(number, state) {
      const row = rows['orders.csv'].find(([one]) => one === number);
      if (!row) throw new Error(`no order ${number}`);
      row[3] = state;
      await change();
    },
    async remove(number) {
      for (const name of ['orders.csv', 'order_lines.csv', 'parcels.csv'] as const) {
        rows[name] = rows[name].filter(([one]) => one !== number);
      }
      await change();
    },
    async fill(count) {
      const blank = Array.from({ length: 9 }, () => '');
      for (let at = 0; at < count; at += 1) {
        const number = `FL-${100_000 + at}`;
        rows['orders.csv'].push([number, 'c9', '-2d', 'shipped', 'post', '0', '0', '0', '', 'RUB', ...blank]);
        rows['order_lines.csv'].push([number, 'TW-1', '1', '690.50', '', '', '', '']);
      }
      await change();
    },
    async close() {
      db.close();
      shop.close();
      await folder.remove();
    },
  };
}

type Rows = Record<'customers.csv' | 'orders.csv' | 'order_lines.csv' | 'parcels.csv', string[][]>;

/** The columns that are not given are empty. */
function contractRows(): Rows {
  const row = (cells: string, count: number): string[] => {
    const given = cells.split(',');
    return [...given, ...Array.from({ length: count - given.length }, () => '')];
  };
  const order = (number: string, state: Order['state'], rest: string) =>
    row(`${number},${rest.replace('STATE', state)}`, 19);
  const line = (cells: string) => row(cells, 8);
  const parcel = (cells: string) => row(cells, 14);
  return {
    'customers.csv': [
      'id,name,phones,emails,locale,city,birthday,points',
      'c1,Анна,79161234567,anna@example.com,ru,Москва,1988-03-14,740',
      'c2,Олена Дем’яненко,79990001003;380671234567,olena@example.com,uk,,,0',
      "c3,Sean O'Brien 🌿,79990001004,Sean.OBrien@Example.com,en,,,0",
      'c4,Без почты,79990001005,,ru,,,0',
      'c5,Борис,79161234567,boris@example.com,ru,,,0',
      'c9,Многие,79997770000,,ru,,,0',
    ].map((cells) => cells.split(',')),
    'orders.csv': [
      'number,customer,placed,state,delivery,delivery_price,discount,paid,promised,currency,refunded,label_ru,label_uk,label_en,delay_ru,delay_uk,delay_en,pay_url,pay_until'.split(
        ',',
      ),
      order('ML-2001', 'completed', 'c1,-40d 12:05,STATE,courier,0,0,9400,-36d,RUB'),
      order('ML-2002', 'shipped', 'c1,-3d 14:30,STATE,courier,390,100,9690,-1d,RUB'),
      order('ML-2003', 'partly_shipped', 'c2,-5d,STATE,pickup,250,0,0,+2d,RUB'),
      order('ML-2004', 'cancelled', 'c4,-6d,STATE,courier,290,0,5690,-1d,RUB'),
      order('ML-2005', 'delivered', 'c4,-90d,STATE,post,0,0,3200,,RUB'),
      order(
        'ML-2006',
        'awaiting_payment',
        'c3,0d,STATE,courier,0,0,0,+3d,RUB,,,,,,,,https://pay.example.com/ML-2006,+1d',
      ),
      order('ML-2007', 'delivered', 'c4,-20d,STATE,post,0,0,3200,,RUB,1000'),
      order('ML-2008', 'unknown', 'c4,-9d,STATE,post,0,0,3200,,RUB,,ждёт таможню'),
      order('ML-2009', 'shipped', 'c4,-8d,STATE,post,0,0,12800,,JPY'),
      order('ML-2010', 'confirmed', 'c5,-20d,STATE,post,0,0,0,,RUB'),
      order('ML-2011', 'ready_for_pickup', 'c4,-7d,STATE,pickup,0,0,0,,RUB'),
    ],
    'order_lines.csv': [
      'order,sku,quantity,unit_price,title_ru,title_uk,title_en,flags'.split(','),
      line('ML-2001,BL-2,1,9400'),
      line('ML-2002,BL-2,1,9400'),
      line('ML-2003,BL-2,1,9400'),
      line('ML-2003,TW-1,2,690.50'),
      line('ML-2004,,1,5400,Скатерть круглая'),
      line('ML-2005,PL-9,1,3200,Плед «Вереск»,Плед «Верес»,“Heather” throw'),
      line('ML-2006,TW-1,3,690.50'),
      line('ML-2007,BL-2,1,3200'),
      line('ML-2008,BL-2,1,3200'),
      line('ML-2009,BL-2,1,12800'),
      line('ML-2010,BL-2,1,3200'),
      line('ML-2011,TW-1,1,500'),
    ],
    'parcels.csv': [
      'order,carrier,number,url,state,expected,stored_until,skus,delivered,place_ru,place_uk,place_en,pickup_code,to_pay'.split(
        ',',
      ),
      parcel('ML-2002,CDEK,1099000002,https://example.com/track/1099000002,in_transit,+1d'),
      parcel('ML-2003,CDEK,1099000003,https://example.com/track/1099000003,in_transit,+2d,,BL-2'),
      parcel('ML-2003,,,,preparing,,,TW-1'),
      parcel('ML-2011,CDEK,1099000011,,at_pickup_point,-1d,+2d,,,Лесная 5,,,4711,500'),
    ],
  };
}
