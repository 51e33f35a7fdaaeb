/** Unanswered questions and the report on answers over HTTP: who may see what, what is left of it, tables to take away. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FaqReport } from '../../src/api/faq-reports.ts';
import { ClusterDetail, UnansweredList } from '../../src/api/unanswered.ts';
import type { FaqReports } from '../../src/core/ports/faq-reports.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { Unanswered } from '../../src/core/ports/unanswered.ts';
import type { Faq } from '../../src/core/ports/words.ts';
import { createFaqReports } from '../../src/editing/faq-reports.ts';
import { createUnanswered } from '../../src/editing/unanswered/unanswered.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createDriver } from '../support/store-driver.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

const ODD = 'щщык бррр';
/** A question that spreadsheets would take for a formula. */
const FORMULA = '=HYPERLINK("https://example.com"; "Доставка")';
const faq: Faq = {
  find: () => ({ band: 'miss' }),
  entry: (id, locale) =>
    id === 'delivery'
      ? { id, locale, question: FORMULA, phrasings: [], answer: '…', links: [], topic: 'delivery' }
      : null,
};

let house: House;
let made: Unanswered & { close(): Promise<void> };
let reports: FaqReports;
const people = new Map<string, Browser>();

beforeAll(async () => {
  const unanswered: Unanswered = {
    list: (query) => made.list(query),
    cluster: (id) => made.cluster(id),
    putAside: (id, questions, by) => made.putAside(id, questions, by),
    settle: (id, as, by) => made.settle(id, as, by),
  };
  house = await openHouse({ deps: { unanswered, faqReports: { read: (days) => reports.read(days) } } });
  const { store, clock } = house;
  made = createUnanswered({ store, nearest: () => [], timeZone: () => 'UTC', clock, log: silentLog });
  reports = createFaqReports({ store, faq: () => faq, timeZone: () => 'UTC', clock });
  for (const role of ['editor', 'supervisor', 'operator'] as const) {
    await house.hire(role, role);
    const browser = openBrowser(house);
    await browser.signIn(role);
    people.set(role, browser);
  }
  await writes('Ольга', ODD);
  await writes('Инна', `${ODD} 8 916 123-45-67`);
  await writes('Инна', 'хрямзик');
});
afterAll(async () => {
  await made.close();
  await house.close();
});

const as = (role: string): Browser => people.get(role)!;
let written = 0;
async function writes(from: string, text: string): Promise<void> {
  written += 1;
  await ask(house.port, '/webhooks/parrot', {
    method: 'POST',
    headers: { 'x-parrot-secret': house.parrot.secret },
    json: { id: `p${written}`, from, name: from, text },
  });
  const end = performance.now() + 20_000;
  while ((await house.store.countUnanswered(house.clock.now())) < written) {
    if (performance.now() > end) throw new Error('it was never asked');
    await new Promise((again) => setTimeout(again, 20));
  }
}

const list = async (query = '') =>
  UnansweredList.parse((await as('editor').get(`/api/unanswered${query}`)).json);

describe('unanswered questions', () => {
  test('editors and leads see them gathered; operators do not', async () => {
    const { waiting, gathered, clusters } = await list();
    expect({ waiting, gathered }).toEqual({ waiting: 3, gathered: 3 });
    expect(clusters.map(({ count, people: who }) => `${count}/${who}`)).toEqual(['2/2', '1/1']);
    expect((await as('operator').get('/api/unanswered')).status).toBe(403);
    expect((await as('supervisor').get('/api/unanswered')).status).toBe(200);
  });

  test('by language and platform; what is no language is refused', async () => {
    expect((await list('?platform=parrot&locale=ru')).clusters).toHaveLength(2);
    expect((await list('?platform=viber')).clusters).toEqual([]);
    expect((await list('?locale=en')).clusters).toEqual([]);
    expect((await as('editor').get('/api/unanswered?locale=de')).status).toBe(400);
  });

  test('words are masked, and only who reads conversations gets a way into one', async () => {
    const [first] = (await list()).clusters;
    const read = async (role: string) =>
      ClusterDetail.parse((await as(role).get(`/api/unanswered/${first!.id}`)).json);
    const seen = await read('editor');
    expect(seen.questions.map(({ text }) => text)).toEqual([`${ODD} +8 ••• 67`, ODD]);
    expect(seen.questions.map(({ conversation }) => conversation)).toEqual([null, null]);
    const [question] = (await read('supervisor')).questions;
    expect((await as('supervisor').get(`/api/conversations/${question!.conversation}`)).status).toBe(200);
    expect((await as('editor').get('/api/unanswered/q999')).status).toBe(404);
  });

  test('settled one by one or whole, once; a body that makes no sense is refused', async () => {
    const [first, second] = (await list()).clusters;
    const { questions } = ClusterDetail.parse((await as('editor').get(`/api/unanswered/${first!.id}`)).json);
    const settle = (body: unknown, id = first!.id) =>
      as('editor').send('POST', `/api/unanswered/${id}/settle`, body);
    for (const bad of [
      {},
      { entry: '', made: 'entry' },
      { entry: 'a', made: 'x' },
      { entry: 'a', made: 'entry', questions: [] },
    ])
      expect((await settle(bad)).status).toBe(400);
    const one = { entry: 'brrr', made: 'phrasing', questions: [questions[0]!.id] };
    expect((await settle(one)).status).toBe(204);
    expect((await settle(one)).status).toBe(404);
    expect(await list()).toMatchObject({ waiting: 2, clusters: [{ count: 1 }, { count: 1 }] });
    expect((await as('editor').send('POST', `/api/unanswered/${second!.id}/aside`, {})).status).toBe(204);
    expect((await settle({ entry: 'brrr', made: 'entry' })).status).toBe(204);
    expect(await list()).toMatchObject({ waiting: 0, clusters: [] });
    expect(await house.store.countUnanswered(house.clock.now())).toBe(0);
  });
});

describe('the report', () => {
  beforeAll(async () => {
    const driver = createDriver(house.store, createManualClock(house.clock.now()));
    const question = { do: 'ask', text: 'вопрос', locale: 'ru', band: 'answer', score: 0.9 } as const;
    for (const id of ['delivery', 'gone', 'flow:order-status']) {
      const questions = [{ ...question, ids: [id], inFlow: false }];
      await driver.committed(await driver.heard(id, [], { questions }));
    }
  });

  test('entries with the words they have now, topics, weeks', async () => {
    const report = FaqReport.parse((await as('editor').get('/api/faq-reports?days=7')).json);
    expect(report.totals).toEqual({ asked: 6, answer: 3, offer: 0, miss: 3, contained: 3 });
    expect(report.entries.map(({ id, question, topic, asked }) => ({ id, question, topic, asked }))).toEqual([
      { id: 'delivery', question: FORMULA, topic: 'delivery', asked: 1 },
      { id: 'flow:order-status', question: null, topic: null, asked: 1 },
      { id: 'gone', question: null, topic: null, asked: 1 },
    ]);
    expect(report.topics.map(({ topic, said, contained }) => ({ topic, said, contained }))).toEqual([
      { topic: '', said: 2, contained: 2 },
      { topic: 'delivery', said: 1, contained: 1 },
    ]);
    const weeks = report.topics[0]!.weeks.map(({ weekMs }) => weekMs);
    expect(weeks.length).toBeGreaterThanOrEqual(1);
    expect(report.weeks.reduce((sum, { miss }) => sum + miss, 0)).toBe(3);
    expect((await as('operator').get('/api/faq-reports')).status).toBe(403);
    expect((await as('editor').get('/api/faq-reports?days=8')).status).toBe(400);
  });

  test.each([
    ['entries', 'entry,language,question,topic,asked'],
    ['weeks', 'week,channel,answered,offered,missed,contained'],
    ['topics', 'topic,week,said,contained'],
  ])('%s as a table, and no cell computes', async (table, head) => {
    const answer = await as('editor').get(`/api/faq-reports.csv?days=7&table=${table}`);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [first, ...rows] = answer.text.split('\r\n');
    expect(first).toContain(head);
    expect(rows.join('\n')).not.toMatch(/(^|,|")=/m);
    if (table === 'entries')
      expect(answer.text).toContain(`"'=HYPERLINK(""https://example.com""; ""Доставка"")"`);
  });
});
