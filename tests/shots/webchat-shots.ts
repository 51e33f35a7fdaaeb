/**
 * `npm run shots:webchat`: the widget on a shop's page, at both widths, light and dark, in the three languages and several
 * brand colours, into shots/ (which git ignores). For eyes: nothing is compared.
 *
 *     npm run shots:webchat -- long menu      only scenes whose names have these in them
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { RenderableContent } from '../../src/core/content.ts';
import { PNG } from '../bots/support/test-deps.ts';
import {
  openWidget,
  root,
  until,
  visit,
  write,
  type Visit,
  type WidgetRig,
} from '../bots/webchat-widget/widget-rig.ts';

const folder = join(root, 'shots');
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const PAGE =
  '<style>body{margin:0;background:#fbf8f3;color:#333;font:16px/1.5 Georgia,serif}main{max-width:760px;padding:40px}' +
  'h1{font-size:40px;font-weight:400}</style><main><h1>Плед «Мята»</h1><p>Мягкий льняной плед ручной работы.</p></main>';

interface Scene {
  name: string;
  look?: Record<string, string>;
  phone?: true;
  play(stage: Stage): Promise<void>;
}

interface Stage {
  frame: Frame;
  visitor: Visit;
  says(content: RenderableContent | string): Promise<void>;
  hears(text: string): Promise<void>;
}

const reply = (labels: string[]) =>
  labels.map((label, at) => ({ kind: 'reply' as const, label, token: `b.${at}` }));

const GREETING: RenderableContent = {
  text: 'Здравствуйте! Это помощник магазина **«Мята и Лён»**.\nСпросите своими словами или выберите, с чего начать.',
  buttons: reply(['Где мой заказ?', 'Доставка', 'Оплата', 'Возврат и обмен', 'Позвать человека']),
};

async function greet({ frame, says }: Stage): Promise<void> {
  await says(GREETING);
  await frame.waitForSelector('.chip');
}

async function longTalk(stage: Stage): Promise<void> {
  const { frame, says, hears } = stage;
  await greet(stage);
  await frame.click('.chip >> nth=0');
  await says({
    text: 'Какой у заказа номер? Он есть в письме о заказе.',
    buttons: [{ kind: 'share-phone', label: 'Поделиться номером' }],
  });
  await hears('Заказ 1042');
  await says({
    text: 'Заказ **1042** уже в пути. Ждём его у вас **24 ноября**.\n\n- Плед «Мята» × 1\n- Наволочка × 2\n\n[Где посылка](https://track.example/1042)',
  });
  const cards = [
    ['Плед «Лён»', '2 990 ₽'],
    ['Подушка «Мята»', '1 490 ₽'],
    ['Саше', '390 ₽'],
  ] as const;
  await says({
    text: 'Вместе с пледом берут:',
    cards: cards.map(([title, text], at) => ({
      title,
      text,
      buttons: [{ kind: 'reply', label: 'Выбрать', token: `c.${at}` }],
    })),
  });
  await hears(
    'Спасибо! А можно поменять адрес доставки? Я переехала, и курьер по старому адресу меня не найдёт',
  );
  await says({
    text: 'Добрый день! Да, конечно. Напишите, пожалуйста, новый адрес и удобное время.',
    format: 'plain',
    from: 'Анна',
  });
  await frame.waitForSelector('.author:has-text("Анна")');
}

async function changed(stage: Stage): Promise<void> {
  const { frame, hears, says } = stage;
  await hears('Плед синий, 140 на 200');
  await hears('Моя карта 4111 1111');
  await says('Записала: синий плед.');
  const act = async (nth: number, button: string): Promise<void> => {
    await frame.click(`.line.visitor .own >> nth=${nth}`);
    if (button === '.main') await frame.fill('.sheet textarea', 'Плед серый, 140 на 200');
    await frame.click(`.sheet-body ${button}`);
    await frame.waitForSelector('.veil', { state: 'hidden' });
  };
  await act(0, '.main');
  await act(1, '.fault.plain');
  await frame.waitForSelector('.bubble.gone');
}

async function openMenu(stage: Stage): Promise<void> {
  await greet(stage);
  await stage.frame.click('header [aria-haspopup]');
}

const SCENES: Scene[] = [
  { name: 'empty-wide', play: async () => undefined },
  { name: 'greeting-wide', play: greet },
  { name: 'long-wide', play: longTalk },
  { name: 'long-wide-dark', look: { 'data-theme': 'dark' }, play: longTalk },
  { name: 'long-phone', phone: true, play: longTalk },
  {
    name: 'long-phone-pink-en',
    phone: true,
    look: { 'data-color': '#f7b6c2', 'data-locale': 'en' },
    play: longTalk,
  },
  {
    name: 'long-phone-amber-dark-uk',
    phone: true,
    look: { 'data-color': '#ffb300', 'data-theme': 'dark', 'data-locale': 'uk' },
    play: longTalk,
  },
  { name: 'menu-phone-en', phone: true, look: { 'data-locale': 'en' }, play: openMenu },
  {
    name: 'continue-phone-uk',
    phone: true,
    look: { 'data-locale': 'uk', 'data-theme': 'dark' },
    async play(stage) {
      await openMenu(stage);
      await stage.frame.click('.menu-row >> nth=1');
      await stage.frame.waitForSelector('.go-on a');
    },
  },
  {
    name: 'phone-form',
    phone: true,
    async play({ frame, says }) {
      await says({
        text: 'Поделитесь номером',
        buttons: [{ kind: 'share-phone', label: 'Поделиться номером' }],
      });
      await frame.click('.chip');
      await frame.click('.form .main');
    },
  },
  {
    name: 'offline-wide',
    async play(stage) {
      await greet(stage);
      await stage.visitor.context.setOffline(true);
      await write(stage.frame, 'Это уйдёт, когда вернётся связь');
    },
  },
  {
    name: 'list-wide-en',
    look: { 'data-locale': 'en' },
    async play({ frame, says }) {
      const buttons = reply(Array.from({ length: 12 }, (_, at) => `Point ${at + 1}`));
      await says({
        text: 'Which pick-up point suits you?',
        choose: { open: 'Show pick-up points', byNumber: '' },
        buttons: buttons.map((button) => ({ ...button, description: 'open 10–20' })),
      });
      await frame.click('.opener');
    },
  },
  { name: 'changed-phone', phone: true, play: changed },
  {
    name: 'changed-phone-uk-dark',
    phone: true,
    look: { 'data-locale': 'uk', 'data-theme': 'dark' },
    play: changed,
  },
  {
    name: 'change-sheet-phone-en',
    phone: true,
    look: { 'data-locale': 'en' },
    async play(stage) {
      await stage.hears('I need the grey plaid');
      await stage.frame.click('.line.visitor .own');
      await stage.frame.waitForSelector('.sheet textarea');
    },
  },
  {
    name: 'change-button-wide',
    async play(stage) {
      await stage.hears('Мне нужен серый плед');
      await stage.frame.hover('.line.visitor');
    },
  },
  {
    name: 'right-to-left-phone',
    phone: true,
    async play(stage) {
      await stage.hears('שלום، مرحبا بكم. أين طلبي رقم 1042؟');
      await stage.says({
        text: 'مرحبا! طلبك **1042** في الطريق.\n\nЗаказ 1042 в пути.',
        buttons: reply(['أين طردي؟', 'Спасибо']),
      });
    },
  },
  {
    name: 'leave-phone',
    phone: true,
    async play({ frame }) {
      await frame.click('.banner button');
      await frame.waitForSelector('.form');
      await frame.click('.form .main');
    },
  },
  {
    name: 'files-wide',
    async play({ frame }) {
      const picture = { name: 'шов.png', mimeType: 'image/png', buffer: PNG };
      await frame.setInputFiles('input[type=file]', [picture]);
      await frame.fill('.composer textarea', 'Вот такой шов');
      await frame.click('.send');
      await frame.waitForSelector('.thumb img[src]');
      await frame.setInputFiles('input[type=file]', [
        picture,
        { ...picture, name: 'чек.pdf', mimeType: 'application/pdf' },
      ]);
    },
  },
];

/** The name of the scene that is shot. */
let shooting = '';

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const wanted = process.argv.slice(2);
  const link = async (_chat: unknown, platform: string) => ({
    url: `https://${platform}.example/start`,
    expiresAtMs: Date.now() + 600_000,
  });
  const elsewhere = { platforms: () => ['telegram', 'viber', 'whatsapp'], link };
  // The notice of a closed desk stands above the chat only where a message is left.
  const isOpen = (): boolean => shooting !== 'leave-phone';
  const desk = () => ({
    open: isOpen(),
    opensAtMs: isOpen() ? null : Date.now() + 36_000_000,
    timeZone: 'Europe/Moscow',
  });
  const rig = await openWidget({ elsewhere: { elsewhere, desk } });
  rig.shop.html = PAGE;
  try {
    for (const scene of SCENES) {
      if (wanted.length === 0 || wanted.some((part) => scene.name.includes(part))) await shoot(rig, scene);
    }
  } finally {
    await rig.close();
  }
}

async function shoot(rig: WidgetRig, { name, look = {}, phone, play }: Scene): Promise<void> {
  shooting = name;
  rig.shop.tag = { 'data-account': 'main', 'data-locale': 'ru', 'data-theme': 'light', ...look };
  const heard = (): number => rig.chat.events.length;
  const before = heard();
  const visitor = await visit(rig, phone ? PHONE : WIDE);
  const frame = await visitor.open();
  await until(() => heard() > before, 'the greeting asked for');
  const hears = async (text: string): Promise<void> => {
    const count = heard();
    await write(frame, text);
    await until(() => heard() > count, text);
  };
  await play({ frame, visitor, says: rig.says, hears });
  // Movements come to rest.
  await visitor.page.waitForTimeout(500);
  await visitor.page.screenshot({ path: `${folder}/webchat-${name}.png` });
  console.log(`shots/webchat-${name}.png`);
  await visitor.close();
}

await main();
