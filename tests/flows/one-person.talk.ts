/** One person over several channels, as the customer meets it: "write me in …", codes, "that was not me", attacks. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Button } from '../../src/core/content.ts';
import type { ContactAddress } from '../../src/core/ports/channel.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

const VIBER = 'viber:main@anna';
const TELEGRAM = 'telegram:main@52001';
const WHATSAPP = 'whatsapp:main@7916';
const CHANNELS: Partial<Record<AccountId, ContactAddress | null>> = {
  'viber:main': { url: 'viber://pa?chatURI=shop&context={}', carries: 'start' },
  'telegram:main': { url: 'https://t.me/shop_bot?start={}', carries: 'start' },
  'whatsapp:main': { url: 'https://wa.me/79990000001?text={}', carries: 'text' },
  'vk:main': null,
};

let talk: Talk;
afterEach(() => talk.close());

const open = async (over: TalkOptions = {}) => {
  talk = await openTalk({ channels: CHANNELS, operators: ['Ольга'], ...over });
};

/** The links of the last message taken, by channel. */
function links(message: { content: { buttons?: unknown[] } }): Record<string, string> {
  const buttons = (message.content.buttons ?? []) as Button[];
  return Object.fromEntries(buttons.map((button) => [button.label, 'url' in button ? button.url : '']));
}

const payloadOf = (url = '') => new URL(url).searchParams.get('start') ?? '';

/** Asks for the other channels in Viber. */
async function asks(who = VIBER): Promise<Record<string, string>> {
  await talk.customer('другой мессенджер', who);
  return links(talk.bot('Где вам удобнее?', who));
}

const contactOf = async (who: string) => {
  const { id } = await talk.conversation(who);
  const contact = await talk.store.readContact(id, talk.clock.now());
  if (!contact) throw new Error('no contact');
  return contact;
};
const identitiesOf = async (who: string) =>
  (await contactOf(who)).identities.map(({ row }) => row.account).toSorted();
const threadOf = async (who: string) =>
  talk.store.readThread((await talk.conversation(who)).id, { limit: 50 });

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
    const offered = await asks();
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
    await asks();
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
    const thread = JSON.stringify(await threadOf(VIBER));
    expect(thread).toContain('channels-offered');
    expect(thread).not.toContain(payloadOf(Telegram).slice(5));
  });
});

describe('a code', () => {
  test('joins the two chats; both are told; each keeps its own thread', async () => {
    await open();
    await talk.customer('Сколько стоит доставка курьером?', VIBER);
    talk.bot(/390/, VIBER);
    const { Telegram } = await asks();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot(/мы вас узнали.*Viber/s, TELEGRAM);
    expect(talk.buttons(TELEGRAM)).toEqual(['Меню', 'Это не я']);
    talk.bot(/в другом чате: Telegram/, VIBER);
    expect(talk.buttons(VIBER)).toEqual(['Это не я']);
    talk.silence(TELEGRAM);
    expect(await identitiesOf(TELEGRAM)).toEqual(['telegram:main', 'viber:main']);
    expect((await contactOf(VIBER)).links).toMatchObject([{ kind: 'code', undone: null }]);
    for (const who of [VIBER, TELEGRAM]) {
      expect(
        (await threadOf(who)).filter((line) => line.kind === 'activity' && line.name === 'joined'),
      ).toHaveLength(1);
    }
    // Nothing that was said over there is said here.
    expect(JSON.stringify(talk.channel.sent)).not.toContain('390');
    await talk.customer('Сколько стоит доставка курьером?', TELEGRAM);
    talk.bot(/390/, TELEGRAM);
  });

  test('in a sentence works as well, in any spelling', async () => {
    await open();
    const { WhatsApp = '' } = await asks();
    const sentence = new URL(WhatsApp).searchParams.get('text') ?? '';
    await talk.customer(sentence.toLowerCase().replaceAll('-', ' '), WHATSAPP);
    talk.bot('мы вас узнали', WHATSAPP);
    expect(await identitiesOf(VIBER)).toEqual(['viber:main', 'whatsapp:main']);
    const [line] = await threadOf(WHATSAPP);
    expect(JSON.stringify(line)).toMatch(/PR-•••/i);
  });

  test('is taken whoever holds the conversation, and changes no owner', async () => {
    await open({ operators: ['Ольга'] });
    await talk.customer('оператор', TELEGRAM);
    talk.bot(/очеред/, TELEGRAM);
    await talk.operator('Ольга').does({ do: 'claim' }, TELEGRAM);
    talk.bot('Ольга', TELEGRAM);
    const { Telegram } = await asks();
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
    const { Telegram } = await asks();
    await talk.restart();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('"that was not me" undoes it from either side, once', async () => {
    await open();
    const { Telegram } = await asks();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
    talk.bot('в другом чате', VIBER);
    await talk.tap('Это не я', VIBER);
    talk.bot('разъединили', VIBER);
    expect(await identitiesOf(VIBER)).toEqual(['viber:main']);
    expect((await contactOf(VIBER)).suggestions).toMatchObject([{ why: 'parted' }]);
    await talk.tap('Это не я', TELEGRAM);
    talk.bot('разъединили', TELEGRAM);
    const parted = (await threadOf(TELEGRAM)).filter(
      (line) => line.kind === 'activity' && line.name === 'parted',
    );
    expect(parted).toHaveLength(1);
  });
});

test('a code that would bring together others whom people have parted is left to people', async () => {
  await open();
  const olga = talk.operator('Ольга');
  for (const who of [VIBER, TELEGRAM]) {
    await talk.sends({ contact: { phone: '79161234567', own: true } }, who);
    talk.bot(/./, who);
  }
  await olga.does({ do: 'part', link: (await contactOf(VIBER)).links[0]?.id ?? '' }, VIBER);
  const carried = async (from: string) => {
    const { WhatsApp = '' } = await asks(from);
    await talk.customer(new URL(WhatsApp).searchParams.get('text') ?? '', WHATSAPP);
  };
  await carried(VIBER);
  talk.bot('мы вас узнали', WHATSAPP);
  await carried(TELEGRAM);
  talk.bot('Сотрудник проверит', WHATSAPP);
  expect(await identitiesOf(WHATSAPP)).toEqual(['viber:main', 'whatsapp:main']);
  const { suggestions } = await contactOf(WHATSAPP);
  expect(suggestions).toMatchObject([{ why: 'parted', row: { account: 'telegram:main' } }]);
  const held = (await threadOf(WHATSAPP)).filter(
    (line) => line.kind === 'activity' && line.name === 'join-held',
  );
  expect(held).toHaveLength(1);
});

describe('a code that is no good gets one and the same answer', () => {
  const refused = (who: string) => talk.bot('Эта ссылка уже не действует', who);

  test('expired', async () => {
    await open();
    const { Telegram } = await asks();
    talk.clock.advance(LIMITS.linkCodeMs);
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    refused(TELEGRAM);
    expect(await identitiesOf(TELEGRAM)).toEqual(['telegram:main']);
  });

  test('used', async () => {
    await open();
    const { Telegram } = await asks();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
    await talk.sends({ start: payloadOf(Telegram) }, 'telegram:main@thief');
    refused('telegram:main@thief');
    expect(await identitiesOf('telegram:main@thief')).toEqual(['telegram:main']);
  });

  test('made for another messenger; there it still works', async () => {
    await open();
    const { Telegram } = await asks();
    await talk.sends({ start: payloadOf(Telegram) }, 'vk:main@1');
    refused('vk:main@1');
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('replaced by a newer one', async () => {
    await open();
    const first = await asks();
    const second = await asks();
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
    const { Telegram } = await asks();
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
    const fresh = await asks();
    await talk.sends({ start: payloadOf(fresh['Telegram']) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });

  test('hinders nobody else', async () => {
    await open();
    for (let wrong = 0; wrong <= LIMITS.linkTriesPerConversation; wrong += 1) {
      await talk.sends({ start: `link_${'A'.repeat(21)}${wrong}` }, 'telegram:main@thief');
    }
    const { Telegram } = await asks();
    await talk.sends({ start: payloadOf(Telegram) }, TELEGRAM);
    talk.bot('мы вас узнали', TELEGRAM);
  });
});

describe('the same proven number', () => {
  const own = (phone: string) => ({ contact: { phone, own: true } });

  test('joins without a word to the customer; people see why', async () => {
    await open();
    await talk.sends(own('79161234567'), VIBER);
    talk.bot(/./, VIBER);
    await talk.sends(own('79161234567'), TELEGRAM);
    talk.bot(/./, TELEGRAM);
    talk.silence(TELEGRAM);
    talk.silence(VIBER);
    expect(await identitiesOf(VIBER)).toEqual(['telegram:main', 'viber:main']);
    expect((await contactOf(VIBER)).links).toMatchObject([{ kind: 'phone', evidence: '•••45-67' }]);
  });

  test('told by a card that nobody vouches for is a suggestion and no more', async () => {
    await open();
    await talk.sends(own('79161234567'), TELEGRAM);
    await talk.sends({ contact: { phone: '79161234567', own: false } }, VIBER);
    await talk.customer('мой номер 79161234567', WHATSAPP);
    expect(await identitiesOf(VIBER)).toEqual(['viber:main']);
    expect(await identitiesOf(WHATSAPP)).toEqual(['whatsapp:main']);
  });

  test('of half a year ago joins nobody: numbers change hands', async () => {
    await open();
    await talk.sends(own('79161234567'), VIBER);
    talk.clock.advance(LIMITS.phoneTrustMs + 1);
    await talk.sends(own('79161234567'), TELEGRAM);
    expect(await identitiesOf(TELEGRAM)).toEqual(['telegram:main']);
    expect((await contactOf(TELEGRAM)).suggestions).toMatchObject([{ why: 'old-phone' }]);
  });

  test('parted by a person stays apart until a person joins them', async () => {
    await open();
    const olga = talk.operator('Ольга');
    await talk.sends(own('79161234567'), VIBER);
    await talk.sends(own('79161234567'), TELEGRAM);
    const link = (await contactOf(VIBER)).links[0]?.id ?? '';
    expect(await olga.does({ do: 'part', link }, VIBER)).toEqual({ ok: true });
    await talk.sends(own('79161234567'), TELEGRAM);
    expect(await identitiesOf(TELEGRAM)).toEqual(['telegram:main']);
    expect(await olga.does({ do: 'part', link }, VIBER)).toEqual({ ok: false, code: 'no-link' });
    const { publicId } = await talk.conversation(TELEGRAM);
    expect(await olga.does({ do: 'join', with: publicId }, VIBER)).toEqual({ ok: true });
    expect(await identitiesOf(TELEGRAM)).toEqual(['telegram:main', 'viber:main']);
    expect(await olga.does({ do: 'join', with: publicId }, VIBER)).toEqual({ ok: true });
    expect(await olga.does({ do: 'join', with: 'nobody-at-all' }, VIBER)).toEqual({
      ok: false,
      code: 'no-link',
    });
  });

  test('never the same name', async () => {
    await open({ name: 'Анна Котова' });
    await talk.customer('привет', VIBER);
    await talk.customer('привет', TELEGRAM);
    expect(await identitiesOf(VIBER)).toEqual(['viber:main']);
    expect((await contactOf(VIBER)).suggestions).toEqual([]);
  });
});
