import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommandReply } from '../../src/api/commands.ts';
import { ConversationDetail, ConversationList } from '../../src/api/conversations.ts';
import { OperatorList } from '../../src/api/people.ts';
import { ThreadPage } from '../../src/api/thread.ts';
import { newPublicId } from '../../src/core/ids.ts';
import { systemRandom } from '../../src/core/clock.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type Hired, type House } from './support/open-house.ts';

let house: House;
let [anna, boris, lead]: Browser[] = [];
let people: Record<'anna' | 'boris' | 'lead', Hired>;
beforeAll(async () => {
  house = await openHouse();
  people = {
    anna: await house.hire('anna'),
    boris: await house.hire('boris'),
    lead: await house.hire('lead', 'supervisor'),
  };
  [anna, boris, lead] = await Promise.all(
    ['anna', 'boris', 'lead'].map(async (login) => {
      const browser = openBrowser(house);
      await browser.signIn(login);
      return browser;
    }),
  );
});
afterAll(() => house.close());

let next = 0;
async function customerWrites(from: string, text: string, name = from): Promise<void> {
  next += 1;
  const seen = await ask(house.port, '/webhooks/parrot', {
    method: 'POST',
    headers: { 'x-parrot-secret': house.parrot.secret },
    json: { id: `d${next}`, from, name, text },
  });
  expect(seen.status).toBe(200);
}

/** A customer who waits for a person; returns the conversation's outside id. */
async function waiting(from: string): Promise<string> {
  await customerWrites(from, 'оператор');
  const list = ConversationList.parse((await anna?.get('/api/conversations?view=queue'))?.json);
  return list.rows.find(({ name }) => name === from)?.id ?? 'none';
}

async function command(
  who: Browser | undefined,
  id: string,
  what: object,
  clientId = newPublicId(systemRandom),
) {
  const seen = await who?.send('POST', `/api/conversations/${id}/commands`, { clientId, command: what });
  return {
    status: seen?.status,
    json: seen?.json,
    reply: seen?.status === 200 ? CommandReply.parse(seen.json) : null,
  };
}

async function outcome(who: Browser | undefined, id: string, what: object, clientId?: string) {
  const { reply } = await command(who, id, what, clientId);
  return reply?.kind === 'done' ? reply.outcome : null;
}

describe('a conversation', () => {
  test('goes from the queue through claim, reply, note and resolve; the customer sees the reply and not the note', async () => {
    const id = await waiting('vera');
    expect(await outcome(anna, id, { do: 'claim' })).toEqual({ ok: true });
    const clientId = newPublicId(systemRandom);
    const replied = await outcome(anna, id, { do: 'reply', text: 'Здравствуйте! <b>Я</b> Анна.' }, clientId);
    expect(replied).toMatchObject({ ok: true });
    expect(await outcome(anna, id, { do: 'note', text: 'тайное' })).toMatchObject({ ok: true });
    const page = ThreadPage.parse((await anna?.get(`/api/conversations/${id}/thread`))?.json);
    const line = page.lines.find((one) => one.kind === 'out' && one.clientId === clientId);
    expect(line).toMatchObject({
      origin: 'operator',
      author: 'ANNA',
      content: { text: 'Здравствуйте! <b>Я</b> Анна.' },
    });
    expect(page.lines.find((one) => one.kind === 'note')).toMatchObject({ text: 'тайное', author: 'ANNA' });
    const detail = ConversationDetail.parse((await anna?.get(`/api/conversations/${id}`))?.json);
    expect(detail.status).toMatchObject({
      is: 'assigned',
      operator: { id: people.anna.publicId, name: 'ANNA' },
    });
    expect(detail.case?.summary.lastLines.at(-1)).toEqual({ who: 'customer', text: 'оператор' });
    expect(await outcome(anna, id, { do: 'resolve', outcome: 'solved' })).toEqual({ ok: true });
    expect(JSON.stringify(house.parrot.sent)).not.toContain('тайное');
  });

  test('has one winner when two claim at once, and the loser learns who it is', async () => {
    const id = await waiting('gleb');
    const both = await Promise.all([outcome(anna, id, { do: 'claim' }), outcome(boris, id, { do: 'claim' })]);
    expect(both.filter((one) => one?.ok)).toHaveLength(1);
    const lost = both.find((one) => !one?.ok);
    expect(lost).toMatchObject({
      ok: false,
      code: 'taken',
      owner: { name: expect.stringMatching(/^(ANNA|BORIS)$/) },
    });
  });

  test('obeys its owner only; a supervisor may take it over', async () => {
    const id = await waiting('dina');
    await outcome(anna, id, { do: 'claim' });
    const owner = { id: people.anna.publicId, name: 'ANNA' };
    for (const what of [
      { do: 'reply', text: 'от другого' },
      { do: 'release', to: 'bot' },
      { do: 'transfer', to: people.boris.publicId },
      { do: 'resolve', outcome: 'spam' },
    ]) {
      expect(await outcome(boris, id, what)).toEqual({ ok: false, code: 'not-owner', owner });
    }
    expect(await outcome(boris, id, { do: 'claim' })).toEqual({ ok: false, code: 'taken', owner });
    expect(await outcome(lead, id, { do: 'reply', text: 'от старшего' })).toMatchObject({
      code: 'not-owner',
    });
    // A late click on "take" never steals; taking over is asked for as such.
    expect(await outcome(lead, id, { do: 'claim' })).toEqual({ ok: false, code: 'taken', owner });
    expect(await outcome(lead, id, { do: 'transfer', to: people.lead.publicId })).toMatchObject({ ok: true });
    expect(await outcome(anna, id, { do: 'reply', text: 'ещё я' })).toMatchObject({
      ok: false,
      code: 'not-owner',
    });
    expect(await outcome(lead, id, { do: 'transfer', to: people.boris.publicId })).toMatchObject({
      ok: true,
    });
    expect(await outcome(boris, id, { do: 'reply', text: 'теперь я' })).toMatchObject({ ok: true });
  });

  test('takes the same client id twice as one deed, also after its state has moved on', async () => {
    const id = await waiting('egor');
    await outcome(anna, id, { do: 'claim' });
    const clientId = newPublicId(systemRandom);
    const first = await outcome(anna, id, { do: 'reply', text: 'один раз' }, clientId);
    const resolved = newPublicId(systemRandom);
    await outcome(anna, id, { do: 'resolve', outcome: 'solved' }, resolved);
    expect(await outcome(anna, id, { do: 'reply', text: 'один раз' }, clientId)).toEqual(first);
    expect(await outcome(anna, id, { do: 'resolve', outcome: 'solved' }, resolved)).toEqual({ ok: true });
    const page = ThreadPage.parse((await anna?.get(`/api/conversations/${id}/thread`))?.json);
    expect(page.lines.filter((one) => one.kind === 'out' && one.content.text === 'один раз')).toHaveLength(1);
  });

  test('cannot be given to somebody unknown, disabled or of another trade', async () => {
    const id = await waiting('zoya');
    await outcome(anna, id, { do: 'claim' });
    const editor = await house.hire('editor', 'editor');
    const gone = await house.hire('gone');
    await house.store.updateOperator(gone.id, { disabled: true });
    for (const to of [newPublicId(systemRandom), editor.publicId, gone.publicId]) {
      expect(await outcome(anna, id, { do: 'transfer', to })).toMatchObject({
        ok: false,
        code: 'unknown-operator',
      });
    }
  });
});

describe('outside ids', () => {
  test('open only what they name: keys, other kinds of ids and guesses are 404', async () => {
    const id = await waiting('ivan');
    const detail = await house.store.readConversation(id);
    for (const wrong of [
      String(detail?.id),
      people.anna.publicId,
      newPublicId(systemRandom),
      `${id}x`,
      '%00',
      "' OR 1=1",
    ]) {
      const path = `/api/conversations/${encodeURIComponent(wrong)}`;
      expect((await anna?.get(path))?.status).toBe(404);
      expect((await anna?.get(`${path}/thread`))?.status).toBe(404);
      expect((await command(anna, encodeURIComponent(wrong), { do: 'claim' })).status).toBe(404);
    }
  });

  test('drafts belong to one person and one conversation', async () => {
    const [first, second] = [await waiting('kira'), await waiting('lena')];
    await anna?.send('PUT', `/api/conversations/${first}/draft`, { text: 'начало' });
    expect((await anna?.get(`/api/conversations/${first}/draft`))?.json).toEqual({ text: 'начало' });
    expect((await boris?.get(`/api/conversations/${first}/draft`))?.json).toEqual({ text: '' });
    expect((await anna?.get(`/api/conversations/${second}/draft`))?.json).toEqual({ text: '' });
  });

  test('no key of ours is in any answer', async () => {
    const id = await waiting('mila');
    for (const path of [`/api/conversations/${id}`, '/api/conversations?view=all', '/api/operators']) {
      const { text = '' } = (await anna?.get(path)) ?? {};
      expect(text).not.toMatch(/"(id|operatorId|conversationId|contactId)":\d/);
      expect(text).not.toMatch(/password|tokenHash|"epoch"/i);
    }
  });
});

describe('what is sent', () => {
  test.each([
    ['an unknown field', { clientId: 'aaaaaaaa', command: { do: 'claim' }, role: 'admin' }],
    ['a field of another command', { clientId: 'aaaaaaaa', command: { do: 'claim', override: true } }],
    ['an override', { clientId: 'aaaaaaaa', command: { do: 'release', to: 'bot', override: true } }],
    ['the desk command', { clientId: 'aaaaaaaa', command: { do: 'operator-gone', operatorId: 1 } }],
    ['a number for a text', { clientId: 'aaaaaaaa', command: { do: 'note', text: 5 } }],
    ['a list for a text', { clientId: 'aaaaaaaa', command: { do: 'note', text: ['a'] } }],
    ['an operator of a query language', { clientId: { $ne: null }, command: { do: 'claim' } }],
    ['an empty reply', { clientId: 'aaaaaaaa', command: { do: 'reply', text: '  ' } }],
    ['too long a text', { clientId: 'aaaaaaaa', command: { do: 'note', text: 'x'.repeat(8_001) } }],
    [
      'a path for a file',
      {
        clientId: 'aaaaaaaa',
        command: { do: 'reply', text: 'x', media: { file: '../../etc/passwd', name: 'x' } },
      },
    ],
    ['nothing', null],
  ])('%s is refused', async (_name, body) => {
    const id = await waiting('nina');
    const seen = await anna?.send('POST', `/api/conversations/${id}/commands`, body);
    expect([seen?.status, seen?.json['error']]).toEqual([400, 'bad-request']);
  });

  test('prototypes cannot be reached through JSON', async () => {
    const id = await waiting('olya');
    for (const body of [
      '{"clientId":"aaaaaaaa","command":{"do":"claim"},"__proto__":{"polluted":1}}',
      '{"clientId":"aaaaaaaa","command":{"do":"claim","__proto__":{"override":true}}}',
      '{"clientId":"aaaaaaaa","command":{"do":"claim","constructor":{"prototype":{"polluted":1}}}}',
    ]) {
      const seen = await anna?.ask(`/api/conversations/${id}/commands`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-csrf-token': anna.csrf },
      });
      expect(seen?.status).toBe(400);
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('a body over its cap is 413, junk is 400, and the server goes on', async () => {
    const post = (body: string | Uint8Array) =>
      anna?.ask('/api/me/duty', {
        method: 'PUT',
        body,
        headers: { 'content-type': 'application/json', 'x-csrf-token': anna.csrf },
      });
    expect((await post(Buffer.alloc(1_000_001, 0x20)))?.status).toBe(413);
    expect((await post('{"onDuty":'))?.status).toBe(400);
    expect((await post(Buffer.from([0xff, 0xfe])))?.status).toBe(400);
    expect((await post('{"onDuty":true}'))?.status).toBe(200);
  });
});

describe('people', () => {
  test('see each other without logins; an admin sees all', async () => {
    await house.hire('chief', 'admin');
    const chief = openBrowser(house);
    await chief.signIn('chief');
    const seen = OperatorList.parse((await anna?.get('/api/operators'))?.json).operators;
    expect(seen.filter(({ login }) => login !== null).map(({ login }) => login)).toEqual(['anna']);
    const all = OperatorList.parse((await chief.get('/api/operators')).json).operators;
    expect(all.every(({ login }) => login !== null)).toBe(true);
  });

  test('cannot give themselves rights; the last admin stays; a disabled colleague is out and loses the conversations', async () => {
    expect((await anna?.send('PATCH', '/api/me', { role: 'admin' }))?.status).toBe(400);
    expect((await anna?.send('PATCH', '/api/me', { name: 'Аня', disabled: false }))?.status).toBe(400);
    const chief = openBrowser(house);
    await chief.signIn('chief');
    const me = OperatorList.parse((await chief.get('/api/operators')).json).operators.find(
      ({ role }) => role === 'admin',
    );
    for (const change of [{ disabled: true }, { role: 'operator' }]) {
      expect((await chief.send('PATCH', `/api/operators/${me?.id}`, change)).json['error']).toBe(
        'last-admin',
      );
    }
    const pavel = await house.hire('pavel');
    const his = openBrowser(house);
    await his.signIn('pavel');
    const id = await waiting('raya');
    expect(await outcome(his, id, { do: 'claim' })).toEqual({ ok: true });
    expect((await chief.send('PATCH', `/api/operators/${pavel.publicId}`, { disabled: true })).status).toBe(
      200,
    );
    expect((await his.get('/api/session')).status).toBe(401);
    const detail = ConversationDetail.parse((await anna?.get(`/api/conversations/${id}`))?.json);
    expect(detail.status.is).toBe('queued');
  });
});

test('an unexpected fault is an id to the caller, and the next request is served', async () => {
  const broken = await openHouse();
  await broken.hire('anna');
  const browser = openBrowser(broken);
  await browser.signIn('anna');
  const list = broken.store.listOperators;
  Object.assign(broken.store, {
    listOperators: () => Promise.reject(new Error('SELECT secret FROM operators')),
  });
  const seen = await browser.get('/api/operators');
  Object.assign(broken.store, { listOperators: list });
  expect(seen.status).toBe(500);
  expect(seen.text).not.toMatch(/SELECT|stack|operators\.ts/);
  expect((await browser.get('/api/operators')).status).toBe(200);
  await broken.close();
});
