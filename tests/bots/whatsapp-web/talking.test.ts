/** What goes in and out of a paired phone: replies only, paced, never twice; people on the phone; outages. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../../src/core/limits.ts';
import { START_MS, startPhoneRig, type PhoneRig } from './phone-rig.ts';

const ANNA = '79161234567@c.us';
const OLEH = '380501112233@c.us';
let rig: PhoneRig;
const isSending = () => rig.whatsapp.calls.some(({ what }) => what.startsWith('send'));

beforeEach(async () => {
  rig = await startPhoneRig();
});
afterEach(() => rig.close());

describe('sending', () => {
  test('only to people who have written, as the chat itself shows', async () => {
    const anna = rig.whatsapp.person(ANNA);
    await rig.open();
    expect(await rig.send(ANNA, { text: 'Купите!' }, 'cold')).toMatchObject({
      kind: 'refused',
      code: 'no-cold-messages',
      unreachable: false,
    });
    expect(anna.received()).toEqual([]);
    anna.text('здравствуйте');
    await rig.until(() => rig.texts().includes('здравствуйте'), 'her words are stored');
    expect(await rig.send(ANNA, { text: 'Добрый день' }, 'warm')).toMatchObject({ kind: 'sent' });
    await rig.restart();
    expect(await rig.send(ANNA, { text: 'Это снова мы' }, 'later')).toMatchObject({ kind: 'sent' });
  });

  test('one at a time, with two to five seconds and the typing mark before each, over all chats', async () => {
    for (const id of [ANNA, OLEH]) rig.whatsapp.person(id).text('привет');
    await rig.open();
    const done: string[] = [];
    for (const [index, id] of [ANNA, OLEH, ANNA].entries()) {
      const [part] = rig.adapter.render({ text: `ответ ${index}` });
      void rig.adapter.send(id, part!, `part-${index}`).then(({ kind }) => done.push(kind));
    }
    await rig.passUntil(() => done.length === 3, 'all three are sent');
    expect(done).toEqual(['sent', 'sent', 'sent']);
    const calls = rig.whatsapp.calls.filter(({ what }) => /^(typing|send)/.test(what));
    expect(calls.map(({ what }) => what)).toEqual([
      `typing ${ANNA}`,
      `send ${ANNA} ответ 0`,
      `typing ${OLEH}`,
      `send ${OLEH} ответ 1`,
      `typing ${ANNA}`,
      `send ${ANNA} ответ 2`,
    ]);
    const sends = calls.filter(({ what }) => what.startsWith('send')).map(({ atMs }) => atMs);
    for (const pause of [sends[0]! - START_MS, sends[1]! - sends[0]!, sends[2]! - sends[1]!]) {
      expect(pause).toBeGreaterThanOrEqual(LIMITS.linkedPauseFirstMs);
    }
    const { linkedPauseFirstMs: least, linkedPauseLongestMs: most } = LIMITS;
    const drawn = rig.waits.filter((ms) => ms >= least && ms <= most && !Number.isInteger(ms));
    expect(drawn).toHaveLength(3);
    expect(new Set(drawn).size).toBe(3);
    expect(rig.whatsapp.calls.some(({ what }) => what.startsWith('read'))).toBe(false);
  });

  test('more than a few waiting are put off, not piled up', async () => {
    rig.whatsapp.person(ANNA).text('привет');
    await rig.open();
    const results = Array.from({ length: 12 }, (_, index) =>
      rig.adapter.send(ANNA, rig.adapter.render({ text: `${index}` })[0]!, `k${index}`),
    );
    const putOff = await Promise.all(results.slice(LIMITS.linkedWaiting));
    for (const result of putOff) {
      expect(result).toMatchObject({ kind: 'retry', scope: 'chat', reason: 'paced' });
    }
    await rig.adapter.close();
    const rest = await Promise.all(results.slice(0, LIMITS.linkedWaiting));
    expect(rest.every(({ kind }) => kind === 'retry')).toBe(true);
  });

  test('an operator who looks at the chat marks it as read, an answer does not', async () => {
    rig.whatsapp.person(ANNA).text('привет');
    await rig.open();
    rig.adapter.signal(ANNA, { kind: 'read', messageId: 'in.X' });
    rig.adapter.signal('120363041234567890@g.us', { kind: 'read', messageId: 'in.X' });
    expect(rig.whatsapp.calls.map(({ what }) => what)).toEqual([`read ${ANNA}`]);
  });
});

describe('never twice', () => {
  beforeEach(async () => {
    rig.whatsapp.person(ANNA).text('привет');
    await rig.open();
  });

  test('a lost answer: the message is recognised in the chat by itself, and a second try finds it', async () => {
    rig.whatsapp.set({ acks: false });
    rig.whatsapp.fault('lost-answer');
    expect(await rig.send(ANNA, { text: 'Заказ в **пути**' }, 'key-1')).toMatchObject({ kind: 'unknown' });
    const receipt = () => rig.events.find((event) => event.type === 'receipt');
    await rig.until(() => receipt() !== undefined, 'the receipt that settles it');
    expect(receipt()).toMatchObject({ key: 'key-1', status: 'sent', address: ANNA });
    expect(rig.events.some(({ type }) => type === 'echo')).toBe(false);
    const again = await rig.send(ANNA, { text: 'Заказ в **пути**' }, 'key-1');
    expect(again).toMatchObject({ kind: 'sent' });
    expect(rig.whatsapp.person(ANNA).received()).toHaveLength(1);
  });

  test('a lost answer of a message that nobody tells us about: a second try looks into the chat', async () => {
    rig.whatsapp.disconnect();
    rig.whatsapp.fault('lost-answer');
    expect(await rig.send(ANNA, { text: 'Заказ в пути' }, 'key-1')).toMatchObject({ kind: 'unknown' });
    expect(await rig.send(ANNA, { text: 'Заказ в пути' }, 'key-1')).toMatchObject({ kind: 'sent' });
    expect(rig.whatsapp.person(ANNA).received()).toHaveLength(1);
  });

  test('a crash between the send and its answer: the next process finds it in the chat', async () => {
    rig.whatsapp.fault('hang');
    const [part] = rig.adapter.render({ text: 'Ваш трек RR123' });
    void rig.adapter.send(ANNA, part!, 'key-2');
    await rig.passUntil(isSending, 'it is on the wire');
    // It did arrive: the page had it in hand when the process died.
    const sent = rig.whatsapp.person(ANNA).hearsFromPhone('Ваш трек RR123');
    sent.id = sent.id.replace(/_[0-9A-F]+$/, '_3EB0C431C26A1916E07A11');
    await rig.restart();
    expect(await rig.send(ANNA, { text: 'Ваш трек RR123' }, 'key-2')).toEqual({
      kind: 'sent',
      externalId: 'out.3EB0C431C26A1916E07A11',
    });
    expect(rig.whatsapp.calls.filter(({ what }) => what.startsWith('send'))).toHaveLength(1);
  });

  test('a crash before anything went out: the next try sends it', async () => {
    rig.whatsapp.fault('hang');
    const [part] = rig.adapter.render({ text: 'Да' });
    void rig.adapter.send(ANNA, part!, 'key-3');
    await rig.passUntil(isSending, 'it is on the wire');
    await rig.restart();
    expect(await rig.send(ANNA, { text: 'Да' }, 'key-3')).toMatchObject({ kind: 'sent' });
    expect(
      rig.whatsapp
        .person(ANNA)
        .received()
        .map(({ text }) => text),
    ).toEqual(['Да']);
  });

  test('the same words in another part are another message', async () => {
    expect(await rig.send(ANNA, { text: 'Да' }, 'first')).toMatchObject({ kind: 'sent' });
    rig.whatsapp.fault('page-error');
    expect(await rig.send(ANNA, { text: 'Да' }, 'second')).toMatchObject({ kind: 'unknown' });
    expect(await rig.send(ANNA, { text: 'Да' }, 'second')).toMatchObject({ kind: 'sent' });
    expect(rig.whatsapp.person(ANNA).received()).toHaveLength(2);
  });

  test('a call that never began is simply tried again', async () => {
    rig.whatsapp.fault('not-begun');
    expect(await rig.send(ANNA, { text: 'Да' }, 'k')).toMatchObject({ kind: 'retry', scope: 'account' });
    expect(await rig.send(ANNA, { text: 'Да' }, 'k')).toMatchObject({ kind: 'sent' });
  });
});

describe('people on the phone', () => {
  test('their words are an echo, ours never, even told before the send has returned', async () => {
    const anna = rig.whatsapp.person(ANNA);
    anna.text('привет');
    await rig.open();
    rig.whatsapp.set({ sendMs: 500 });
    expect(await rig.send(ANNA, { text: 'Здравствуйте' }, 'k')).toMatchObject({ kind: 'sent' });
    anna.hearsFromPhone('Это Мария, сейчас посмотрю');
    await rig.until(() => rig.texts().includes('Это Мария, сейчас посмотрю'), 'her words are stored');
    const echoes = rig.events.filter(({ type }) => type === 'echo');
    expect(echoes).toMatchObject([{ address: ANNA, content: { text: 'Это Мария, сейчас посмотрю' } }]);
  });

  test('words typed while a send is on the wire wait until it is known whose they are', async () => {
    const anna = rig.whatsapp.person(ANNA);
    anna.text('привет');
    await rig.open();
    rig.whatsapp.set({ sendMs: 3_000 });
    const [part] = rig.adapter.render({ text: 'Добрый день' });
    const sending = rig.adapter.send(ANNA, part!, 'k');
    await rig.passUntil(isSending, 'it is on the wire');
    anna.hearsFromPhone('Это Мария');
    await rig.pass(500);
    expect(rig.events.some(({ type }) => type === 'echo')).toBe(false);
    await rig.pass(3_000);
    expect(await sending).toMatchObject({ kind: 'sent' });
    await rig.until(() => rig.events.some(({ type }) => type === 'echo'), 'her words are stored');
    expect(rig.events.filter(({ type }) => type === 'echo')).toHaveLength(1);
  });

  test('after a restart our own messages of before are still ours', async () => {
    const anna = rig.whatsapp.person(ANNA);
    await rig.open();
    anna.text('привет');
    await rig.until(() => rig.texts().length === 1, 'stored');
    await rig.send(ANNA, { text: 'Здравствуйте' }, 'k');
    await rig.paired();
    await rig.restart();
    await rig.until(() => rig.texts().filter((text) => text === 'привет').length === 2, 'caught up');
    expect(rig.events.some(({ type }) => type === 'echo')).toBe(false);
  });
});

describe('outages', () => {
  test('what was missed is fetched, each message once more at most, old ones not at all', async () => {
    const anna = rig.whatsapp.person(ANNA);
    await rig.open();
    await rig.paired();
    await rig.pass(1_000);
    rig.whatsapp.disconnect();
    anna.text('вы тут?');
    anna.chat.messages.unshift({ ...anna.text('в прошлом году'), timestamp: START_MS / 1000 - 90 * 86_400 });
    anna.chat.messages.pop();
    rig.whatsapp.calm();
    rig.whatsapp.crash();
    await rig.pass(LIMITS.linkedAgainFirstMs * 2);
    await rig.until(() => rig.texts().includes('вы тут?'), 'the missed message');
    expect(rig.texts()).toEqual(['вы тут?']);
  });

  test('a chat that somebody answered on the phone meanwhile: their words come first', async () => {
    const anna = rig.whatsapp.person(ANNA);
    await rig.open();
    await rig.paired();
    await rig.pass(1_000);
    rig.whatsapp.disconnect();
    anna.text('где заказ?');
    anna.hearsFromPhone('Завтра привезём');
    rig.whatsapp.calm();
    rig.whatsapp.crash();
    await rig.pass(LIMITS.linkedAgainFirstMs * 2);
    await rig.until(() => rig.events.length === 2, 'both');
    expect(rig.events.map(({ type }) => type)).toEqual(['echo', 'message']);
  });

  test('what was written in the very second of the pairing is not lost', async () => {
    await rig.close();
    rig = await startPhoneRig({ paired: false });
    await rig.open();
    await rig.until(() => rig.adapter.session().is === 'pairing', 'a code');
    await rig.pass(700);
    rig.whatsapp.scan();
    await rig.paired();
    rig.whatsapp.disconnect();
    rig.whatsapp.person(ANNA).text('сразу');
    rig.whatsapp.calm();
    await rig.restart();
    await rig.until(() => rig.texts().includes('сразу'), 'caught up');
  });

  test('a fresh pairing answers nothing of before it', async () => {
    await rig.close();
    rig = await startPhoneRig({ paired: false });
    const anna = rig.whatsapp.person(ANNA);
    anna.text('это было до вас');
    await rig.open();
    await rig.until(() => rig.adapter.session().is === 'pairing', 'a code');
    await rig.pass(5_000);
    rig.whatsapp.scan();
    await rig.paired();
    await rig.pass(2_000);
    anna.text('а это после');
    await rig.until(() => rig.texts().length > 0, 'stored');
    await rig.restart();
    await rig.until(() => rig.texts().length > 1, 'caught up');
    expect(new Set(rig.texts())).toEqual(new Set(['а это после']));
  });

  test('a store that refuses gets the message again, in order', async () => {
    let refusals = 3;
    rig.beforeStore = async () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('disk full');
    };
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    anna.text('раз');
    anna.text('два');
    await rig.passUntil(() => rig.texts().length === 2, 'both are stored');
    expect(rig.texts()).toEqual(['раз', 'два']);
  });
});
