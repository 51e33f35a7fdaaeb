import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { describeFinding } from '../../src/content/finding.ts';
import { watchContent, type ContentWatch } from '../../src/content/watch-content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { tempContent, type TempContent } from './temp-content.ts';

let content: TempContent;
let watching: ContentWatch;
afterEach(() => {
  watching.close();
  content.remove();
});

function open(beforeUse: () => void = () => {}) {
  content = tempContent();
  const clock = createManualClock(0);
  const logged: string[] = [];
  const log: Log = { debug() {}, info() {}, warn() {}, error: (_fields, message) => logged.push(message) };
  let live = '';
  let loads = 0;
  const load = (): string => {
    const faq = content.faq();
    loads += 1;
    beforeUse();
    if (!faq.ok) throw new Error(faq.findings.map(describeFinding).join('\n'));
    return faq.set.entries.map((entry) => entry.answer).join('|');
  };
  live = load();
  loads = 0;
  watching = watchContent({
    folders: [join(content.dir, 'faq')],
    load,
    use: (set) => (live = set),
    clock,
    log,
  });
  /** The regular look, then the quiet time: works whether or not the file system tells. */
  const settle = async (): Promise<void> => {
    clock.advance(LIMITS.contentLookMs);
    clock.advance(LIMITS.contentQuietMs);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    settle,
    live: () => live,
    logged,
    loads: () => loads,
    file: join(content.dir, 'faq/ru/payment.md'),
  };
}

const edit = (answer: string): void => {
  content.write('faq/ru/payment.md', `## Можно платить наличными? {#cash}\n\n- а\n- б\n- в\n\n${answer}\n`);
};

describe('live reload', () => {
  test('a saved edit goes live without a restart', async () => {
    const { settle, live } = open();
    expect(live()).toBe('Да, курьеру.');
    edit('Да, и в магазине.');
    await settle();
    expect(live()).toBe('Да, и в магазине.');
  });

  test('nothing is loaded when nothing changed', async () => {
    const { settle, loads } = open();
    await settle();
    await settle();
    expect(loads()).toBe(0);
  });

  test.each([
    ['cut in half', (file: string) => truncateSync(file, Math.floor(readFileSync(file).length * 0.7))],
    [
      'bad UTF-8',
      (file: string) => content.write(file.slice(content.dir.length), Buffer.from([0xcf, 0xf0, 0xe8])),
    ],
    ['an unknown slot', () => edit('Звоните {{shop.fone}}.')],
    ['10 MB', () => edit('я'.repeat(5_000_000))],
    ['two files with one id', (file: string) => content.write('faq/ru/b.md', readFileSync(file))],
    ['gone', (file: string) => rmSync(file)],
  ])(
    '%s: the last good set stays live, the log says file and what to do; a mend goes live',
    async (_name, damage) => {
      const { settle, live, logged, file } = open();
      damage(file);
      await settle();
      expect(live()).toBe('Да, курьеру.');
      expect(logged[0]).toMatch(/faq\/ru.*→ /s);
      expect(logged.at(-1)).toMatch(/last good set stays live/);
      rmSync(join(content.dir, 'faq/ru/b.md'), { force: true });
      edit('Починено.');
      await settle();
      expect(live()).toBe('Починено.');
    },
  );

  test('a save in the middle of a reload: what was read is dropped and read again', async () => {
    let during = 0;
    const { settle, live, loads } = open(() => {
      during += 1;
      if (during === 2) edit('Вторая правка.');
    });
    edit('Первая правка.');
    await settle();
    expect(live()).toBe('Вторая правка.');
    expect(loads()).toBe(2);
  });

  test('a file that never stops changing does not go live half-way, and does when it has settled', async () => {
    let busy = true;
    let number = 0;
    const { settle, live } = open(() => {
      if (busy && number > 0) edit(`Правка ${number}.`);
      number += 1;
    });
    edit('Начало.');
    await settle();
    expect(live()).toBe('Да, курьеру.');
    busy = false;
    await settle();
    expect(live()).toMatch(/Правка/);
  });

  test('closed, it does nothing more', async () => {
    const { settle, live } = open();
    watching.close();
    edit('Поздно.');
    await settle();
    expect(live()).toBe('Да, курьеру.');
  });
});
