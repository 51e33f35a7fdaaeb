/** What is known of one customer alone, over HTTP: who may see it, with points as the shop tells them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConversationList } from '../../src/api/conversations.ts';
import { FeedbackPage } from '../../src/api/feedback.ts';
import { PersonalView } from '../../src/api/personal.ts';
import type { LoyaltyFound } from '../../src/core/ports/loyalty.ts';
import type { ShopResult } from '../../src/core/ports/shop.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

const account = {
  points: 740,
  level: { default: 'Мята', en: 'Mint' },
  toNextLevel: null,
  burns: null,
  card: 'ML 7740 0001 2289',
};
let answer: ShopResult<LoyaltyFound> = { ok: true, value: { found: 'one', account } };
let house: House;
let anna: Browser;
let editor: Browser;
let id: string;

beforeAll(async () => {
  house = await openHouse({ deps: { loyalty: { account: () => Promise.resolve(answer) } } });
  await house.hire('anna', 'operator');
  await house.hire('editor', 'editor');
  [anna, editor] = [openBrowser(house), openBrowser(house)];
  await anna.signIn('anna');
  await editor.signIn('editor');
  id = await writes('Ольга', 'Подарок ко дню рождения');
});
afterAll(() => house.close());

let written = 0;
async function writes(from: string, text: string): Promise<string> {
  written += 1;
  await ask(house.port, '/webhooks/parrot', {
    method: 'POST',
    headers: { 'x-parrot-secret': house.parrot.secret },
    json: { id: `p${written}`, from, name: from, text },
  });
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const list = ConversationList.parse((await anna.get('/api/conversations?view=all')).json);
    const found = list.rows.find(({ name }) => name === from);
    if (found) return found.id;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`${from} is nowhere`);
}

const personal = async (of = id) =>
  PersonalView.parse((await anna.get(`/api/conversations/${of}/personal`)).json);

test('a customer of whom nothing is known has nothing', async () => {
  expect(await personal()).toEqual({ consents: [], points: null, birthday: null, messages: [], reasons: [] });
});

test('what was said stands with its words and its day', async () => {
  const conversation = await house.store.readConversation(id);
  if (!conversation) throw new Error('no conversation');
  const nowMs = house.clock.now();
  await house.store.saveBirthday(conversation.id, { day: 14, month: 3 }, nowMs);
  await house.store.keepReason({
    conversationId: conversation.id,
    reason: 'other',
    words: 'Переехали',
    atMs: nowMs,
  });
  const key = 'birthday:1';
  const message = { kind: 'birthday', conversationId: conversation.id, key, points: 300 } as const;
  const when = { dueAtMs: nowMs, untilMs: nowMs + 1_000, nowMs };
  const cap = { messages: 9, sinceMs: 0, sameSinceMs: 0 };
  await house.store.planPersonal({ ...message, ...when }, cap);
  const [due] = await house.store.duePersonal(nowMs, 1);
  await house.store.stepPersonal(due?.id ?? 0, { to: 'granted', granted: 300, nowMs });
  await house.store.stepPersonal(due?.id ?? 0, { to: 'told', nowMs });
  // A word of stop takes every consent back, in writing.
  await writes('Ольга', 'стоп');
  const end = performance.now() + 20_000;
  while (performance.now() < end && (await personal()).consents.length === 0) {
    await writes('Ольга', 'стоп');
    await new Promise((again) => setTimeout(again, 50));
  }
  const view = await personal();
  expect(view.consents).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'promotion', given: false, wording: 'STOP', locale: 'ru' }),
    ]),
  );
  expect(view).toMatchObject({
    birthday: { day: 14, month: 3 },
    messages: [{ kind: 'birthday', told: true, points: 300 }],
    reasons: [{ reason: 'other', words: 'Переехали' }],
  });
});

test('points are shown for a number that is vouched for, the card only by its end', async () => {
  const other = await writes('Марина', 'привет');
  const told = async () => (await personal(other)).points;
  expect(await told()).toBeNull();
  await writesContact('Марина', '79990001001');
  const end = performance.now() + 20_000;
  while (performance.now() < end && (await told()) === null)
    await new Promise((again) => setTimeout(again, 50));
  expect(await told()).toEqual({ points: 740, level: 'Мята', burns: null, card: '… 2289' });
  answer = { ok: true, value: { found: 'several' } };
  expect(await told()).toBe('several');
  answer = { ok: true, value: { found: 'none' } };
  expect(await told()).toBeNull();
  answer = { ok: false, failure: { kind: 'unavailable' } };
  expect(await told()).toBe('down');
});

async function writesContact(from: string, phone: string): Promise<void> {
  written += 1;
  const event = {
    type: 'message' as const,
    account: house.parrot.account,
    externalId: `p${written}`,
    messageId: `p${written}`,
    address: from,
    occurredAtMs: house.clock.now(),
    content: { contact: { phone, own: true } },
  };
  await house.engine.door.sink([{ event, raw: '{}' }]);
}

test('an editor sees no customer, and nobody sees one that is not there', async () => {
  expect((await editor.get(`/api/conversations/${id}/personal`)).status).toBe(403);
  expect((await anna.get('/api/conversations/AAAAAAAAAAAAAAAAAAAAAA/personal')).status).toBe(404);
  expect((await openBrowser(house).get(`/api/conversations/${id}/personal`)).status).toBe(401);
});

test('why people stay away is told in sums to who leads, on the page of what customers say', async () => {
  await house.hire('lead', 'supervisor');
  const lead = openBrowser(house);
  await lead.signIn('lead');
  const reasonsFor = async (who: Browser) =>
    FeedbackPage.parse((await who.get('/api/feedback')).json).reasons;
  expect(await reasonsFor(lead)).toEqual([{ reason: 'other', count: 1 }]);
  expect(await reasonsFor(anna)).toEqual([]);
});
