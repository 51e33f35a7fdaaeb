/**
 * One person, two messengers, the real product with both emulators by webhook: asked in Viber, gone over to Telegram by a
 * one-time code, answered there, one person at the desk. Then what somebody would try who wants to be somebody else.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Phone as TelegramPhone } from '../../bots/telegram/emulator/phone.ts';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import type { Phone as ViberPhone } from '../../bots/viber/emulator/phone.ts';
import { ContactThread, ContactView } from '../../src/api/contact.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { viberSettings, webhookSettings } from '../support/channel-settings.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';

let viber: ViberEmulator;
let open: OpenProduct;
let olga: OperatorClient;
const log: string[] = [];
let people = 0;

beforeAll(async () => {
  viber = await startViberEmulator();
  const keep = (fields: object, message: string) => void log.push(JSON.stringify([fields, message]));
  open = await openProduct({
    log: { debug: keep, info: keep, warn: keep, error: keep },
    env: {
      ...(await webhookSettings()),
      ...viberSettings(viber),
    },
  });
  olga = await operatorOnDuty(open);
  // Both accounts have to learn their own names before anybody can be sent there.
  for (const adapter of open.product.channels.adapters.values()) {
    await until(() => adapter.contactAddress?.() != null);
  }
}, 60_000);

afterAll(async () => {
  await open.stop();
  await viber.close();
});

describe('one person', () => {
  test('asks in Viber, goes on in Telegram, is answered there and is one person at the desk', async () => {
    const there = viberPhone();
    there.text('оператор');
    await hearsViber(there, /очеред/);
    there.text('пишите мне в телеграм');
    await hearsViber(there, /Где вам удобнее/);
    const here = telegramPhone();
    here.start(startOf(there));
    await hears(here, /мы вас узнали/);
    await hearsViber(there, /в другом чате: Telegram/);
    here.text('оператор');
    await hears(here, /очеред/);

    const [viberId, telegramId] = await bothOf(here);
    expect(await olga.does(viberId, { do: 'claim' })).toEqual({ ok: true });
    await hearsViber(there, /на связи Ольга/);
    // Who holds one of the two goes on with the other.
    const next = await olga.ask('POST', '/api/queue/next', { clientId: 'take-the-next-one' });
    expect(next).toMatchObject({ conversation: telegramId });
    await hears(here, /на связи Ольга/);
    expect(await olga.does(telegramId, { do: 'reply', text: 'Ваш заказ уже едет' })).toMatchObject({
      ok: true,
    });
    await hears(here, /^Ваш заказ уже едет$/);
    expect(JSON.stringify(there.received())).not.toContain('уже едет');

    const contact = await contactOf(viberId);
    expect(contact.identities.map(({ row }) => row.platform).toSorted()).toEqual(['telegram', 'viber']);
    expect(contact.lastHeardIn).toBe(telegramId);
    expect(contact.links).toMatchObject([{ kind: 'code', in: telegramId, evidence: '', undone: null }]);
    const thread = ContactThread.parse(await olga.ask('GET', `/api/conversations/${viberId}/contact/thread`));
    const places = thread.lines.map(({ place }) => place);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const channels = new Set(thread.lines.map(({ conversation }) => conversation));
    expect(channels).toEqual(new Set([viberId, telegramId]));
    expect(JSON.stringify(thread)).toContain('уже едет');
    expect(JSON.stringify(thread)).not.toMatch(/link_[A-Za-z0-9_-]{8}/);

    expect(await olga.does(telegramId, { do: 'part', link: contact.links[0]?.id })).toEqual({ ok: true });
    expect((await contactOf(viberId)).identities).toHaveLength(1);
    for (const id of [viberId, telegramId]) await olga.does(id, { do: 'resolve', outcome: 'solved' });
  }, 60_000);

  test('comes the other way by the page that opens the app', async () => {
    const here = telegramPhone();
    here.text('пишите мне в вайбер');
    const offer = await hears(here, /Где вам удобнее/);
    const [, url = ''] = /"(http[^"]+\/to\/viber\/main\?p=link_[^"]+)"/.exec(JSON.stringify(offer)) ?? [];
    const page = await fetch(url);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Открыть Viber');
    const [, context = ''] = /viber:\/\/pa\?chatURI=[^"]*context=([A-Za-z0-9_-]+)/.exec(html) ?? [];
    const there = viberPhone();
    there.start(context);
    await hears(here, /в другом чате: Viber/);
    expect((await contactOf((await bothOf(here))[0])).links).toMatchObject([{ kind: 'code' }]);
  }, 60_000);

  test('is found by the last digits of the number, which is nowhere in the log', async () => {
    const one = telegramPhone();
    one.contact();
    await until(async () => (await search(one.person.phone.slice(-4))).length > 0);
    const digits = one.person.phone.replace(/\D/g, '');
    expect(log.join('\n')).not.toContain(digits);
    expect(log.join('\n')).not.toMatch(/link_[A-Za-z0-9_-]{10}/);
  }, 60_000);
});

describe('somebody who wants to be somebody else', () => {
  test('a stolen link works for the first one only; the owner hears of it and takes it back', async () => {
    const victim = viberPhone();
    victim.text('Сколько стоит доставка курьером?');
    await hearsViber(victim, /390/);
    victim.text('другой мессенджер');
    await hearsViber(victim, /Где вам удобнее/);
    const stolen = startOf(victim);
    const thief = telegramPhone();
    thief.start(stolen);
    await hears(thief, /мы вас узнали/);
    await hearsViber(victim, /в другом чате: Telegram/);
    expect(JSON.stringify(thief.received())).not.toContain('390');
    const owner = telegramPhone();
    owner.start(stolen);
    await hears(owner, /уже не действует/);
    victim.tap('Это не я');
    await hearsViber(victim, /разъединили/);
    const [id] = await bothOf(thief);
    expect((await contactOf(id)).identities).toHaveLength(1);
    thief.start(stolen);
    await hears(thief, /уже не действует/);
  }, 60_000);

  test('guessing is counted, however fast it comes, and then nothing is looked at any more', async () => {
    const thief = telegramPhone();
    const guesses = LIMITS.linkTriesPerConversation + 7;
    for (let guess = 0; guess < guesses; guess += 1) thief.start(`link_${String(guess).padStart(22, 'A')}`);
    await until(() => thief.received().length >= guesses);
    const answers = thief.received().map(({ text = '' }) => text);
    expect(answers.filter((text) => /уже не действует/.test(text))).toHaveLength(
      LIMITS.linkTriesPerConversation,
    );
    expect(answers.filter((text) => /Слишком много/.test(text))).toHaveLength(7);
  }, 60_000);
});

function telegramPhone(): TelegramPhone {
  people += 1;
  const phone = open.telegram.user(61_000 + people);
  phone.person.languageCode = 'ru';
  return phone;
}

function viberPhone(): ViberPhone {
  people += 1;
  const phone = viber.user(`${String(people).padStart(11, '0')}A=`);
  phone.chat.language = 'ru';
  return phone;
}

const hears = (phone: TelegramPhone, expected: RegExp) =>
  phone.waitForMessage(({ text = '' }) => expected.test(text), 20_000);
const hearsViber = (phone: ViberPhone, expected: RegExp) =>
  phone.waitForMessage(({ text }) => expected.test(text), 20_000);

/** The payload of the Telegram link on the keyboard or in the message. */
function startOf(phone: ViberPhone): string {
  const shown = JSON.stringify([phone.keyboard(), phone.received().at(-1)]);
  const [, payload = ''] = /t\.me\/\w+\?start=(link_[A-Za-z0-9_-]+)/.exec(shown) ?? [];
  expect(payload).not.toBe('');
  return payload;
}

const contactOf = async (id: string) =>
  ContactView.parse(await olga.ask('GET', `/api/conversations/${id}/contact`));
const search = async (words: string) =>
  (await olga.ask('GET', `/api/conversations?view=all&search=${encodeURIComponent(words)}`))['rows'] as {
    id: string;
    platform: string;
  }[];

/** The conversations of this person in Viber and in Telegram. */
async function bothOf(phone: TelegramPhone): Promise<[string, string]> {
  const rows = (await olga.ask('GET', '/api/conversations?view=all'))['rows'] as { id: string }[];
  for (const { id } of rows) {
    const detail = await olga.ask('GET', `/api/conversations/${id}`);
    if (detail['platform'] !== 'telegram' || detail['name'] !== nameOf(phone)) continue;
    const { identities } = await contactOf(id);
    const other = identities.find(({ row }) => row.platform === 'viber');
    return [other?.row.id ?? id, id];
  }
  throw new Error('no such conversation');
}

function nameOf({ person }: TelegramPhone): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ');
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen in 20 s');
    await new Promise((next) => setTimeout(next, 20));
  }
}
