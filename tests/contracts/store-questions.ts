/** The log of questions as every store must keep it: with the turn, once, counted where it was asked, forgotten only when it may be. */
import { expect, test } from '@jest/globals';
import type { QuestionDeed } from '../../src/core/question.ts';
import { dayAt, dayBegins } from '../../src/core/week.ts';
import type { Bench } from './store-contract.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export function questionsContract(bench: Bench): void {
  const store = () => bench.driver.store;
  const now = () => bench.driver.clock.now();
  const later = (ms: number) => bench.driver.clock.advance(ms);
  const said = async (address: string, ...questions: QuestionDeed[]) =>
    (await bench.driver.committed(await bench.driver.heard(address, [], { questions }))).conversation.id;
  const ask = (text: string, over: Partial<Extract<QuestionDeed, { do: 'ask' }>> = {}): QuestionDeed => ({
    do: 'ask',
    text,
    locale: 'ru',
    band: 'miss',
    ids: [],
    score: null,
    inFlow: false,
    ...over,
  });
  const answer = (text: string, id: string) => ask(text, { band: 'answer', ids: [id], score: 0.9 });
  const offer = (text: string, ...ids: string[]) => ask(text, { band: 'offer', ids, score: 0.5 });
  const timeZone = 'Asia/Vladivostok';
  const all = () => ({ fromDay: 0, toDay: dayAt(now(), timeZone) + 1, timeZone });
  /** All that nothing can come of any more, a few a step. */
  const sumUp = async () => {
    while ((await store().sumUpQuestions({ beforeMs: now() - 10 * MINUTE, rows: 3, timeZone })) > 0);
  };
  const waiting = () => store().readUnanswered({ limit: 50, beforeId: 0, nowMs: now() });
  const words = async () => (await waiting()).map(({ text }) => text);
  const entry = async (id: string) => (await store().countEntries(all())).find((one) => one.id === id);

  test('the same question in another typing is one; another language is another', async () => {
    await said('1', ask('Где мой   заказ?'));
    later(MINUTE);
    await said('2', ask('где мой заказ'), ask('Где мой заказ', { locale: 'uk' }), ask('Цена?'));
    const page = await store().readQuestions({ sinceMs: 0, after: '', limit: 10 });
    expect(page.map(({ text, locale, times }) => `${text} ${locale} ${times}`).toSorted()).toEqual([
      'Где мой заказ uk 1',
      'Цена? ru 1',
      'где мой заказ ru 2',
    ]);
    expect(await store().countQuestions(0)).toBe(3);
    expect(await store().countQuestions(now() + 1)).toBe(0);
  });

  test('pages go over all of them once, in the same order, over a restart', async () => {
    for (let at = 0; at < 25; at += 1) await said('1', ask(`вопрос номер ${at}`), ask('один и тот же'));
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = await store().readQuestions({ sinceMs: 0, after, limit: 7 });
      seen.push(...page.map(({ key, times }) => `${key} ${times}`));
      if (page.length < 7) break;
      after = page.at(-1)?.key ?? '';
    }
    await bench.reopen();
    const whole = await store().readQuestions({ sinceMs: 0, after: '', limit: 100 });
    expect(seen).toEqual(whole.map(({ key, times }) => `${key} ${times}`));
    expect(whole).toHaveLength(26);
  });

  test('a question is written once, however often its event is decided', async () => {
    const { driver } = bench;
    const turn = await driver.heard('1', [], { questions: [ask('что-то новое')] });
    expect((await driver.commit(turn)).kind).toBe('committed');
    expect((await driver.commit(turn)).kind).not.toBe('committed');
    expect(await words()).toEqual(['что-то новое']);
  });

  test('a turn that is turned away asks nothing', async () => {
    const { driver } = bench;
    await driver.customer('1');
    const late = await driver.heard('1', [], { questions: [ask('опоздал')] });
    await driver.committed(await driver.heard('1'));
    expect((await driver.commit(late)).kind).toBe('stale');
    expect(await words()).toEqual([]);
    expect(await store().countBands(all())).toEqual([]);
  });

  test('waiting: a miss at once, an offer when nobody took it, an answer when it did not help', async () => {
    await said('1', ask('мимо'));
    await said('2', offer('почти', 'a', 'b'));
    await said('3', answer('не то', 'a'));
    expect(await words()).toEqual(['мимо']);
    await said('3', { do: 'judge', fate: 'not-helped' });
    expect(await words()).toEqual(['не то', 'мимо']);
    later(11 * MINUTE);
    expect(await words()).toEqual(['не то', 'почти', 'мимо']);
    expect(await store().countUnanswered(now())).toBe(3);
    const [newest] = await waiting();
    expect(newest).toMatchObject({ band: 'answer', fate: 'not-helped', ids: ['a'], reply: null });
  });

  test('an offer that was taken waits for nobody; one of which none fits does at once', async () => {
    await said('1', offer('взято', 'a', 'b'));
    await said('1', { do: 'pick', id: 'b', locale: 'ru' });
    await said('2', offer('не подошло', 'a', 'b'));
    await said('2', { do: 'judge', fate: 'none-fits' });
    expect(await words()).toEqual(['не подошло']);
    expect(await entry('b')).toMatchObject({ offered: 2, chosen: 1, shown: 0, contained: 1 });
    // And then it did not help either.
    await said('1', { do: 'judge', fate: 'not-helped', id: 'b' });
    expect(await words()).toEqual(['не подошло', 'взято']);
    expect(await entry('b')).toMatchObject({ chosen: 1, notHelped: 1, contained: 0 });
  });

  test('what was never offered is shown, and what comes of it is its own', async () => {
    await said('1', answer('вопрос', 'a'));
    await said('1', { do: 'pick', id: 'b', locale: 'ru' });
    await said('1', { do: 'judge', fate: 'not-helped' });
    expect(await words()).toEqual([]);
    expect(await entry('a')).toMatchObject({ answered: 1, notHelped: 0, contained: 1 });
    expect(await entry('b')).toMatchObject({ shown: 1, notHelped: 1, contained: 0 });
    expect(await store().countQuestions(0)).toBe(1);
  });

  test('a tap below an older answer is about that one', async () => {
    await said('1', answer('первый', 'a'));
    await said('1', answer('второй', 'b'));
    await said('1', { do: 'judge', fate: 'helped', id: 'a' });
    await said('1', { do: 'judge', fate: 'not-helped', id: 'nothing' });
    expect(await entry('a')).toMatchObject({ helped: 1 });
    expect(await entry('b')).toMatchObject({ helped: 0, notHelped: 0 });
  });

  test('what was answered in the same breath is said, too; the question is one', async () => {
    await said('1', ask('и то и это?', { band: 'answer', ids: ['a', 'b'], score: 0.9 }));
    await said('1', { do: 'judge', fate: 'not-helped', id: 'b' });
    expect(await entry('a')).toMatchObject({ answered: 1, shown: 0, notHelped: 1, contained: 0 });
    expect(await entry('b')).toMatchObject({ answered: 0, shown: 1, notHelped: 0 });
    expect(await words()).toEqual(['и то и это?']);
    expect(await store().countBands(all())).toMatchObject([{ answer: 1, contained: 0 }]);
  });

  test('the first word stands, and each counts once; a person outweighs "helped"', async () => {
    await said('1', answer('вопрос', 'a'));
    for (const fate of ['helped', 'not-helped', 'helped'] as const) await said('1', { do: 'judge', fate });
    expect(await entry('a')).toMatchObject({ helped: 1, notHelped: 0, contained: 1 });
    await said('1', { do: 'judge', fate: 'person' });
    await said('1', { do: 'judge', fate: 'person' });
    expect(await entry('a')).toMatchObject({ helped: 0, escalated: 1, contained: 0 });
    await said('2', answer('вопрос', 'b'));
    await said('2', { do: 'judge', fate: 'not-helped' });
    await said('2', { do: 'judge', fate: 'person' });
    expect(await entry('b')).toMatchObject({ notHelped: 1, escalated: 1, contained: 0 });
  });

  test('after ten minutes nothing is said of it any more, and nobody judges for another', async () => {
    await said('1', answer('вопрос', 'a'));
    await said('2', { do: 'judge', fate: 'not-helped' });
    later(10 * MINUTE + 1);
    await said('1', { do: 'judge', fate: 'not-helped' });
    expect(await words()).toEqual([]);
    expect(await entry('a')).toMatchObject({ notHelped: 0 });
  });

  test('an operator’s first words are kept with the question that ended with a person, until they say something', async () => {
    const id = await said('1', ask('есть ли у вас мастерская?'));
    const replies = (text: string) =>
      bench.driver.act(id, [], { turn: { questions: [{ do: 'reply', text }] } });
    await replies('не в тот момент');
    await said('1', { do: 'judge', fate: 'person' });
    await replies('Добрый день!');
    await replies('Мастерской у нас нет, но мы советуем ателье на Садовой улице, там шьют шторы.');
    await replies('Что-нибудь ещё?');
    const [row] = await waiting();
    expect(row?.reply).toBe(
      'Добрый день!\nМастерской у нас нет, но мы советуем ателье на Садовой улице, там шьют шторы.',
    );
  });

  test('an operator’s words a week later are about something else', async () => {
    const id = await said('1', ask('вопрос'), { do: 'judge', fate: 'person' });
    later(6 * DAY);
    await bench.driver.act(id, [], { turn: { questions: [{ do: 'reply', text: 'О другом' }] } });
    expect((await waiting())[0]?.reply).toBeNull();
  });

  test('what somebody looked at waits no more, and is still there for replays', async () => {
    await said('1', ask('первый'), ask('второй'), ask('третий'));
    const [third, second] = await waiting();
    const how = { as: 'phrasing', id: 'delivery', by: 'Ольга' } as const;
    expect(await store().settleQuestions([third!.id, second!.id, 9_999], how, now())).toBe(2);
    expect(await store().settleQuestions([third!.id], { as: 'aside', by: 'Ольга' }, now())).toBe(0);
    await bench.reopen();
    expect(await words()).toEqual(['первый']);
    expect(await store().countQuestions(0)).toBe(3);
  });

  test('the number of a question is never given to another one, even if all before it are gone', async () => {
    await said('1', ask('старый'));
    const [old] = await waiting();
    later(11 * MINUTE);
    await sumUp();
    const past = { beforeMs: now(), rows: 9, waitingToo: true };
    expect(await store().forgetQuestions(past)).toBe(1);
    expect(await store().forgetQuestions(past)).toBe(0);
    expect(await words()).toEqual([]);
    await said('2', ask('новый'));
    await store().settleQuestions([old!.id], { as: 'aside', by: 'Ольга' }, now());
    expect(await words()).toEqual(['новый']);
  });

  test('age takes what is done with; what nobody looked at stays; switched off, all goes', async () => {
    await said('1', ask('никто не смотрел'), answer('отвечено', 'a'), ask('посмотрели'));
    const [looked] = await waiting();
    await store().settleQuestions([looked!.id], { as: 'aside', by: 'Ольга' }, now());
    later(DAY);
    await said('1', answer('новый', 'a'));
    const past = { beforeMs: now(), rows: 2, waitingToo: false };
    // What is not summed up yet is still needed.
    expect(await store().forgetQuestions(past)).toBe(0);
    await sumUp();
    let gone = 0;
    for (let step = 0; step < 5; step += 1) gone += await store().forgetQuestions(past);
    expect(gone).toBe(2);
    expect(await words()).toEqual(['никто не смотрел']);
    expect(await store().countQuestions(0)).toBe(2);
    // What was counted stays.
    expect(await entry('a')).toMatchObject({ answered: 2 });
    later(DAY);
    await sumUp();
    for (let step = 0; step < 5; step += 1)
      await store().forgetQuestions({ beforeMs: now() + 1, rows: 2, waitingToo: true });
    expect(await store().countQuestions(0)).toBe(0);
  });

  test('counts by week and platform, and when each entry was said last', async () => {
    expect(await store().lastAsked()).toEqual({ sinceMs: null, entries: [] });
    await said('1', answer('раз', 'a'), ask('мимо'), offer('почти', 'a', 'b'));
    const beganMs = now();
    later(7 * DAY);
    await said('1', answer('раз', 'a'), { do: 'judge', fate: 'person' });
    const bands = await store().countBands(all());
    const { platform } = bands[0]!;
    expect(bands).toEqual([
      { weekMs: expect.any(Number), platform, answer: 1, offer: 1, miss: 1, contained: 1 },
      { weekMs: expect.any(Number), platform, answer: 1, offer: 0, miss: 0, contained: 0 },
    ]);
    expect(bands.map(({ weekMs }) => new Date(weekMs).getUTCDay())).toEqual([1, 1]);
    expect(bands[1]!.weekMs - bands[0]!.weekMs).toBe(7 * DAY);
    const { sinceMs, entries } = await store().lastAsked();
    expect(sinceMs).toBe(Math.floor(beganMs / DAY) * DAY);
    expect(entries).toEqual([{ id: 'a', atMs: now() }]);
    const early = await store().countEntries({ ...all(), toDay: dayAt(beganMs, timeZone) + 1 });
    expect(early.find(({ id }) => id === 'a')).toMatchObject({ answered: 1, offered: 1, escalated: 0 });
  });

  test('a question counts on its day in the zone that is asked for, summed up or not', async () => {
    // Ten hours ahead of UTC: the evening there is still the same day here, the morning already the next.
    const evening = dayBegins(dayAt(now(), timeZone) + 2, timeZone) - 2 * MINUTE;
    expect(await store().firstCounted({ timeZone })).toBeNull();
    later(evening - now());
    const day = dayAt(evening, timeZone);
    await said('1', answer('вечером', 'a'));
    later(4 * MINUTE);
    await said('1', answer('ночью', 'b'));
    const on = async (fromDay: number) =>
      (await store().countEntries({ fromDay, toDay: fromDay + 1, timeZone })).map(({ id }) => id);
    const byDay = async () => ({
      days: [await on(day), await on(day + 1)],
      first: await store().firstCounted({ timeZone }),
    });
    const expected = { days: [['a'], ['b']], first: day };
    expect(await byDay()).toEqual(expected);
    later(11 * MINUTE);
    await sumUp();
    expect(await byDay()).toEqual(expected);
  });

  test('summing up changes no count, however often and when, and is kept over a restart', async () => {
    const everything = async () => ({
      entries: (await store().countEntries(all())).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      bands: await store().countBands(all()),
      last: await store().lastAsked(),
    });
    await said('1', answer('раз', 'a'), { do: 'judge', fate: 'helped' }, offer('два', 'a', 'b'));
    await said('1', { do: 'pick', id: 'b', locale: 'ru' }, { do: 'judge', fate: 'person' }, ask('три'));
    later(DAY);
    await said(
      '2',
      answer('четыре', 'a'),
      { do: 'judge', fate: 'not-helped' },
      { do: 'pick', id: 'c', locale: 'ru' },
    );
    const before = await everything();
    await sumUp();
    expect(await everything()).toEqual(before);
    later(11 * MINUTE);
    await sumUp();
    await sumUp();
    expect(await everything()).toEqual(before);
    await bench.reopen();
    expect(await everything()).toEqual(before);
    expect(before.entries.map(({ id, contained, escalated }) => ({ id, contained, escalated }))).toEqual([
      { id: 'a', contained: 1, escalated: 0 },
      { id: 'b', contained: 0, escalated: 1 },
      { id: 'c', contained: 0, escalated: 0 },
    ]);
  });

  test('what comes of a question whose words were forgotten brings none of them back', async () => {
    const { driver } = bench;
    await said('1', answer('моё', 'a'));
    const { conversation } = await driver.committed({ ...(await driver.heard('1')), forget: true });
    await said('1', { do: 'judge', fate: 'not-helped' }, { do: 'judge', fate: 'person' });
    await driver.act(conversation.id, [], { turn: { questions: [{ do: 'reply', text: 'Мой ответ' }] } });
    expect(await waiting()).toEqual([]);
    expect(await entry('a')).toMatchObject({ answered: 1, notHelped: 1 });
  });

  test('"forget me" takes the words with it, those that waited, too', async () => {
    await said('1', ask('моё'), answer('и это', 'a'));
    await said('2', ask('чужое'));
    const { driver } = bench;
    await driver.committed({ ...(await driver.heard('1')), forget: true });
    expect(await words()).toEqual(['чужое']);
    expect(await store().countQuestions(0)).toBe(1);
  });
}
