/** The person behind a conversation over HTTP: who may see and join, all threads in one, and who gets the next customer. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommandReply } from '../../src/api/commands.ts';
import { ClaimedNext, ContactThread, ContactView } from '../../src/api/contact.ts';
import { ConversationDetail, ConversationList } from '../../src/api/conversations.ts';
import { systemRandom } from '../../src/core/clock.ts';
import { newPublicId } from '../../src/core/ids.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

let house: House;
let anna: Browser;
let boris: Browser;
let lead: Browser;
let editor: Browser;
beforeAll(async () => {
  house = await openHouse();
  const hired = [
    ['anna', 'operator'],
    ['boris', 'operator'],
    ['lead', 'supervisor'],
    ['editor', 'editor'],
  ] as const;
  for (const [login, role] of hired) await house.hire(login, role);
  const browsers = await Promise.all(
    hired.map(async ([login]) => {
      const browser = openBrowser(house);
      await browser.signIn(login);
      return browser;
    }),
  );
  [anna, boris, lead, editor] = browsers as [Browser, Browser, Browser, Browser];
});
afterAll(() => house.close());

let written = 0;
async function writes(from: string, text: string): Promise<string> {
  written += 1;
  await ask(house.port, '/webhooks/parrot', {
    method: 'POST',
    headers: { 'x-parrot-secret': house.parrot.secret },
    json: { id: `d${written}`, from, name: from, text },
  });
  const view = text === 'оператор' ? 'queue' : 'all';
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const list = ConversationList.parse((await anna.get(`/api/conversations?view=${view}`)).json);
    const found = list.rows.find(({ name }) => name === from);
    if (found) return found.id;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`${from} is nowhere`);
}

async function does(who: Browser, id: string, command: object) {
  const clientId = newPublicId(systemRandom);
  for (;;) {
    const seen = await who.send('POST', `/api/conversations/${id}/commands`, { clientId, command });
    if (seen.status >= 300) return seen.status;
    const reply = CommandReply.parse(seen.json);
    if (reply.kind === 'done') return reply.outcome;
  }
}

const contactOf = async (id: string) =>
  ContactView.parse((await anna.get(`/api/conversations/${id}/contact`)).json);

async function takesNext(who: Browser) {
  const seen = await who.send('POST', '/api/queue/next', { clientId: newPublicId(systemRandom) });
  expect([200, 202]).toContain(seen.status);
  const { conversation, outcome } = ClaimedNext.parse(seen.json);
  if (conversation === null) return null;
  if (outcome) expect(outcome).toEqual({ ok: true });
  // On a busy machine the answer may come before the deed is done.
  const end = performance.now() + 20_000;
  const isHeld = async () => {
    const { json } = await who.get(`/api/conversations/${conversation}`);
    return ConversationDetail.parse(json).status.is === 'assigned';
  };
  while (performance.now() < end && !(await isHeld())) await new Promise((next) => setTimeout(next, 50));
  return conversation;
}

describe('a contact', () => {
  test('is joined and parted by those who look after others, and read by everybody at the desk', async () => {
    const vera = await writes('vera', 'Здравствуйте');
    const work = await writes('vera-at-work', 'Добрый день');
    expect(await does(anna, vera, { do: 'join', with: work })).toBe(403);
    expect(await does(lead, vera, { do: 'join', with: work })).toEqual({ ok: true });
    const contact = await contactOf(vera);
    expect(contact.identities.map(({ row }) => row.id)).toEqual([work, vera]);
    expect(contact.lastHeardIn).toBe(work);
    expect(contact.links).toMatchObject([{ kind: 'person', by: 'LEAD', undone: null, in: vera }]);
    const link = contact.links[0]?.id;
    expect(await does(boris, work, { do: 'part', link })).toBe(403);
    expect(await does(lead, work, { do: 'part', link })).toEqual({ ok: true });
    expect(await does(lead, work, { do: 'part', link })).toMatchObject({ ok: false, code: 'no-link' });
    const parted = await contactOf(vera);
    expect(parted.identities).toHaveLength(1);
    expect(parted.links).toMatchObject([{ undone: { by: 'LEAD' } }]);
    expect(parted.suggestions).toMatchObject([{ why: 'parted', row: { id: work }, evidence: '' }]);
  });

  test('called another person is suggested no more, until that is taken back', async () => {
    const first = await writes('nina', 'Здравствуйте');
    const second = await writes('nina-too', 'Добрый день');
    await does(lead, first, { do: 'join', with: second });
    await does(lead, first, { do: 'part', link: (await contactOf(first)).links[0]?.id });
    expect((await contactOf(first)).suggestions).toMatchObject([{ row: { id: second } }]);
    const path = `/api/conversations/${first}/contact/apart/${second}`;
    expect((await anna.send('PUT', path)).status).toBe(403);
    expect((await lead.send('PUT', path)).status).toBe(204);
    expect((await lead.send('PUT', path)).status).toBe(204);
    const apart = await contactOf(second);
    expect(apart.suggestions).toEqual([]);
    expect(apart.apart).toMatchObject([{ by: 'LEAD', row: { id: first } }]);
    expect((await lead.send('DELETE', path)).status).toBe(204);
    expect((await lead.send('DELETE', path)).status).toBe(404);
    expect((await contactOf(first)).suggestions).toMatchObject([{ row: { id: second } }]);
    for (const other of [first, 'nobody-here']) {
      const wrong = `/api/conversations/${first}/contact/apart/${other}`;
      expect((await lead.send('PUT', wrong)).status).toBe(404);
    }
  });

  test('is closed to editors and strangers, and a wrong id is a plain 404', async () => {
    const id = await writes('gleb', 'Здравствуйте');
    const stranger = openBrowser(house);
    for (const path of ['contact', 'contact/thread']) {
      expect((await editor.get(`/api/conversations/${id}/${path}`)).status).toBe(403);
      expect((await stranger.get(`/api/conversations/${id}/${path}`)).status).toBe(401);
      expect((await anna.get(`/api/conversations/nobody-here/${path}`)).status).toBe(404);
    }
    expect(await does(lead, id, { do: 'join', with: 'nobody-here' })).toMatchObject({ code: 'no-link' });
    expect(await does(lead, id, { do: 'join', with: id })).toMatchObject({ code: 'no-link' });
    expect(await does(lead, id, { do: 'part', link: 'no-such-link' })).toMatchObject({ code: 'no-link' });
    expect((await editor.send('POST', '/api/queue/next', { clientId: 'abcdefgh' })).status).toBe(403);
    expect((await anna.send('POST', '/api/queue/next', {})).status).toBe(400);
  });

  test('has all its threads in one, each line with its place', async () => {
    const here = await writes('dina', 'первое');
    const there = await writes('dina-elsewhere', 'второе');
    await writes('dina', 'третье');
    await does(lead, here, { do: 'join', with: there });
    const read = async () =>
      ContactThread.parse((await boris.get(`/api/conversations/${there}/contact/thread`)).json);
    let thread = await read();
    const end = performance.now() + 20_000;
    // The third words may still be on their way.
    while (!JSON.stringify(thread).includes('третье') && performance.now() < end) thread = await read();
    const said = thread.lines.flatMap(({ line, conversation }) =>
      line.kind === 'in' ? [[conversation, line.content.text]] : [],
    );
    expect(said).toEqual([
      [here, 'первое'],
      [there, 'второе'],
      [here, 'третье'],
    ]);
    expect(thread.more).toBe(false);
    const first = thread.lines[2]?.place ?? 0;
    const before = ContactThread.parse(
      (await boris.get(`/api/conversations/${there}/contact/thread?before=${first}`)).json,
    );
    expect(before.lines).toHaveLength(2);
  });
});

test('the next customer: in order, but a person goes on with who has them already', async () => {
  expect(await takesNext(boris)).toBeNull();
  const ella = await writes('ella', 'оператор');
  expect(await takesNext(anna)).toBe(ella);
  const first = await writes('first', 'оператор');
  const elsewhere = await writes('ella-elsewhere', 'оператор');
  await does(lead, ella, { do: 'join', with: elsewhere });
  const queue = ConversationList.parse((await anna.get('/api/conversations?view=queue')).json);
  const marks = queue.rows.map(({ id, keeper }) => [id, keeper?.name ?? null]);
  expect(marks).toEqual([
    [first, null],
    [elsewhere, 'ANNA'],
  ]);
  expect(await takesNext(anna)).toBe(elsewhere);
  expect(await takesNext(boris)).toBe(first);
});

test('the next customer asked for twice under one id is one customer, at once and later', async () => {
  const waiting = [await writes('next-one', 'оператор'), await writes('next-two', 'оператор')];
  const body = { clientId: newPublicId(systemRandom) };
  const takes = async () =>
    ClaimedNext.parse((await anna.send('POST', '/api/queue/next', body)).json).conversation;
  const [one, other] = await Promise.all([takes(), takes()]);
  expect(waiting).toContain(one);
  expect([other, await takes(), await takes()]).toEqual([one, one, one]);
  const queue = ConversationList.parse((await anna.get('/api/conversations?view=queue')).json);
  expect(queue.rows.map(({ id }) => id)).toEqual(waiting.filter((id) => id !== one));
  // Somebody else's request of the same id is their own.
  const { json } = await boris.send('POST', '/api/queue/next', body);
  expect(waiting).toContain(ClaimedNext.parse(json).conversation);
  expect(ClaimedNext.parse(json).conversation).not.toBe(one);
});
