/** What a change of the answers does to questions that were asked: told the same way whatever the order of the drafts, by kind, by entry, bounded. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { FaqEntry } from '../../src/core/ports/words.ts';
import { openAnswers, type OpenAnswers, type Shown } from '../../src/editing/answer-set.ts';
import { changedIds } from '../../src/editing/gates.ts';
import { createReplay, kindOf } from '../../src/editing/replay.ts';
import { PLAIN_VOCABULARY } from '../../src/matcher/index.ts';

const side = (band: Shown['band'], ids: string | string[] = [], offered: string[] = []): Shown => {
  const all = typeof ids === 'string' ? [ids] : ids;
  return band === 'offer'
    ? { band, score: 0, said: [], offered: [...all, ...offered] }
    : { band, score: 0, said: all, offered };
};
const entry = (id: string, phrasings: string[], answer = 'a'): FaqEntry => ({
  id,
  locale: 'ru',
  question: `${id}?`,
  phrasings,
  answer,
  links: [],
});
/** Answers each text as the table says; what is not in it is a miss. */
const answers = (entries: FaqEntry[], table: Record<string, Shown>): OpenAnswers => ({
  entries,
  find: (text) => table[text] ?? side('miss'),
  tell({ band, score, said, offered }) {
    const [first, ...rest] = [...said, ...offered].map((id) => ({ id, question: `${id}?` }));
    return {
      band,
      score,
      id: first?.id ?? null,
      question: first?.question ?? '',
      also: rest.slice(0, Math.max(0, said.length - 1)),
      offered: rest.slice(Math.max(0, said.length - 1)),
    };
  },
  tryOut: () => ({ band: 'miss', candidates: [], readAs: null }),
});
const asked = (text: string, times = 1) => ({ text, locale: 'ru' as const, times });

test.each([
  [side('answer', 'a'), side('answer', 'a'), null],
  [side('miss'), side('miss'), null],
  [side('answer', 'a'), side('answer', 'b'), 'changed'],
  [side('offer', 'a'), side('offer', 'b'), 'changed'],
  [side('offer', 'a'), side('answer', 'b'), 'gained'],
  [side('miss'), side('offer', 'a'), 'gained'],
  [side('answer', 'a'), side('offer', 'a'), 'lost'],
  [side('offer', 'a'), side('miss'), 'lost'],
  // Two questions in one message.
  [side('answer', ['a', 'b']), side('answer', ['a', 'b']), null],
  [side('answer', ['a', 'b']), side('answer', ['b', 'a']), null],
  [side('answer', ['a', 'b']), side('answer', 'a'), 'lost'],
  [side('answer', ['a', 'b']), side('answer', ['a', 'c']), 'changed'],
  [side('answer', 'a'), side('answer', ['a', 'b']), 'gained'],
  [side('answer', ['a', 'b']), side('answer', 'a', ['b']), 'lost'],
  [side('answer', 'a', ['b']), side('answer', ['a', 'b']), 'gained'],
  // What is offered below an answer.
  [side('answer', 'a', ['b']), side('answer', 'a'), 'lost'],
  [side('answer', 'a'), side('answer', 'a', ['b']), 'gained'],
  [side('answer', 'a', ['b']), side('answer', 'a', ['c']), 'choice'],
  [side('answer', 'a', ['b', 'c']), side('answer', 'a', ['c', 'b']), null],
  // The rest of a choice.
  [side('offer', ['a', 'b']), side('offer', ['a', 'c']), 'choice'],
  [side('offer', ['a', 'b']), side('offer', 'a'), 'choice'],
  [side('offer', ['a', 'b', 'c']), side('offer', ['a', 'c', 'b']), null],
])('%j becomes %j: %s', (before, after, kind) => {
  expect(kindOf(before, after)).toBe(kind);
});

test('counts, shares, worst first, by drafted entry', () => {
  const set = [entry('a', []), entry('b', [])];
  const before = answers(set, {
    x: side('answer', 'a'),
    y: side('answer', 'a'),
    z: side('miss'),
    w: side('answer', 'c'),
  });
  const after = answers(set, {
    x: side('answer', 'b'),
    y: side('miss'),
    z: side('answer', 'b'),
    w: side('answer', 'c'),
  });
  const replay = createReplay(before, after, { drafted: ['b', 'd'], nowMs: 0 });
  replay.ask([asked('w', 5), asked('x', 3), asked('y', 2), asked('z', 7)]);
  expect(replay.result()).toMatchObject({
    questions: 4,
    asked: 17,
    counts: { changed: 1, lost: 1, gained: 1, choice: 0, ownChanged: 0 },
    times: { changed: 3, lost: 2 },
    byEntry: [
      { id: 'b', changed: 1, lost: 0, gained: 1, choice: 0, own: 0 },
      { id: 'd', changed: 0, lost: 0, gained: 0, choice: 0, own: 0 },
    ],
  });
  expect(replay.result().changes.map(({ text, kind }) => [text, kind])).toEqual([
    ['y', 'lost'],
    ['x', 'changed'],
    ['z', 'gained'],
  ]);
});

test('a draft answers for what it does to others: by joining the choice, or as the only one that changed', () => {
  const set = [entry('a', ['p']), entry('b', []), entry('d', [])];
  const before = answers(set, { x: side('answer', 'a'), y: side('answer', 'a'), p: side('answer', 'a') });
  const after = answers(set, { x: side('offer', ['a', 'b']), p: side('offer', ['a', 'd']) });
  const tell = (drafted: string[]) => {
    const replay = createReplay(before, after, { drafted, nowMs: 0 });
    replay.askExamples(0, replay.examples);
    replay.ask([asked('x'), asked('y')]);
    return replay.result().byEntry.map(({ id, lost, own }) => [id, lost, own]);
  };
  expect(tell(['b', 'd'])).toEqual([
    ['b', 1, 0],
    ['d', 0, 1],
  ]);
  // Nothing says whose doing the loss of the second question is, unless there is but one.
  expect(tell(['b'])).toEqual([['b', 2, 1]]);
});

test('a second answer and a choice count, by the draft that came or went, and stand in the report with their questions', () => {
  const set = [entry('a', []), entry('b', []), entry('c', [])];
  const before = answers(set, {
    both: side('answer', ['a', 'b']),
    choose: side('offer', ['a', 'b']),
    same: side('answer', ['a', 'b']),
  });
  const after = answers(set, {
    both: side('answer', ['a', 'c']),
    choose: side('offer', ['a', 'c']),
    same: side('answer', ['a', 'b']),
  });
  const replay = createReplay(before, after, { drafted: ['a', 'c'], nowMs: 0 });
  replay.ask([asked('choose', 4), asked('same', 9), asked('both', 2)]);
  const { counts, times, byEntry, changes } = replay.result();
  expect(counts).toEqual({ changed: 1, lost: 0, gained: 0, choice: 1, ownChanged: 0 });
  expect(times).toEqual({ changed: 2, lost: 0 });
  expect(byEntry).toEqual([
    { id: 'a', changed: 0, lost: 0, gained: 0, choice: 0, own: 0 },
    { id: 'c', changed: 1, lost: 0, gained: 0, choice: 1, own: 0 },
  ]);
  expect(changes).toMatchObject([
    { text: 'both', before: { also: [{ question: 'b?' }] }, after: { also: [{ question: 'c?' }] } },
    { text: 'choose', kind: 'choice', after: { question: 'a?', offered: [{ id: 'c' }] } },
  ]);
});

test('an answer that is taken out is missed by who asked for two things at once, though the first is still answered', () => {
  const entries: FaqEntry[] = [
    { ...entry('price', ['Цена доставки', 'Почём доставка?']), question: 'Сколько стоит доставка?' },
    { ...entry('back', ['Хочу вернуть покупку', 'Как сдать обратно?']), question: 'Как вернуть товар?' },
  ];
  const set = { defaultLocale: 'ru', fallback: [], vocabulary: PLAIN_VOCABULARY } as const;
  const [before, after] = [entries, entries.slice(0, 1)].map((some) =>
    openAnswers({ ...set, entries: some }),
  );
  if (!before || !after) throw new Error('There are two sets');
  const replay = createReplay(before, after, { drafted: ['back'], nowMs: 0 });
  replay.ask([asked('Сколько стоит доставка и как вернуть товар?'), asked('Сколько стоит доставка?')]);
  expect(replay.result()).toMatchObject({
    counts: { changed: 0, lost: 1, gained: 0, choice: 0 },
    changes: [
      {
        kind: 'lost',
        before: { band: 'answer', id: 'price', also: [{ id: 'back', question: 'Как вернуть товар?' }] },
        after: { band: 'answer', id: 'price', also: [], offered: [] },
      },
    ],
  });
});

test('an answer that begins and ends by the clock is remembered no longer than it is one', () => {
  const sale = { ...entry('sale', ['Какие скидки на праздник?']), validFromMs: 1_000, validToMs: 2_000 };
  const set = { defaultLocale: 'ru', fallback: [], vocabulary: PLAIN_VOCABULARY } as const;
  const { find } = openAnswers({ ...set, entries: [sale, entry('a', ['Где вы находитесь?'])] });
  const saidAt = [999, 1_000, 2_000, 2_001, 1_500].map((nowMs) =>
    find('Какие скидки на праздник?', 'ru', nowMs),
  );
  expect(saidAt.map(({ said }) => said)).toEqual([[], ['sale'], ['sale'], [], ['sale']]);
});

test('examples: one that was right and is not, and a new one that never is; not what was wrong before', () => {
  const before = answers([entry('a', ['p', 'q', 'r'])], {
    'a?': side('answer', 'a'),
    p: side('answer', 'a'),
    q: side('miss'),
  });
  const after = answers([entry('a', ['p', 'q', 'r', 'new', 'good'])], {
    'a?': side('answer', 'a'),
    p: side('answer', 'b'),
    good: side('answer', 'a'),
  });
  const replay = createReplay(before, after, { drafted: ['a'], nowMs: 0 });
  replay.askExamples(0, 3);
  replay.askExamples(3, replay.examples);
  const { changes, counts } = replay.result();
  expect(changes.map(({ text, kind, owner, own }) => [text, kind, owner, own])).toEqual([
    ['new', 'lost', 'a', true],
    ['p', 'changed', 'a', true],
  ]);
  expect(counts).toEqual({ changed: 0, lost: 0, gained: 0, choice: 0, ownChanged: 2 });
});

test('what is shown is bounded, what is counted is not; the order of asking changes nothing', () => {
  const set = [entry('a', [])];
  const many = Array.from({ length: LIMITS.gateChanges + 50 }, (_, at) => asked(`q${at}`, at));
  const before = answers(set, Object.fromEntries(many.map(({ text }) => [text, side('answer', 'a')])));
  const tell = (questions: typeof many) => {
    const replay = createReplay(before, answers(set, {}), { drafted: [], nowMs: 0 });
    replay.ask(questions);
    return replay.result();
  };
  expect(tell(many).counts.lost).toBe(many.length);
  expect(tell(many).changes).toHaveLength(LIMITS.gateChanges);
  expect(tell(many.toReversed())).toEqual(tell(many));
});

test('entries that differ in anything are those that changed', () => {
  expect(
    changedIds([entry('a', []), entry('b', ['x']), entry('c', [])], [entry('a', [], 'z'), entry('b', ['x'])]),
  ).toEqual(['a', 'c']);
});
