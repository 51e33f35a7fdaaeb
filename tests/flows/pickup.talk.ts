/** "Where is the nearest shop?": by a shared location, a city, a district; with hours as they are now. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

async function open(options: PersonalCounterOptions = {}) {
  counter = await openPersonalCounter(options);
  return counter.talk;
}

const taganka = { location: { latitude: 55.7415, longitude: 37.6531 } };

describe('a shared location', () => {
  test.each([
    ['ru', 'Где ближайший магазин?', 'Где вы сейчас', 'ближе всего', 'Сейчас открыто, до 21:00', /м|км/u],
    ['uk', 'Де найближчий магазин?', 'Де ви зараз', 'найближче', 'Зараз відчинено, до 21:00', /м|км/u],
    ['en', 'Where is the nearest shop?', 'Where are you', 'the nearest', 'Open now, until 21:00', /m|km/u],
  ])(
    'brings the three nearest with distance, hours and a map, in %s',
    async (languageTag, start, where, nearest, opened, unit) => {
      const talk = await open({ languageTag });
      await talk.customer(start);
      talk.bot(where);
      await talk.sends(taganka);
      const told = talk.bot(nearest);
      const [, first = '', second = '', third = ''] = told.text.split(/\n\n/u);
      expect(first).toMatch(/450|500/u);
      expect(first).toMatch(unit);
      expect(first).toContain(opened);
      expect(second).toContain('2.');
      expect(third).toContain('3.');
      const urls = (told.content.buttons ?? []).flatMap((button) =>
        button.kind === 'url' ? [button.url] : [],
      );
      expect(urls).toHaveLength(3);
      expect(urls[0]).toContain('mlat=55.7388');
      talk.silence();
    },
  );

  test('sent without a word, it is answered all the same', async () => {
    const talk = await open();
    await talk.sends(taganka);
    expect(talk.bot('ближе всего').text).toContain('Таганка');
    talk.silence();
  });

  test('far from everything the closest is named, with the cities', async () => {
    const talk = await open();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.sends({ location: { latitude: 68.97, longitude: 33.07 } });
    const told = talk.bot('ничего нет');
    expect(told.text).toContain('Санкт-Петербург');
    await talk.customer('Казань');
    talk.bot('Баумана');
  });
});

describe('typed places', () => {
  test.each([
    ['Казань', 'Баумана'],
    ['в казани', 'Баумана'],
    ['Екатеренбург', 'Малышева'],
    ['Питер', 'Невск'],
    ['метро Сокол', 'Сокол'],
    ['на таганке', 'Таганка'],
    ['Moscow', 'Мятная'],
    ['алма-ата', 'Достык'],
  ])('%s', async (words, expected) => {
    const talk = await open();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.customer(words);
    expect(talk.bot('ближе всего').text).toContain(expected);
  });

  test('the question may name the place at once', async () => {
    const talk = await open();
    await talk.customer('Где ближайший магазин в Казани?');
    expect(talk.bot('ближе всего').text).toContain('Баумана');
  });

  test('an unknown place: the cities are named, and it can be said anew', async () => {
    const talk = await open();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.customer('Урюпинск');
    talk.bot('Не нашёл там наших адресов');
    await talk.tap('Другое место');
    talk.bot('Где вы сейчас');
    await talk.customer('Москва');
    talk.bot('ближе всего');
  });
});

describe('hours', () => {
  test.each([
    ['2026-11-23T08:00:00+03:00', 'Казань', 'Закрыто, откроется сегодня в 10:00'],
    ['2026-11-21T19:00:00+03:00', 'Казань', 'откроется: понедельник, 10:00'],
    ['2026-11-23T22:00:00+03:00', 'Казань', 'откроется: завтра, 10:00'],
    // Two hours ahead of Moscow: there it is 19:30.
    ['2026-11-23T17:30:00+03:00', 'Екатеринбург', 'Сейчас открыто, до 20:00'],
    ['2026-11-23T18:30:00+03:00', 'Екатеринбург', 'Закрыто, откроется: завтра, 10:00'],
  ])('at %s in %s', async (at, city, expected) => {
    const talk = await open({ at });
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.customer(city);
    expect(talk.bot('ближе всего').text).toContain(expected);
  });
});

describe('on the way', () => {
  test('the menu has it, one tap away', async () => {
    const talk = await open();
    await talk.customer('меню');
    talk.bot('Чем помочь');
    expect(talk.buttons()).toContain('Ближайший магазин');
    await talk.tap('Ближайший магазин');
    talk.bot('Где вы сейчас');
  });

  test('a channel that shares no location asks for the city', async () => {
    const talk = await open({ facts: { shareLocation: false } });
    await talk.customer('Где ближайший магазин?');
    talk.bot('напишите город');
  });

  test('the shop is down, and back', async () => {
    const talk = await open();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    counter.shop('down');
    await talk.customer('Казань');
    await talk.later('2m');
    talk.bot('Не могу сейчас открыть список');
    counter.shop('up');
    await talk.tap('Ещё раз');
    expect(talk.bot('ближе всего').text).toContain('Баумана');
  });

  test('a digression, a restart, days of silence, and stop', async () => {
    const talk = await open();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/Курьер/);
    talk.bot('Где вы сейчас');
    await talk.restart();
    await talk.customer('Казань');
    talk.bot('Баумана');
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.later('3d');
    talk.silence();
    await talk.customer('Где ближайший магазин?');
    talk.bot('Где вы сейчас');
    await talk.customer('стоп');
    talk.bot('Остановился');
  });
});
