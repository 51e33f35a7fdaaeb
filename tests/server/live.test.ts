import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LIVE_EVENTS } from '../../src/api/live.ts';
import { systemClock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { listenLive, type Listener } from './support/listen-live.ts';
import { openHouse, type House } from './support/open-house.ts';

let shift = 0;
const timers = new Set<{ fire: () => void; ms: number; cancel: () => void }>();
/** The machine's clock, but a test may let all waiting timers of one length fire now. */
const clock = {
  now: () => systemClock.now() + shift,
  monotonic: () => systemClock.monotonic() + shift,
  after(ms: number, fn: () => void) {
    const timer = { fire: fn, ms, cancel: systemClock.after(ms, () => run(timer)) };
    timers.add(timer);
    return () => {
      timer.cancel();
      timers.delete(timer);
    };
  },
};
function run(timer: { fire: () => void; ms: number; cancel: () => void }): void {
  timer.cancel();
  if (timers.delete(timer)) timer.fire();
}
function fire(ms: number): void {
  const due = [...timers].filter((timer) => timer.ms === ms);
  for (const timer of due) run(timer);
}

let house: House;
let anna: Browser;
const open: Listener[] = [];
beforeEach(async () => {
  shift = 0;
  house = await openHouse({ clock });
  await house.hire('anna');
  anna = openBrowser(house);
  await anna.signIn('anna');
});
afterEach(async () => {
  for (const listener of open.splice(0)) listener.leave();
  await house.close();
});

async function listen(browser = anna, query = '', headers: Record<string, string> = {}): Promise<Listener> {
  const cookie = `prilavok=${browser.cookies.get('prilavok')}`;
  const listener = await listenLive(house.port, { cookie, ...headers }, query);
  open.push(listener);
  return listener;
}

let next = 0;
async function write(from: string, text = 'оператор'): Promise<void> {
  next += 1;
  await ask(house.port, '/webhooks/parrot', {
    method: 'POST',
    headers: { 'x-parrot-secret': house.parrot.secret },
    json: { id: `l${next}`, from, name: from, text },
  });
}

const namesIn = ({ data }: { data: Record<string, unknown> }): string[] =>
  LIVE_EVENTS.conversations.parse(data).rows.map(({ name }) => name);

describe('a stream', () => {
  test('tells that a customer types, and nothing of one that nobody knows', async () => {
    await write('vera');
    const live = await listen();
    await live.next('operators');
    await write('vera', 'ещё');
    const { rows } = LIVE_EVENTS.conversations.parse((await live.next('conversations')).data);
    house.server.customerTypes('parrot:main', 'nobody');
    house.server.customerTypes('parrot:main', 'vera');
    const { id } = LIVE_EVENTS.typing.parse((await live.next('typing')).data);
    expect(id).toBe(rows[0]?.id);
  });

  test('greets, tells who is here, and pushes what changes with the counts of the one who listens', async () => {
    const live = await listen();
    const hello = LIVE_EVENTS.hello.parse((await live.next('hello')).data);
    expect(hello).toMatchObject({ resumed: false, release: 'test' });
    expect(LIVE_EVENTS.operators.parse((await live.next('operators')).data).operators).toHaveLength(1);
    await write('vera');
    const push = await live.next('conversations');
    expect(namesIn(push)).toEqual(['vera']);
    expect(push.id).toBe(LIVE_EVENTS.conversations.parse(push.data).cursor);
    expect(push.data['counts']).toEqual({ queue: 1, mine: 0, assigned: 0 });
  });

  test('gives a returning console exactly what it missed, by the header or by the address', async () => {
    const first = await listen();
    await first.next('hello');
    await write('vera');
    await first.next('conversations');
    // What becomes of the answer to Vera is a change, too: the console leaves when all of it has been seen.
    while ((await house.store.readLoad()).deliveriesOpen > 0) await new Promise((soon) => setImmediate(soon));
    const seen = { id: await house.store.readCursor() };
    first.leave();
    await write('gleb');
    await write('dina');
    for (const [query, headers] of [
      [`?after=${seen.id}`, {}],
      ['?after=0', { 'last-event-id': String(seen.id) }],
    ] as const) {
      const back = await listen(anna, query, headers);
      expect((await back.next('hello')).data).toMatchObject({ resumed: true, cursor: seen.id });
      const names = namesIn(await back.next('conversations'));
      expect(names).not.toContain('vera');
      expect(names).toEqual(expect.arrayContaining(['gleb', 'dina']));
    }
  });

  test('misses nothing when changes fall into its catching up', async () => {
    await write('zero');
    const listeners = await Promise.all(
      Array.from({ length: 4 }, async () => {
        await write(`busy-${next}`);
        return listen(anna, '?after=0');
      }),
    );
    for (let round = 0; round < 10; round += 1) await write(`late-${round}`);
    await write('last');
    for (const listener of listeners) {
      const names = new Set<string>();
      while (!names.has('last'))
        for (const name of namesIn(await listener.next('conversations'))) names.add(name);
      for (let round = 0; round < 10; round += 1) expect(names).toContain(`late-${round}`);
      expect(names).toContain('zero');
    }
  });

  test('with a cursor of another database starts afresh', async () => {
    const live = await listen(anna, '?after=999999');
    expect((await live.next('hello')).data).toMatchObject({ resumed: false });
    expect(
      (
        await ask(house.port, '/api/live?after=x', {
          headers: { cookie: `prilavok=${anna.cookies.get('prilavok')}` },
        })
      ).status,
    ).toBe(400);
  });

  test('is pinged, so that a dead line is noticed', async () => {
    const live = await listen();
    await live.next('hello');
    fire(LIMITS.liveHeartbeatMs);
    LIVE_EVENTS.ping.parse((await live.next('ping')).data);
  });
});

describe('a stream ends', () => {
  test('with its session, at once, and the others go on', async () => {
    const other = openBrowser(house);
    await other.signIn('anna');
    const [here, there] = [await listen(), await listen(other)];
    await here.next('hello');
    await there.next('hello');
    await anna.send('DELETE', '/api/session');
    expect((await here.next('bye')).data).toEqual({ reason: 'signed-out' });
    await here.ended;
    await write('vera');
    expect(namesIn(await there.next('conversations'))).toEqual(['vera']);
  });

  test('when its operator is disabled or the session has run out', async () => {
    await house.hire('chief', 'admin');
    const chief = openBrowser(house);
    await chief.signIn('chief');
    const live = await listen();
    await live.next('hello');
    const [me] = (await house.store.listOperators()).filter(({ login }) => login === 'anna');
    await chief.send('PATCH', `/api/operators/${me?.publicId}`, { disabled: true });
    expect((await live.next('bye')).data).toEqual({ reason: 'disabled' });

    const late = await listen(chief);
    await late.next('hello');
    shift += LIMITS.sessionIdleMs + 1_000;
    fire(LIMITS.liveHeartbeatMs);
    expect((await late.next('bye')).data).toEqual({ reason: 'signed-out' });
  });

  test('for the oldest tab when there are too many', async () => {
    const first = await listen();
    await first.next('hello');
    for (let tab = 0; tab < LIMITS.streamsPerOperator; tab += 1) await (await listen()).next('hello');
    expect((await first.next('bye')).data).toEqual({ reason: 'too-many-streams' });
  });

  test('at the stop of the server, without a word, within a moment', async () => {
    const live = await listen();
    await live.next('hello');
    const started = performance.now();
    await house.server.close();
    await live.ended;
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(live.events.map(({ event }) => event)).not.toContain('bye');
    await expect(ask(house.port, '/healthz')).rejects.toThrow();
  });
});

describe('presence', () => {
  test('a lost operator is shown with a countdown, then the conversation returns to the queue once', async () => {
    const [me] = await house.store.listOperators();
    await anna.send('POST', '/api/me/presence');
    await write('vera');
    const [row] = await house.store.listConversations({ view: 'queue', limit: 1 });
    const claimed = await anna.send('POST', `/api/conversations/${row?.publicId}/commands`, {
      clientId: 'claim-by-anna-1',
      command: { do: 'claim' },
    });
    expect(claimed.json).toEqual({ kind: 'done', outcome: { ok: true } });
    await house.hire('boris');
    const boris = openBrowser(house);
    await boris.signIn('boris');
    const live = await listen(boris);
    await live.next('operators');

    shift += LIMITS.presenceGraceMs - 10_000;
    fire(LIMITS.presenceSweepMs);
    const told = LIVE_EVENTS.operators.parse((await live.next('operators')).data).operators;
    expect(told.find(({ id }) => id === me?.publicId)).toMatchObject({
      presence: 'gone',
      releasesAtMs: expect.any(Number),
    });
    expect((await house.store.readConversation(row?.publicId ?? ''))?.status.is).toBe('assigned');

    shift += 20_000;
    fire(LIMITS.presenceSweepMs);
    const push = await live.next('conversations');
    expect(LIVE_EVENTS.conversations.parse(push.data).rows[0]?.status).toMatchObject({ is: 'queued' });
    fire(LIMITS.presenceSweepMs);
    const thread = await house.store.readThread(row?.id ?? 0, { limit: 50 });
    expect(thread.filter((line) => line.kind === 'activity' && line.name === 'operator-gone')).toHaveLength(
      1,
    );
  });

  test('a console that beats keeps its conversations', async () => {
    await write('vera');
    const [row] = await house.store.listConversations({ view: 'queue', limit: 1 });
    await anna.send('POST', `/api/conversations/${row?.publicId}/commands`, {
      clientId: 'claim-by-anna-2',
      command: { do: 'claim' },
    });
    for (let beat = 0; beat < 6; beat += 1) {
      shift += 25_000;
      expect((await anna.send('POST', '/api/me/presence')).status).toBe(204);
      fire(LIMITS.presenceSweepMs);
    }
    expect((await house.store.readConversation(row?.publicId ?? ''))?.status.is).toBe('assigned');
  });
});
