/** The live line and what it does to lists and threads: reconnects, resumes, and never lets an older reading win. */
import { describe, expect, test } from '@jest/globals';
import type { ConversationList, ConversationRow } from '../../src/api/conversations.ts';
import type { ThreadLine } from '../../src/api/thread.ts';
import { openLive, type LiveHandlers, type Source } from '../../src/console/live/live-stream.ts';
import { flatRows, mergeRow } from '../../src/console/live/merge-rows.ts';
import { mergeNewest, mergeOlder } from '../../src/console/live/merge-thread.ts';
import { createTestClock } from './test-clock.ts';

describe('the live line', () => {
  test('asks after a loss for what came since the last change it saw', () => {
    const { line, urls, clock } = connect();
    expect(urls).toEqual(['/api/live']);
    line.say('hello', { cursor: 10, resumed: false, nowMs: 0, release: '1' });
    line.say('conversations', { cursor: 14, rows: [], counts: { queue: 0, mine: 0, assigned: 0 } });
    line.say('error');
    clock.pass(1_000);
    expect(urls).toEqual(['/api/live', '/api/live?after=14']);
  });

  test('begins anew where the server says so, even at an earlier place', () => {
    const { line, urls, clock } = connect();
    line.say('hello', { cursor: 90, resumed: false, nowMs: 0, release: '1' });
    line.say('error');
    clock.pass(1_000);
    line.say('hello', { cursor: 7, resumed: false, nowMs: 0, release: '1' });
    line.say('error');
    clock.pass(1_000);
    expect(urls.slice(1)).toEqual(['/api/live?after=90', '/api/live?after=7']);
  });

  test('waits longer after each loss, and tells only when it is not just a hiccup', () => {
    const { line, urls, clock, states } = connect();
    line.say('error');
    expect(states).toEqual(['connecting']);
    clock.pass(1_000);
    line.say('error');
    expect(states).toEqual(['connecting', 'lost']);
    clock.pass(1_000);
    expect(urls).toHaveLength(2);
    clock.pass(1_000);
    expect(urls).toHaveLength(3);
  });

  test('a line that has gone silent counts as lost', () => {
    const { line, urls, clock } = connect();
    line.say('hello', { cursor: 1, resumed: false, nowMs: 0, release: '1' });
    for (let minute = 0; minute < 8; minute += 1) {
      clock.pass(15_000);
      line.say('ping', { nowMs: 0 });
    }
    expect(urls).toHaveLength(1);
    clock.pass(62_000);
    expect(urls.length).toBeGreaterThan(1);
  });

  test('a wake-up after a loss connects at once, and does nothing while the line is alive', () => {
    const { line, urls, stream } = connect();
    line.say('hello', { cursor: 1, resumed: false, nowMs: 0, release: '1' });
    stream.wake();
    expect(urls).toHaveLength(1);
    line.say('error');
    stream.wake();
    expect(urls).toHaveLength(2);
  });

  test('what a replaced connection still says is not heard, and after good-bye there is no further one', () => {
    const { line, urls, clock, told, sources } = connect();
    line.say('error');
    clock.pass(1_000);
    sources[0]?.say('operators', { operators: [] });
    expect(told).toEqual([]);
    line.say('bye', { reason: 'signed-out' });
    clock.pass(600_000);
    expect(urls).toHaveLength(2);
    expect(told).toEqual(['bye']);
  });
});

describe('a changed row', () => {
  const place = { view: 'queue', search: '', me: 'me' } as const;

  test('enters the queue by band and waiting time, and leaves it when it is claimed', () => {
    let pages = [page(row('b', { priority: 2, waitingSinceMs: 20 }))];
    pages = mergeRow(pages, row('c', { priority: 2, waitingSinceMs: 10, changed: 2 }), place);
    pages = mergeRow(pages, row('a', { priority: 0, waitingSinceMs: 30, changed: 3 }), place);
    expect(flatRows(pages).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    const status = { is: 'assigned', operator: { id: 'me', name: 'Я' }, sinceMs: 1 } as const;
    pages = mergeRow(pages, row('c', { status, changed: 4 }), place);
    expect(flatRows(pages).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('an older reading changes nothing', () => {
    const pages = [page(row('a', { name: 'new', changed: 9 }))];
    expect(mergeRow(pages, row('a', { name: 'old', changed: 8 }), place)).toBe(pages);
  });

  test('renews what a search has found, and adds nothing to it', () => {
    const found = { ...place, view: 'all', search: 'Анна' } as const;
    const pages = [page(row('a', { changed: 1 }))];
    expect(mergeRow(pages, row('b', { changed: 2 }), found)).toBe(pages);
    expect(flatRows(mergeRow(pages, row('a', { name: 'Анна К.', changed: 2 }), found))[0]?.name).toBe(
      'Анна К.',
    );
  });

  test('appears once, though pages overlap', () => {
    expect(flatRows([page(row('a'), row('b')), page(row('b'), row('c'))]).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('a thread', () => {
  test('takes the newest page over its end and keeps what was scrolled up to', () => {
    const known = { lines: lines(1, 5), more: false };
    const merged = mergeNewest(known, { lines: lines(4, 8), more: true });
    expect(merged.lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(merged.more).toBe(false);
  });

  test('starts anew rather than show a hole', () => {
    const merged = mergeNewest({ lines: lines(1, 5), more: false }, { lines: lines(90, 99), more: true });
    expect(merged.lines[0]?.seq).toBe(90);
    expect(merged.more).toBe(true);
  });

  test('puts older lines before its beginning', () => {
    const merged = mergeOlder({ lines: lines(5, 8), more: true }, { lines: lines(2, 5), more: false });
    expect(merged.lines.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(merged.more).toBe(false);
  });
});

function connect() {
  const clock = createTestClock();
  const urls: string[] = [];
  const states: string[] = [];
  const told: string[] = [];
  const sources: { say(type: string, value?: unknown): void }[] = [];
  const open = (url: string): Source => {
    urls.push(url);
    const listeners = new Map<string, ((event: { data?: unknown }) => void)[]>();
    sources.push({
      say: (type, value) => {
        for (const listen of listeners.get(type) ?? []) listen({ data: JSON.stringify(value) });
      },
    });
    return {
      addEventListener: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
      close: () => undefined,
    };
  };
  const handlers: LiveHandlers = {
    hello: () => undefined,
    conversations: () => undefined,
    operators: () => told.push('operators'),
    typing: () => told.push('typing'),
    bye: () => told.push('bye'),
    state: (state) => states.push(state),
  };
  const stream = openLive(handlers, { clock, open, fraction: () => 1 });
  const line = { say: (type: string, value?: unknown) => sources.at(-1)?.say(type, value) };
  return { clock, urls, states, told, sources, stream, line };
}

function row(id: string, change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id,
    platform: 'telegram',
    account: 'main',
    name: id,
    locale: 'ru',
    status: { is: 'queued', sinceMs: 1, reason: 'asked' },
    priority: 2,
    reachable: true,
    lastSeq: 1,
    preview: null,
    lastAtMs: 1,
    unanswered: true,
    keeper: null,
    waitingSinceMs: 1,
    changed: 1,
    ...change,
  };
}

function page(...rows: ConversationRow[]): ConversationList {
  return { rows, counts: { queue: 0, mine: 0, assigned: 0 }, next: null };
}

function lines(from: number, to: number): ThreadLine[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    id: `line-${from + index}`,
    seq: from + index,
    atMs: 0,
    author: null,
    kind: 'in',
    content: { text: 'x' },
    editedAtMs: null,
    revokedAtMs: null,
    reaction: null,
  }));
}
