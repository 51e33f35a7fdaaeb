/** Every line is shown once, in one order, to every tab: across reload, sleep, a slow engine, and a server that is killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createVisitor, textOf, type VisitorClient } from '../../../bots/webchat/emulator/visitor.ts';
import { eventually } from '../support/test-deps.ts';
import { openChat, SHOP, type ChatRig } from './chat-rig.ts';
import { freePort } from '../../support/free-port.ts';

const textsOf = (visitor: VisitorClient, from: 'visitor' | 'shop') =>
  visitor
    .items()
    .filter((item) => item.from === from)
    .map(textOf);

/** The arrival of entries in one stream after another: only ever upwards, none twice. */
function expectOneOrder({ knows }: VisitorClient): void {
  expect(knows.repeats).toBe(0);
  expect(knows.arrived).toEqual([...new Set(knows.arrived)].toSorted((a, b) => a - b));
}

describe('one server', () => {
  let chat: ChatRig;
  beforeAll(async () => {
    chat = await openChat();
  });
  afterAll(() => chat.close());

  test('the same message again is one message with one answer', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const body = { kind: 'text', cid: 'one-and-the-same', text: 'раз' };
    const answers = await Promise.all([1, 2, 3].map(() => visitor.call('POST', 'messages', body)));
    const items = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(items.map((one) => JSON.stringify(one))).size).toBe(1);
    const other = await visitor.call('POST', 'messages', { ...body, text: 'два' });
    expect([other.status, await other.json()]).toEqual([409, { error: 'conflict' }]);
    await visitor.open();
    expect(textsOf(visitor, 'visitor')).toEqual(['раз']);
  });

  test('the same delivery again is one line', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    visitor.connect();
    const [part] = chat.adapter.render({ text: 'один раз' });
    const sent = await Promise.all([1, 2, 3].map(() => chat.adapter.send(address, part!, 'one-key')));
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    await visitor.hears(/один раз/);
    expect(textsOf(visitor, 'shop')).toEqual(['один раз']);
  });

  test('two tabs see one order, and a tab that slept catches up', async () => {
    const first = chat.visitor();
    const { visitor: address } = await first.open();
    const second = chat.visitor({ token: first.knows.token ?? '' });
    await second.open();
    first.connect();
    second.connect();
    const parts = (index: number) => chat.adapter.render({ text: `ответ ${index}` })[0]!;
    for (let index = 0; index < 20; index += 1) {
      // The second tab's browser sleeps in the middle.
      if (index === 5) await second.disconnect();
      await (index % 2 ? first : second).says(`вопрос ${index}`);
      await chat.adapter.send(address, parts(index), `tabs-${index}`);
      if (index === 15) second.connect();
    }
    const last = (visitor: VisitorClient) => visitor.items().some((item) => textOf(item) === 'ответ 19');
    await eventually(() => last(first) && last(second), 'both tabs have the last line');
    await eventually(
      () => first.items().length === 40 && second.items().length === 40,
      'both have all lines',
    );
    expect(second.items()).toEqual(first.items());
    expect(textsOf(first, 'visitor')).toEqual(Array.from({ length: 20 }, (_, index) => `вопрос ${index}`));
    expectOneOrder(first);
    expectOneOrder(second);
    const reloaded = chat.visitor({ token: first.knows.token ?? '' });
    await reloaded.open();
    expect(reloaded.items()).toEqual(first.items());
  });

  test('what the engine could not take is handed on later, in order, and nothing comes twice', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const texts = () =>
      chat.events.flatMap((event) =>
        event.type === 'message' && event.address === address ? [event.content.text] : [],
      );
    chat.refuse(1);
    const refused = await visitor.call('POST', 'messages', {
      kind: 'text',
      cid: 'refused-1',
      text: 'первое',
    });
    expect([refused.status, await refused.json()]).toEqual([503, { error: 'busy', retryAfterMs: 1000 }]);
    expect(texts()).toEqual([]);
    // It was filed: the next one takes it along, before itself.
    await visitor.says('второе');
    expect(texts()).toEqual(['первое', 'второе']);
    const again = await visitor.call('POST', 'messages', { kind: 'text', cid: 'refused-1', text: 'первое' });
    expect(again.status).toBe(200);
    await visitor.open();
    expect(textsOf(visitor, 'visitor')).toEqual(['первое', 'второе']);
    expect(texts()).toEqual(['первое', 'второе']);
  });

  test('what was filed before the end is handed on at the next start, though nobody asks again', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    chat.refuse(1);
    await visitor.call('POST', 'messages', { kind: 'text', cid: 'left-over-1', text: 'и ушла' });
    const known = () => chat.events.some((event) => event.type === 'message' && event.address === address);
    expect(known()).toBe(false);
    await chat.reopen();
    expect(known()).toBe(true);
    // Before the engine is there nothing is taken in at all.
    await chat.adapter.close();
    const early = await visitor.call('POST', 'messages', { kind: 'text', cid: 'too-early', text: 'рано' });
    expect(early.status).toBe(503);
    await chat.reopen();
    await visitor.open();
    expect(textsOf(visitor, 'visitor')).toEqual(['и ушла']);
  });

  test('whoever was away for very long begins with the history', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    for (let from = 0; from < 520; from += 40) {
      const keys = Array.from({ length: 40 }, (_, index) => from + index);
      await Promise.all(
        keys.map((key) =>
          chat.adapter.send(address, chat.adapter.render({ text: `${key}` })[0]!, `long-${key}`),
        ),
      );
    }
    const heard: string[] = [];
    visitor.watch((event) => heard.push(event.event === 'bye' ? event.data.reason : event.event));
    visitor.connect();
    await eventually(() => heard.includes('reload'), 'it is told to load');
    await eventually(() => heard.filter((event) => event === 'hello').length > 1, 'and goes on from there');
    expect(visitor.items()).toHaveLength(50);
    const ahead = await visitor.call('GET', 'stream?after=999999');
    expect(await ahead.text()).toContain('"reason":"reload"');
  });
});

describe('a server that is killed', () => {
  let folder: string;
  let port: number;
  let child: ChildProcess;

  const start = async (): Promise<void> => {
    const script = fileURLToPath(new URL('./chat-process.ts', import.meta.url));
    child = fork(script, [folder, String(port)], {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
  };
  const kill = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prilavok-webchat-kill-'));
    port = await freePort();
    await start();
  }, 30_000);
  afterAll(async () => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  });

  test('loses nothing, shows nothing twice, keeps the order', async () => {
    const url = `http://127.0.0.1:${port}/chat/main`;
    const first = createVisitor({ url, origin: SHOP });
    await first.open();
    const second = createVisitor({ url, origin: SHOP, token: first.knows.token ?? '' });
    await second.open();
    first.connect();
    second.connect();
    const said = Array.from({ length: 60 }, (_, index) => `слово ${index}`);
    let done = 0;
    const talking = (async () => {
      for (const text of said) {
        await first.says(text);
        done += 1;
      }
    })();
    for (let kills = 1; kills <= 4; kills += 1) {
      await eventually(() => done >= kills * 10, `${kills * 10} words are said`);
      await kill();
      await start();
    }
    await talking;
    const echoes = said.map((text) => `echo ${text}`);
    await eventually(
      () => textsOf(first, 'shop').length >= 60 && textsOf(second, 'shop').length >= 60,
      'echoes',
    );
    for (const visitor of [first, second]) {
      expect(textsOf(visitor, 'visitor')).toEqual(said);
      expect(textsOf(visitor, 'shop').toSorted()).toEqual(echoes.toSorted());
      expectOneOrder(visitor);
    }
    expect(second.items()).toEqual(first.items());
    const reloaded = createVisitor({ url, origin: SHOP, token: first.knows.token ?? '' });
    await reloaded.open();
    expect(reloaded.items()).toEqual(first.items().slice(-50));
    await first.disconnect();
    await second.disconnect();
  }, 60_000);
});
