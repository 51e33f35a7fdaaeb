/** Who writes to a paired phone and what they do there: two ids of one person, receipts, edits, files. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PNG } from '../support/test-deps.ts';
import { startPhoneRig, type PhoneRig } from './phone-rig.ts';

const ANNA = '79161234567@c.us';
const ANNA_LID = '201843219876543@lid';
const OLEH = '380501112233@c.us';
let rig: PhoneRig;

beforeEach(async () => {
  rig = await startPhoneRig();
});
afterEach(() => rig.close());

describe('one person, two ids', () => {
  test('every event names the other id, and a number that it tells', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    anna.text('раз');
    anna.becomes(ANNA_LID);
    await rig.until(() => rig.texts().includes('раз'), 'stored');
    rig.whatsapp.person(OLEH).becomes('555555@lid');
    rig.whatsapp.person('555555@lid').text('два');
    await rig.until(() => rig.texts().includes('два'), 'stored');
    expect(rig.events.at(-1)).toMatchObject({
      address: '555555@lid',
      aliases: [OLEH],
      profile: { phone: '380501112233', phoneVerified: true },
    });
  });

  test('a message told again under the other id is the same message', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    const message = anna.text('раз');
    rig.whatsapp.tell({ type: 'message', message: { ...message, id: message.id.replace(ANNA, ANNA_LID) } });
    await rig.until(() => rig.events.length === 2, 'told twice');
    expect(rig.events[0]!.externalId).toBe(rig.events[1]!.externalId);
  });

  test('an answer to the id of before reaches the chat of now', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    anna.text('раз');
    await rig.until(() => rig.texts().length === 1, 'stored');
    anna.becomes(ANNA_LID);
    expect(await rig.send(ANNA, { text: 'ответ' }, 'k')).toMatchObject({ kind: 'sent' });
    expect(anna.received().map(({ text }) => text)).toEqual(['ответ']);
  });
});

describe('the rest', () => {
  test('acks of our messages become receipts with their key; a customer who blocks us stays at one tick', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    anna.text('привет');
    await rig.send(ANNA, { text: 'ответ' }, 'k');
    anna.read();
    const receipts = () =>
      rig.events.filter((event) => event.type === 'receipt').map((event) => event.status);
    await rig.until(() => receipts().includes('read'), 'read');
    expect(receipts()).toEqual(['sent', 'delivered', 'read']);
    anna.block();
    expect(await rig.send(ANNA, { text: 'ещё' }, 'k2')).toMatchObject({ kind: 'sent' });
    await rig.until(() => receipts().length === 4, 'one tick');
    anna.read();
    await rig.pass(1_000);
    expect(receipts()).toEqual(['sent', 'delivered', 'read', 'sent']);
    expect(anna.received()).toHaveLength(1);
  });

  test('edits, messages taken back, reactions, a new number', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    const message = anna.text('10421');
    anna.edit(message, '10422');
    anna.react(message, '👍');
    anna.revoke(message);
    anna.movesTo(OLEH);
    await rig.until(() => rig.events.length === 5, 'all stored');
    expect(rig.events.map(({ type }) => type)).toEqual(['message', 'edit', 'reaction', 'revoke', 'moved']);
  });

  test('files come with their bytes; too large ones, gone ones and other references do not', async () => {
    await rig.open();
    const anna = rig.whatsapp.person(ANNA);
    anna.photo(PNG, 'Вот шов');
    await rig.until(() => rig.events.length === 1, 'stored');
    const [event] = rig.events;
    const media = event?.type === 'message' ? event.content.media?.[0] : undefined;
    expect(await rig.adapter.fetchMedia(media!, 1_000)).toMatchObject({
      ok: true,
      mime: 'image/png',
      bytes: PNG,
    });
    expect(await rig.adapter.fetchMedia(media!, 10)).toEqual({ ok: false, reason: 'too-large' });
    const gone = { kind: 'photo' as const, ref: `false_${ANNA}_3A00112233445566778899` };
    expect(await rig.adapter.fetchMedia(gone, 1_000)).toEqual({ ok: false, reason: 'gone' });
  });

  test('the risk is told at the start', async () => {
    await rig.open();
    expect(rig.log.lines.some((line) => line.startsWith('warn') && line.includes('banned'))).toBe(true);
    expect(await readFile('docs/channels/whatsapp-web.md', 'utf8')).toContain('forbid it');
  });
});
