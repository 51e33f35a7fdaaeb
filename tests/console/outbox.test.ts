/** Words on their way: nothing is lost, nothing doubled, order kept, whatever the connection does. */
import { describe, expect, test } from '@jest/globals';
import type { CommandReply, CommandRequest } from '../../src/api/commands.ts';
import type { Kept } from '../../src/console/ambient/kept.ts';
import { ApiFailure } from '../../src/console/http/http.ts';
import { createOutbox, type Outbox } from '../../src/console/outbox/outbox.ts';
import { createTestClock } from './test-clock.ts';

const DONE: CommandReply = { kind: 'done', outcome: { ok: true } };

describe('the outbox', () => {
  test('sends in order, one at a time in a conversation, and forgets what has arrived', async () => {
    const stage = set();
    stage.outbox.add(words('a1'));
    stage.outbox.add(words('a2'));
    stage.outbox.add({ ...words('b1'), conversation: 'other' });
    await stage.settle();
    expect(stage.sent).toEqual(['a1', 'b1', 'a2']);
    expect(stage.outbox.list().map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(stage.kept.keys()).toEqual([]);
    stage.outbox.confirm(new Set(['a1', 'a2', 'b1']));
    expect(stage.outbox.list()).toEqual([]);
  });

  test('keeps words while there is no connection and sends them under the same id', async () => {
    const stage = set([offline(), offline(), DONE]);
    stage.outbox.add(words('a1'));
    await stage.settle();
    expect(stage.kept.keys()).toEqual(['unsent.me.a1']);
    expect(stage.outbox.list()[0]?.state).toBe('waiting');
    stage.outbox.wake();
    await stage.settle();
    await stage.pass(2_000);
    expect(stage.sent).toEqual(['a1', 'a1', 'a1']);
    expect(stage.outbox.list()[0]?.state).toBe('done');
  });

  test('a later word waits for the earlier one that could not be sent', async () => {
    const stage = set([offline(), DONE, DONE]);
    stage.outbox.add(words('a1'));
    await stage.settle();
    stage.outbox.add(words('a2'));
    await stage.settle();
    expect(stage.sent).toEqual(['a1']);
    await stage.pass(1_000);
    expect(stage.sent).toEqual(['a1', 'a1', 'a2']);
  });

  test('a reload takes up what was waiting', async () => {
    const kept = memory();
    const before = set([offline()], kept);
    before.outbox.add(words('a1'));
    await before.settle();
    before.outbox.close();
    const after = set([DONE], kept);
    await after.settle();
    expect(after.sent).toEqual(['a1']);
    expect(kept.keys()).toEqual([]);
  });

  test('asks again while the server has not decided', async () => {
    const stage = set([{ kind: 'pending' }, DONE]);
    stage.outbox.add(words('a1'));
    await stage.settle();
    await stage.pass(1_000);
    expect(stage.sent).toEqual(['a1', 'a1']);
    expect(stage.outbox.list()[0]?.state).toBe('done');
  });

  test('a refusal is kept with its reason until it is sent again or discarded', async () => {
    const refused: CommandReply = { kind: 'done', outcome: { ok: false, code: 'not-owner', owner: null } };
    const stage = set([refused, DONE]);
    stage.outbox.add(words('a1'));
    await stage.settle();
    expect(stage.outbox.list()[0]).toMatchObject({ state: 'refused', refusal: 'not-owner', text: 'a1' });
    expect(stage.kept.keys()).toEqual(['unsent.me.a1']);
    stage.outbox.retry('a1');
    await stage.settle();
    expect(stage.outbox.list()[0]?.state).toBe('done');
  });

  test('waits as long as an overloaded server asks for', async () => {
    const stage = set([new ApiFailure('overload', 'busy', 5_000), DONE]);
    stage.outbox.add(words('a1'));
    await stage.settle();
    await stage.pass(4_000);
    expect(stage.sent).toHaveLength(1);
    await stage.pass(1_000);
    expect(stage.sent).toHaveLength(2);
  });

  test('leaves the words of another operator of this browser alone, and removes what makes no sense', async () => {
    const kept = memory();
    kept.write('unsent.other.x', JSON.stringify({ clientId: 'x' }));
    kept.write('unsent.me.broken', '{"clientId":');
    const stage = set([], kept);
    await stage.settle();
    expect(stage.sent).toEqual([]);
    expect(kept.keys()).toEqual(['unsent.other.x']);
  });
});

function words(clientId: string) {
  return { clientId, conversation: 'one', kind: 'reply' as const, text: clientId, media: null };
}

function offline(): ApiFailure {
  return new ApiFailure('offline', 'no connection');
}

interface Stage {
  outbox: Outbox;
  kept: Kept;
  /** Client ids in the order in which they went out. */
  sent: string[];
  settle(): Promise<void>;
  pass(ms: number): Promise<void>;
}

/** An outbox whose server gives these answers in turn, then only good ones. */
function set(answers: (CommandReply | ApiFailure)[] = [], kept: Kept = memory()): Stage {
  const clock = createTestClock();
  const sent: string[] = [];
  const send = async (_conversation: string, request: CommandRequest): Promise<CommandReply> => {
    sent.push(request.clientId);
    const answer = answers.shift() ?? DONE;
    if (answer instanceof ApiFailure) throw answer;
    return answer;
  };
  const outbox = createOutbox({ operatorId: 'me', kept, clock, send });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await settle();
  };
  return { outbox, kept, sent, settle, pass };
}

function memory(): Kept {
  const values = new Map<string, string>();
  return {
    read: (key) => values.get(key) ?? null,
    write: (key, value) => values.set(key, value) !== undefined,
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}
