/** One person over several channels, as the customer meets it: "write me in …", codes, "that was not me", attacks. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import {
  asks,
  contactOf,
  identitiesOf,
  links,
  openChannels,
  payloadOf,
  TELEGRAM,
  threadOf,
  VIBER,
  WHATSAPP,
} from '../support/channels-talk.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const open = async (over: TalkOptions = {}) => {
  talk = await openChannels(over);
};

describe('"write me in …"', () => {
  test.each([
    'пишите мне в вайбер',
    'Продолжить в Телеграме',
    'Можно продолжить разговор в телеграме?',
    'другой мессенджер',
  ])('%s', async (text) => {
    await open();
    await talk.customer(text, WHATSAPP);
    const offered = links(talk.bot('Где вам удобнее?', WHATSAPP));
    expect(Object.keys(offered)).toEqual(['Viber', 'Telegram']);
    expect(offered['Telegram']).toMatch(/^https:\/\/t\.me\/shop_bot\?start=link_[A-Za-z0-9_-]{22}$/);
    expect(offered['Viber']).toMatch(/^viber:\/\/pa\?chatURI=shop&context=link_[A-Za-z0-9_-]{22}$/);
  });

  test.each(['пишіть мені у вайбер', 'Чи можна продовжити розмову в телеграмі?'])(
    'in Ukrainian: %s',
    async (text) => {
      await open({ languageTag: 'uk' });
      await talk.customer(text, WHATSAPP);
      talk.bot('Де вам зручніше?', WHATSAPP);
    },
  );

  test('WhatsApp gets a sentence with a code that people can read', async () => {
    await open();
    const offered = await asks(talk);
    const sentence = new URL(offered['WhatsApp'] ?? '').searchParams.get('text');
    expect(sentence).toMatch(/Мой код: PR(-[0-9A-Z]{4}){3}$/);
  });

  test('the menu has it only where there is another channel', async () => {
    await open();
    await talk.customer('меню', VIBER);
    talk.bot('Чем помочь?', VIBER);
    expect(talk.buttons(VIBER)).toContain('Другой мессенджер');
    await talk.tap('Другой мессенджер', VIBER);
    talk.bot('Где вам удобнее?', VIBER);
    await talk.close();
    talk = await openTalk();
    await talk.customer('меню');
    talk.bot('Чем помочь?');
    expect(talk.buttons()).not.toContain('Другой мессенджер');
    await talk.customer('другой мессенджер');
    talk.bot('Других мессенджеров у магазина пока нет');
  });

  test('works while the customer waits for a person, and keeps the place in the queue', async () => {
    await open();
    await talk.customer('оператор', VIBER);
    talk.bot(/очеред/, VIBER);
    await asks(talk);
    expect((await talk.conversation(VIBER)).status.is).toBe('queued');
  });

  test('an operator invites; the thread shows that, and no code', async () => {
    await open();
    await talk.customer('оператор', VIBER);
    talk.bot(/очеред/, VIBER);
    const olga = talk.operator('Ольга');
    expect(await olga.does({ do: 'invite' }, VIBER)).toMatchObject({ ok: false, code: 'wrong-status' });
    await olga.does({ do: 'claim' }, VIBER);
    talk.bot('Ольга', VIBER);
    expect(await olga.does({ do: 'invite' }, VIBER)).toEqual({ ok: true });
    const { Telegram = '' } = links(talk.bot('Где вам удобнее?', VIBER));
    const thread = JSON.stringify(await threadOf(talk, VIBER));
    expect(thread).toContain('channels-offered');
    expect(thread).not.toContain(payloadOf(Telegram).slice(5));
  });
});

describe('a code', () => {
  test('joins the two chats; both are told; each keeps its own thread', async () => {
    await open();
    await talk.customer('Сколько стоит доставка курьером?', VIBER);
    talk.bot(/390/, VIBER);
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot(/мы вас узнали.*Viber/s, TELEGRAM);
    expect(talk.buttons(TELEGRAM)).toEqual(['Меню', 'Это не я']);
    talk.bot(/в другом чате: Telegram/, VIBER);
    expect(talk.buttons(VIBER)).toEqual(['Это не я']);
    talk.silence(TELEGRAM);
    expect(await identitiesOf(talk, TELEGRAM)).toEqual(['telegram:main', 'viber:main']);
    expect((await contactOf(talk, VIBER)).links).toMatchObject([{ kind: 'code', undone: null }]);
    for (const who of [VIBER, TELEGRAM]) {
      expect(
        (await threadOf(talk, who)).filter((line) => line.kind === 'activity' && line.name === 'joined'),
      ).toHaveLength(1);
    }
    // Nothing that was said over there is said here.
    expect(JSON.stringify(talk.channel.sent)).not.toContain('390');
    await talk.customer('Сколько стоит доставка курьером?', TELEGRAM);
    talk.bot(/390/, TELEGRAM);
  });

  test('in a sentence works as well, in any spelling', async () => {
    await open();
    const { WhatsApp = '' } = await asks(talk);
    const sentence = new URL(WhatsApp).searchParams.get('text') ?? '';
    await talk.customer(sentence.toLowerCase().replaceAll('-', ' '), WHATSAPP);
    talk.bot('мы вас узнали', WHATSAPP);
    expect(await identitiesOf(talk, VIBER)).toEqual(['viber:main', 'whatsapp:main']);
    const [line] = await threadOf(talk, WHATSAPP);
    expect(JSON.stringify(line)).toMatch(/PR-•••/i);
  });

  test('is taken whoever holds the conversation, and changes no owner', async () => {
    await open({ operators: ['Ольга'] });
    await talk.customer('оператор', TELEGRAM);
    talk.bot(/очеред/, TELEGRAM);
    await talk.operator('Ольга').does({ do: 'claim' }, TELEGRAM);
    talk.bot('Ольга', TELEGRAM);
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
    expect((await talk.conversation(TELEGRAM)).status.is).toBe('assigned');
    expect((await talk.conversation(VIBER)).status.is).toBe('bot');
  });

  test('a new customer is spoken to in the language of the old chat', async () => {
    await open();
    await talk.customer('інший месенджер', VIBER);
    const { Telegram } = links(talk.bot('Де вам зручніше?', VIBER));
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('ми вас упізнали', TELEGRAM);
  });

  test('outlives a restart', async () => {
    await open();
    const { Telegram } = await asks(talk);
    await talk.restart();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('"that was not me" undoes it from either side, once', async () => {
    await open();
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
    talk.bot('в другом чате', VIBER);
    await talk.tap('Это не я', VIBER);
    talk.bot('разъединили', VIBER);
    expect(await identitiesOf(talk, VIBER)).toEqual(['viber:main']);
    expect((await contactOf(talk, VIBER)).suggestions).toMatchObject([{ why: 'parted' }]);
    await talk.tap('Это не я', TELEGRAM);
    talk.bot('разъединили', TELEGRAM);
    const parted = (await threadOf(talk, TELEGRAM)).filter(
      (line) => line.kind === 'activity' && line.name === 'parted',
    );
    expect(parted).toHaveLength(1);
  });
});

describe('a code that is no good gets one and the same answer', () => {
  const refused = (who: string) => talk.bot('Эта ссылка уже не действует', who);

  test('expired', async () => {
    await open();
    const { Telegram } = await asks(talk);
    talk.clock.advance(LIMITS.linkCodeMs);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    refused(TELEGRAM);
    expect(await identitiesOf(talk, TELEGRAM)).toEqual(['telegram:main']);
  });

  test('used', async () => {
    await open();
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
    await talk.sends({ start: payloadOf(Telegram) }, 'telegram:main@thief');
    refused('telegram:main@thief');
    expect(await identitiesOf(talk, 'telegram:main@thief')).toEqual(['telegram:main']);
  });

  test('made for another messenger; there it still works', async () => {
    await open();
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, 'vk:main@1');
    refused('vk:main@1');
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('replaced by a newer one', async () => {
    await open();
    const first = await asks(talk);
    const second = await asks(talk);
    await talk.sends({ start: payloadOf(first['Telegram']) }, TELEGRAM);
    refused(TELEGRAM);
    await talk.sends({ start: payloadOf(second['Telegram']) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('invented', async () => {
    await open();
    await talk.sends({ start: 'link_AAAAAAAAAAAAAAAAAAAAAA' }, TELEGRAM);
    refused(TELEGRAM);
    await talk.customer('PR-0000-0000-0000', TELEGRAM);
    refused(TELEGRAM);
    await talk.customer('Сколько стоит доставка курьером?', TELEGRAM);
    talk.bot(/390/, TELEGRAM);
  });

  test('sent back where it came from', async () => {
    await open();
    await talk.customer('другой мессенджер', 'telegram:main@a');
    const { Viber = '' } = links(talk.bot('Где вам удобнее?', 'telegram:main@a'));
    const code = new URL(Viber.replace('viber://', 'https://')).searchParams.get('context') ?? '';
    await talk.sends({ start: code }, 'telegram:main@a');
    refused('telegram:main@a');
  });
});

describe('guessing', () => {
  test('ends after a few tries, for the good code too, and begins anew an hour later', async () => {
    await open();
    const { Telegram } = await asks(talk);
    for (let wrong = 0; wrong < LIMITS.linkTriesPerConversation; wrong += 1) {
      await talk.sends({ start: `link_${'A'.repeat(21)}${wrong}` }, TELEGRAM);
      talk.bot('Эта ссылка уже не действует', TELEGRAM);
    }
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('Слишком много неверных кодов', TELEGRAM);
    await talk.restart();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('Слишком много неверных кодов', TELEGRAM);
    talk.clock.advance(LIMITS.linkTriesMs + 1);
    const fresh = await asks(talk);
    await talk.sends({ start: payloadOf(fresh['Telegram']) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('hinders nobody else', async () => {
    await open();
    for (let wrong = 0; wrong <= LIMITS.linkTriesPerConversation; wrong += 1) {
      await talk.sends({ start: `link_${'A'.repeat(21)}${wrong}` }, 'telegram:main@thief');
    }
    const { Telegram } = await asks(talk);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });
});
