/** What the console learns of a channel's own ways: reply windows, prices, reactions, owners outside the desk, read marks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConversationDetail, ConversationList } from '../../src/api/conversations.ts';
import { ThreadPage } from '../../src/api/thread.ts';
import { newPublicId } from '../../src/core/ids.ts';
import { systemRandom } from '../../src/core/clock.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import type { Signal } from '../../src/core/ports/channel.ts';
import { openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

let house: House;
let anna: Browser;
let boris: Browser;
let signals: { address: string; signal: Signal }[];
beforeAll(async () => {
  house = await openHouse();
  await house.hire('anna');
  await house.hire('boris');
  [anna, boris] = [openBrowser(house), openBrowser(house)];
  await anna.signIn('anna');
  await boris.signIn('boris');
  house.parrot.signal = (address, signal) => void signals.push({ address, signal });
});
beforeEach(() => {
  signals = [];
});
afterAll(() => house.close());

let next = 0;
async function happens(from: string, event: object): Promise<void> {
  next += 1;
  const head = {
    account: house.parrot.account,
    externalId: `c${next}`,
    address: from,
    profile: { name: from },
  };
  const full = { occurredAtMs: Date.now(), ...head, ...event } as unknown as ChannelEvent;
  await house.engine.door.sink([{ event: full, raw: '{}' }]);
}

const says = (from: string, text: string, more: object = {}) =>
  happens(from, { type: 'message', messageId: `m-${from}-${next}`, content: { text }, ...more });

async function find(name: string): Promise<string> {
  const list = ConversationList.parse((await anna.get('/api/conversations?view=all'))?.json);
  return list.rows.find((row) => row.name === name)?.id ?? 'none';
}

async function detail(id: string): Promise<ConversationDetail> {
  return ConversationDetail.parse((await anna.get(`/api/conversations/${id}`))?.json);
}

async function thread(id: string): Promise<ThreadPage['lines']> {
  return ThreadPage.parse((await anna.get(`/api/conversations/${id}/thread`))?.json).lines;
}

async function command(who: Browser, id: string, what: object): Promise<unknown> {
  const clientId = newPublicId(systemRandom);
  const seen = await who.send('POST', `/api/conversations/${id}/commands`, { clientId, command: what });
  return (seen.json as { outcome?: unknown }).outcome;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('It did not come to pass');
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

describe('a reply window', () => {
  test('is told by its end, counted from the customer’s last message; null where there is none', async () => {
    const occurredAtMs = Date.now() - 1_000;
    await says('vera', 'оператор', { occurredAtMs });
    const id = await find('vera');
    expect((await detail(id)).windowEndsAtMs).toBeNull();
    house.parrot.facts.replyWindowMs = 3_600_000;
    const { windowEndsAtMs, lateReply } = await detail(id);
    expect([windowEndsAtMs, lateReply]).toEqual([occurredAtMs + 3_600_000, 'none']);
    const { render } = house.parrot;
    house.parrot.render = (content) => render(content).map((part) => ({ ...part, whenClosed: 'template' }));
    expect((await detail(id)).lateReply).toBe('template');
    house.parrot.render = render;
    house.parrot.facts.replyWindowMs = null;
  });
});

describe('a line', () => {
  test('carries reactions, that it was taken back, and what it costs', async () => {
    await happens('oleg', { type: 'message', messageId: 'first', content: { text: 'оператор' } });
    const id = await find('oleg');
    const isSent = (line: ThreadPage['lines'][number]) =>
      line.kind === 'out' && line.delivery?.state === 'sent';
    await until(async () => (await thread(id)).some(isSent));
    const sent = (await thread(id)).find((line) => line.kind === 'out');
    const messageId = `${sent?.id}.0`; // the parrot's own id of a part is its key
    await happens('oleg', { type: 'reaction', messageId, emoji: '👍' });
    await happens('oleg', { type: 'revoke', messageId: 'first' });
    const price = { category: 'service', billable: true };
    await happens('oleg', { type: 'receipt', messageId, status: 'delivered', price });
    const lines = await thread(id);
    expect(lines.find((line) => line.kind === 'in')).toMatchObject({ revokedAtMs: expect.any(Number) });
    expect(lines.find((line) => line.id === sent?.id)).toMatchObject({
      reaction: '👍',
      delivery: { state: 'delivered', price: { category: 'service', billable: 1 } },
    });
  });
});

describe('somebody who answers outside the console', () => {
  test('owns the conversation by no name of the desk, and anybody may claim it', async () => {
    await says('rita', 'Сколько стоит доставка курьером?');
    await happens('rita', { type: 'echo', messageId: 'e1', content: { text: 'Я отвечу' } });
    const id = await find('rita');
    expect((await detail(id)).status).toMatchObject({
      is: 'assigned',
      operator: { id: 'external', name: '' },
    });
    expect(
      (await thread(id)).find((line) => line.kind === 'out' && line.origin === 'operator'),
    ).toMatchObject({
      author: null,
      content: { text: 'Я отвечу' },
      delivery: null,
    });
    expect(await command(boris, id, { do: 'claim' })).toEqual({ ok: true });
    expect((await detail(id)).status).toMatchObject({ operator: { name: 'BORIS' } });
  });
});

describe('having read', () => {
  test('is told to the messenger by the owner alone, about the newest message', async () => {
    await says('yana', 'оператор');
    const id = await find('yana');
    const seen = () => anna.send('POST', `/api/conversations/${id}/seen`);
    expect((await seen()).status).toBe(204);
    expect(signals).toEqual([]);
    await command(anna, id, { do: 'claim' });
    await happens('yana', { type: 'message', messageId: 'newest', content: { text: 'ау' } });
    expect((await seen()).status).toBe(204);
    expect(signals).toEqual([{ address: 'yana', signal: { kind: 'read', messageId: 'newest' } }]);
    expect((await boris.send('POST', `/api/conversations/${id}/seen`)).status).toBe(204);
    expect(signals).toHaveLength(1);
    expect((await anna.send('POST', '/api/conversations/nobody/seen')).status).toBe(404);
  });
});
