/** What is nothing but courtesy, and what only begins like it; names and scores as people type them. */
import { describe, expect, test } from '@jest/globals';
import type { Manners } from '../../../src/core/ports/manners.ts';
import { loadSample } from '../../support/sample-content.ts';

const manners = async (): Promise<Manners> => {
  const found = (await loadSample()).live.manners;
  if (!found) throw new Error('no manners');
  return found;
};

test.each([
  [
    'bot',
    [
      'ты бот?',
      'Вы бот?',
      'а вы точно не бот',
      'я говорю с роботом?',
      'это живой человек?',
      'бот или человек?',
      'Здравствуйте! Вы робот?',
      'ви бот?',
      'це бот чи людина',
      'я розмовляю з роботом?',
      'are you a bot?',
      'am I talking to a robot',
      'Is this a real person?',
      'are you human?',
    ],
  ],
  [
    'who',
    [
      'кто ты?',
      'ты кто',
      'с кем я говорю?',
      'как вас зовут?',
      'что ты умеешь',
      'хто ви?',
      'що ви вмієте',
      'who are you',
      "what's your name?",
      'what can you do?',
    ],
  ],
  [
    'how',
    [
      'как дела?',
      'как ваши дела',
      'Привет! Как дела?',
      'як справи?',
      'як ся маєте',
      'how are you?',
      'hi, how are you doing',
    ],
  ],
  [
    'compliment',
    [
      'вы супер!',
      'Молодцы!',
      'ты лучший',
      'отлично',
      'обожаю ваш магазин',
      '❤️',
      '😍😍😍',
      'ви найкращі!',
      'чудово',
      'you are awesome',
      'great job!',
      'спасибо, вы лучшие!',
    ],
  ],
  [
    'sorry',
    ['извините', 'простите, не туда', 'ой, я ошиблась', 'перепрошую', 'вибачте', 'sorry', 'oops, my mistake'],
  ],
  [
    'bye',
    [
      'пока',
      'до свидания!',
      'спасибо, до свидания',
      'всего доброго',
      'Хорошего вечера!',
      'и вам того же',
      'до побачення',
      'гарного дня',
      'bye',
      'thanks, bye!',
      'have a nice day',
    ],
  ],
  [
    'thanks',
    [
      'спасибо большое!!!',
      'спасибооо',
      'Спасибо вам огромное за помощь',
      '🙏',
      'благодарю',
      'дякую красно',
      'дуже дякую за допомогу',
      'thank you so much',
      'thanks a lot',
    ],
  ],
  [
    'nudge',
    [
      '?',
      '???',
      '...',
      'ау',
      'Ау!',
      'алло',
      'есть кто?',
      'вы тут?',
      'жду',
      'почему молчите',
      'агов',
      'ви тут?',
      'anybody there?',
      'are you there',
    ],
  ],
  ['sad', ['😢', '😡😡', 'грустно', 'эх', 'обидно', 'прикро', 'so sad']],
  ['laugh', ['😂', 'хахаха', ')))', 'лол', 'haha', 'lol']],
  ['greeting', ['приветик', 'день добрый', 'Доброго времени суток!', 'доброго ранку', 'good morning']],
  [
    'ack',
    [
      'ок',
      'понятно',
      'хорошо, жду',
      'ладно, спасибо'.slice(0, 5),
      'все понятно',
      '👌',
      '👍',
      'зрозуміло',
      'добре',
      'got it',
      'i see',
    ],
  ],
  [
    'forget',
    [
      'забудь мои данные',
      'Забудьте всё обо мне',
      'прошу удалить мои персональные данные',
      'видаліть мої дані',
      'delete my data',
      'please forget me',
    ],
  ],
] as const)('%s', async (kind, texts) => {
  const { courtesy } = await manners();
  expect(texts.map((text) => [text, courtesy(text)])).toEqual(
    texts.map((text) => [text, text === 'хорошо, жду' ? 'nudge' : kind]),
  );
});

test.each([
  'привет, где мой заказ?',
  'спасибо, а когда привезут?',
  'вы работаете в субботу?',
  'кто доставляет?',
  'как оформить возврат',
  'это хлопок?',
  'отличное качество или так себе?',
  'пока не пришёл заказ',
  'жду заказ 1042',
  'здравствуйте, хочу вернуть скатерть',
  'хорошая скатерть',
  'дякую, а де моє замовлення',
  'are you open on Sunday?',
  'thanks, but where is it',
  'bye one get one',
  'сорок сантиметров',
  'ок, оформите возврат',
  '5',
  '1042',
  'ML-1007',
  '',
])('«%s» is more than courtesy', async (text) => {
  expect((await manners()).courtesy(text)).toBeNull();
});

describe('a name', () => {
  test.each([
    ['меня зовут Анна', 'Анна', ''],
    ['Меня зовут Анна Сергеевна', 'Анна Сергеевна', ''],
    ['меня зовут анна сергеевна', 'Анна Сергеевна', ''],
    ['Здравствуйте! Меня зовут Пётр.', 'Пётр', ''],
    ['меня зовут Анна, где мой заказ?', 'Анна', 'где мой заказ?'],
    ['меня зовут анна и я хочу вернуть плед', 'Анна', 'и я хочу вернуть плед'],
    ['зовите меня Мари-Анж', 'Мари-Анж', ''],
    ['можно просто Саша', 'Саша', ''],
    ['МЕНЯ ЗОВУТ ОЛЬГА', 'Ольга', ''],
    ['мене звати Олена Петрівна', 'Олена Петрівна', ''],
    ['мене звуть Тарас', 'Тарас', ''],
    ['my name is John Smith', 'John Smith', ''],
    ['call me Kate', 'Kate', ''],
  ])('«%s»', async (text, name, rest) => {
    expect((await manners()).calledName(text)).toEqual({ name, rest });
  });

  test.each([
    'меня зовут не так',
    'как меня зовут?',
    'меня зовут',
    'call me back tomorrow',
    'call me at 5',
    'меня зовут 12345',
    'оператор меня зовут по телефону'.slice(0, 8),
    'где мой заказ',
  ])('«%s» names nobody', async (text) => {
    expect((await manners()).calledName(text)).toBeNull();
  });
});

describe('a score', () => {
  test.each<[string, 5 | 10, number | null]>([
    ['5', 5, 5],
    ['5!', 5, 5],
    ['5+', 5, 5],
    ['5️⃣', 5, 5],
    ['5/5', 5, 5],
    ['5 из 5', 5, 5],
    ['8 из 10', 5, 4],
    ['на 4', 5, 4],
    ['ставлю 4 балла', 5, 4],
    ['оценка: 3', 5, 3],
    ['4,5', 5, 5],
    ['пять', 5, 5],
    ['пятёрочка', 5, 5],
    ['Отлично, спасибо!', 5, 5],
    ['все супер', 5, 5],
    ['очень хорошо', 5, 5],
    ['Не очень', 5, 2],
    ['ужас', 5, 1],
    ['очень плохо', 5, 1],
    ["дев'ять", 10, 9],
    ['ten', 10, 10],
    ['ноль', 10, 0],
    ['0', 10, 0],
    ['11', 10, null],
    ['10', 5, null],
    ['0', 5, null],
    ['6', 5, null],
    ['не отлично', 5, null],
    ['5 подушек', 5, null],
    ['1042', 5, null],
    ['хорошо бы узнать, где заказ', 5, null],
    ['5 или 4', 5, null],
    ['', 5, null],
  ])('«%s» of %d: %p', async (text, top, score) => {
    expect((await manners()).score(text, top)?.score ?? null).toBe(score);
  });

  test('words after a number are the comment, a question is not', async () => {
    const { score } = await manners();
    expect(score('5, всё быстро и вежливо', 5)).toEqual({ score: 5, comment: 'всё быстро и вежливо' });
    expect(score('2 - долго', 5)).toEqual({ score: 2, comment: 'долго' });
    expect(score('5, а где мой заказ?', 5)).toBeNull();
  });
});
