/** The page of answers over real files, a real database and the real reading of content, in a folder of its own. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/core/clock.ts';
import type { FaqChange, FaqEditor, FaqGateRun, FaqParts } from '../../src/core/ports/faq-desk.ts';
import { silentLog, type Log } from '../../src/core/ports/log.ts';
import type { OpenFaqDesk } from '../../src/editing/faq-desk.ts';
import { openFaqDesk, settleAnswers } from '../../src/product/faq-desk.ts';
import { openContent, type OpenContent } from '../../src/product/open-content.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { eventual } from './eventual.ts';
import { createSeededRandom } from './manual-clock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const ANNA: FaqEditor = { id: '1', name: 'Анна', mayOverride: false };
export const BORIS: FaqEditor = { id: '2', name: 'Борис', mayOverride: false };
export const LEAD: FaqEditor = { id: '3', name: 'Ольга', mayOverride: true };

export const DELIVERY = `# Доставка

## Сколько стоит доставка? {#delivery-price}

- Цена доставки
- Почём доставка курьером?
- Доставка платная?

Курьером по городу — 390 рублей.

## Доставляете ли вы в другие города? {#delivery-regions}

- Отправляете в регионы?
- Можно заказать из другого города?
- Доставка по России

Да, отправляем по всей стране.
`;
export const RETURNS = `---
owner: Отдел возвратов
tags: [возврат]
---

# Возврат

## Как вернуть товар? {#returns}

- Хочу вернуть покупку
- Оформить возврат
- Не подошло, как сдать обратно?

Напишите нам, и мы пришлём этикетку.
`;

export interface AnswersBench {
  folder: string;
  faqDir: string;
  shopDir: string;
  dataDir: string;
  readonly store: SqliteStore;
  readonly content: OpenContent;
  readonly desk: OpenFaqDesk;
  read(path: string): string;
  write(path: string, text: string | Buffer): void;
  /** What a customer who asks this is answered now; null: nothing. */
  answer(question: string): string | null;
  /** Reads what is there, changes it, keeps the draft. */
  draft(id: string, change: Partial<FaqParts> | null, by?: FaqEditor): ReturnType<OpenFaqDesk['draft']>;
  /** Runs the gate for what is drafted to its end. */
  gate(by?: FaqEditor): Promise<FaqGateRun>;
  /** As the process would end and start again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface AnswersBenchOptions {
  files?: Record<string, string>;
  hold?: boolean;
  git?: boolean;
  log?: Log;
  /** `[ru]` unless told. */
  languages?: string;
  /** Added to shop.yaml. */
  shop?: string;
}

export async function openAnswersBench(options: AnswersBenchOptions = {}): Promise<AnswersBench> {
  const folder = mkdtempSync(join(tmpdir(), 'prilavok-answers-'));
  const [faqDir, shopDir, dataDir] = [join(folder, 'faq'), join(folder, 'shop'), join(folder, 'data')];
  cpSync(join(root, 'data/sample-shop'), shopDir, { recursive: true });
  mkdirSync(dataDir);
  const yaml = readFileSync(join(shopDir, 'shop.yaml'), 'utf8').replace(
    /^languages:.*$/mu,
    `languages: ${options.languages ?? '[ru]'}`,
  );
  writeFileSync(join(shopDir, 'shop.yaml'), `${yaml}\n${options.shop ?? ''}`);
  const write = (path: string, text: string | Buffer): void => {
    mkdirSync(dirname(join(faqDir, path)), { recursive: true });
    writeFileSync(join(faqDir, path), text);
  };
  const files = options.files ?? { 'ru/delivery.md': DELIVERY, 'ru/returns.md': RETURNS };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const config = {
    faqDir,
    shopDir,
    editing: { git: options.git ?? false, hold: options.hold ?? false },
  };
  let open = await openAll(config, dataDir, options.log ?? silentLog);
  const bench: AnswersBench = {
    folder,
    faqDir,
    shopDir,
    dataDir,
    get store() {
      return open.store;
    },
    get content() {
      return open.content;
    },
    get desk() {
      return open.desk;
    },
    read: (path) => readFileSync(join(faqDir, path), 'utf8'),
    write,
    answer(question) {
      const { faq } = open.content.current().live;
      const found = faq.find(question, 'ru', systemClock.now());
      return found.band === 'answer' ? (faq.entry(found.id, 'ru')?.answer ?? null) : null;
    },
    async draft(id, change, by = ANNA) {
      return open.desk.draft(await changeOf(open.desk, id, change), by);
    },
    async gate(by = ANNA) {
      const { id } = await open.desk.beginGate(by);
      let run: FaqGateRun | null = null;
      await eventual(async () => {
        run = await open.desk.gate(id);
        return run?.state !== 'running';
      }, 'the gate is through');
      return run as unknown as FaqGateRun;
    },
    async restart() {
      await open.close();
      open = await openAll(config, dataDir, options.log ?? silentLog);
    },
    async close() {
      await open.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

export async function changeOf(
  desk: OpenFaqDesk,
  id: string,
  change: Partial<FaqParts> | null,
  topic = 'delivery',
): Promise<FaqChange> {
  const view = await desk.entry(id);
  const here = view?.languages.ru;
  const now = here?.draft ?? here?.live ?? EMPTY;
  return {
    id,
    locale: 'ru',
    topic: view?.topic ?? topic,
    version: here?.version ?? '',
    draftVersion: here?.draftVersion ?? '',
    parts: change && { ...now, ...change },
  };
}

const EMPTY: FaqParts = {
  question: '',
  phrasings: [],
  answer: '',
  validFrom: null,
  validTo: null,
  channels: [],
};

async function openAll(
  config: { faqDir: string; shopDir: string; editing: { git: boolean; hold: boolean } },
  dataDir: string,
  log: Log,
) {
  const clock = systemClock;
  const random = createSeededRandom(5);
  const store = await createSqliteStore({ file: join(dataDir, 'kept.sqlite'), clock, random, log });
  const faqDir = await settleAnswers(config, { store, dataDir, clock, log });
  const content = await openContent({ ...config, faqDir }, { root, dataDir, store, clock, log });
  const desk = openFaqDesk(config, { content, store, dataDir, clock, random, log, platforms: () => [] });
  await desk.begin();
  return {
    store,
    content,
    desk,
    async close() {
      await desk.close();
      content.close();
      await store.close();
    },
  };
}
