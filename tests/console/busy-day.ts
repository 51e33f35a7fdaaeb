/**
 * A busy day at the counter, played for real: three colleagues and a dozen customers who write, wait, are helped, are
 * angry, get no answer, block the bot. What the screenshots show and what axe looks through.
 */
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import { joinDesk, type DeskClient, type Person } from './desk-client.ts';
import type { Counter } from './open-counter.ts';
import { drawPicture } from './draw-picture.ts';

export const ADMIN: Person = {
  login: 'maria',
  name: 'Мария Соколова',
  password: 'a counter of mint and linen',
  locale: 'ru',
};

export interface BusyDay {
  maria: DeskClient;
  olha: DeskClient;
  /** Conversations by what they show. */
  ids: Record<'waiting' | 'angry' | 'mine' | 'trouble' | 'olha' | 'bot' | 'blocked' | 'person', string>;
  phone(name: keyof typeof PEOPLE): Phone;
}

const PEOPLE = {
  anna: { id: 501, firstName: 'Анна', lastName: 'Ковалёва', username: 'anna_kov', languageCode: 'ru' },
  oleh: { id: 502, firstName: 'Олег', lastName: 'Бондаренко', languageCode: 'uk' },
  emily: { id: 503, firstName: 'Emily', lastName: 'Carter', username: 'emcarter', languageCode: 'en' },
  dmitry: { id: 504, firstName: 'Дмитрий', lastName: 'Лебедев', languageCode: 'ru' },
  iryna: { id: 505, firstName: 'Ірина', lastName: 'Шевчук', languageCode: 'uk' },
  timur: { id: 506, firstName: 'Тимур', languageCode: 'ru' },
  svetlana: { id: 507, firstName: 'Светлана', lastName: 'Игоревна Константинопольская', languageCode: 'ru' },
  jonas: { id: 508, firstName: 'Jonas', languageCode: 'en' },
  marina: { id: 511, firstName: 'Марина', lastName: 'Орлова', languageCode: 'ru' },
  marinaElsewhere: { id: 512, firstName: 'М. Орлова', languageCode: 'ru' },
  pavel: { id: 509, firstName: 'Павел', lastName: 'Г.', languageCode: 'ru' },
} as const;

/** Plays the day on an open counter. */
export async function playBusyDay(counter: Counter): Promise<BusyDay> {
  const maria = await joinDesk(counter.url, counter.setupPath, ADMIN);
  const invited = async (role: 'operator' | 'supervisor', person: Person): Promise<DeskClient> =>
    joinDesk(counter.url, await maria.invite(role), person);
  const password = 'another quiet long phrase';
  const olha = await invited('operator', { login: 'olha', name: 'Ольга Мельник', password, locale: 'uk' });
  const peter = await invited('supervisor', { login: 'peter', name: 'Peter Novak', password, locale: 'en' });
  for (const client of [maria, olha, peter]) {
    await client.setDuty(true);
    await client.beat();
  }
  // Peter's connection is lost in the course of the day.
  const beating = setInterval(() => void olha.beat().catch(() => clearInterval(beating)), 20_000);
  beating.unref();
  const phone = (name: keyof typeof PEOPLE): Phone => {
    const one = counter.emulator.user(PEOPLE[name].id);
    Object.assign(one.person, PEOPLE[name]);
    return one;
  };
  const ids = await playCustomers({ counter, maria, olha, phone });
  return { maria, olha, ids, phone };
}

interface Stage {
  counter: Counter;
  maria: DeskClient;
  olha: DeskClient;
  phone(name: keyof typeof PEOPLE): Phone;
}

async function playCustomers(stage: Stage): Promise<BusyDay['ids']> {
  const { maria, olha } = stage;
  const mine = await playHelped(stage);
  const trouble = await playTrouble(stage);
  const others = await playOlha(stage, olha);
  await playBot(stage);
  const blocked = await playBlocked(stage);
  const waiting = await talk(stage, 'anna', ['Здравствуйте! Где мой заказ МЛ-10421?', 'оператор']);
  await talk(stage, 'svetlana', ['позовите человека']);
  await talk(stage, 'oleh', ['Добрий день, покличте оператора']);
  const angry = await talk(stage, 'emily', ['This is outrageous, third week without my order!', 'operator']);
  const bot = (await maria.list('bot')).rows[0]?.id ?? '';
  const person = await playPerson(stage);
  return { waiting, angry, mine, trouble, olha: others, bot, blocked, person };
}

/** Says the texts, each after the answer to the one before; the conversation's id. */
async function talk(stage: Stage, name: keyof typeof PEOPLE, texts: readonly string[]): Promise<string> {
  const phone = stage.phone(name);
  if (phone.messages().length === 0) phone.start();
  await answered(phone, 0);
  for (const text of texts) {
    const before = phone.received().length;
    phone.text(text);
    await answered(phone, before);
  }
  return idOf(stage, name);
}

/** A defect with a picture: asked for a person, claimed, answered, noted. */
async function playHelped(stage: Stage): Promise<string> {
  const { maria } = stage;
  const phone = stage.phone('dmitry');
  await talk(stage, 'dmitry', ['Какие способы оплаты?', 'Пришло постельное бельё с браком']);
  phone.photo(drawPicture(), 'Вот шов на наволочке');
  await quiet(400);
  const id = await talk(stage, 'dmitry', ['оператор']);
  await maria.command(id, { do: 'claim' });
  await maria.command(id, {
    do: 'reply',
    text: 'Здравствуйте, Дмитрий! Спасибо за фото, вижу: разошёлся шов. Простите за такую вещь.\n\nЗаменим комплект или вернём деньги, как вам удобнее?',
  });
  await maria.command(id, { do: 'note', text: 'Третий брак из этой партии. Сказать закупке.' });
  phone.text('Лучше замену. Когда привезут?');
  await quiet(300);
  phone.location(55.751244, 37.618423);
  const file = await maria.upload('Акт о замене.pdf', new TextEncoder().encode('%PDF-1.4 акт'));
  await maria.command(id, {
    do: 'reply',
    text: 'Привезём завтра с 10 до 14.',
    media: { file: file.file, name: file.name },
  });
  phone.text('Спасибо большое! А можно после 18?');
  await quiet(300);
  return id;
}

/** Messages that do not get through: no answer came back, and refused. */
async function playTrouble(stage: Stage): Promise<string> {
  const { counter, maria } = stage;
  const id = await talk(stage, 'timur', ['хочу поговорить с человеком']);
  await maria.command(id, { do: 'claim' });
  await quiet(400);
  counter.emulator.fault({ method: 'sendMessage', drop: 'after' });
  await maria.command(id, { do: 'reply', text: 'Тимур, подскажите номер заказа?' });
  await quiet(1_500);
  counter.emulator.fault({
    method: 'sendMessage',
    status: 400,
    body: { ok: false, error_code: 400, description: 'Bad Request: message is too long' },
    carriedOut: false,
  });
  await maria.command(id, { do: 'reply', text: 'Он начинается с букв МЛ и есть в письме о заказе.' });
  await quiet(800);
  return id;
}

async function playOlha(stage: Stage, olha: DeskClient): Promise<string> {
  const id = await talk(stage, 'iryna', ['Потрібна людина, будь ласка']);
  await olha.command(id, { do: 'claim' });
  await olha.command(id, { do: 'reply', text: 'Добрий день, Ірино! Слухаю вас.' });
  return id;
}

/** With the bot alone, and one that is settled. */
async function playBot(stage: Stage): Promise<void> {
  await talk(stage, 'jonas', ['How much is delivery?']);
  const id = await talk(stage, 'pavel', ['оператор']);
  await stage.olha.command(id, { do: 'claim' });
  await stage.olha.command(id, { do: 'reply', text: 'Здравствуйте! Размер 48 вернём на склад завтра.' });
  await stage.olha.command(id, { do: 'resolve', outcome: 'solved' });
}

/** One person in two chats: both proved the same number. */
async function playPerson(stage: Stage): Promise<string> {
  const first = await talk(stage, 'marina', ['Добрый вечер! Можно поменять адрес доставки?', 'оператор']);
  await stage.maria.command(first, { do: 'claim' });
  await stage.maria.command(first, { do: 'reply', text: 'Здравствуйте, Марина! Конечно, на какой?' });
  await talk(stage, 'marinaElsewhere', ['Это снова я, пишу с рабочего. Тверская, 7', 'оператор']);
  for (const name of ['marina', 'marinaElsewhere'] as const) {
    stage.phone(name).contact({ phone: '79167654321' });
    await quiet(300);
  }
  return first;
}

async function playBlocked(stage: Stage): Promise<string> {
  return idOf(stage, 'jonas');
}

async function idOf(stage: Stage, name: keyof typeof PEOPLE): Promise<string> {
  const { firstName } = PEOPLE[name];
  const { rows } = await stage.maria.list('all');
  return rows.find((row) => row.name.startsWith(firstName))?.id ?? '';
}

async function answered(phone: Phone, before: number): Promise<void> {
  const end = Date.now() + 5_000;
  while (phone.received().length <= before && Date.now() < end) await quiet(30);
  await quiet(250);
}

function quiet(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
