/** What people who write answers have in hand: drafts that never overwrite each other unseen, a publication that is whole or not, history. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { FaqGateRun, FaqParts } from '../../src/core/ports/faq-desk.ts';
import type { KeptFaqDraft, NewFaqRevision } from '../../src/core/ports/faq-draft-store.ts';
import type { Bench } from './store-contract.ts';

const parts = (answer: string): FaqParts => ({
  question: 'Q?',
  phrasings: ['p'],
  answer,
  validFrom: null,
  validTo: null,
  channels: [],
});
const draft = (id: string, version: string, more: Partial<KeptFaqDraft> = {}): KeptFaqDraft => ({
  id,
  locale: 'ru',
  topic: 'payment',
  parts: parts(version),
  base: 'b',
  version,
  by: 'Anna',
  atMs: 5,
  ...more,
});
const revision = (more: Partial<NewFaqRevision> = {}): NewFaqRevision => ({
  atMs: 10,
  by: 'Anna',
  note: '',
  gateId: null,
  changes: [{ id: 'one', locale: 'ru', topic: 'payment', before: null, after: parts('x') }],
  drafts: [],
  files: [],
  uncommitted: [],
  publication: false,
  ...more,
});
const run = (id: string): FaqGateRun => ({
  id,
  state: 'done',
  done: 1,
  total: 1,
  report: null,
  problems: [],
});

export function faqDeskContract(bench: Bench): void {
  const store = () => bench.driver.store;
  const keep = (one: KeptFaqDraft, seen: string | null = null) =>
    store().keepFaqDrafts([{ draft: one, seen }]);

  test('a draft is there after a restart; by its version only who has seen it writes over it', async () => {
    expect(await keep(draft('one', 'v1'), '')).toEqual({ kept: 'all' });
    expect(await keep(draft('two', 'v1', { parts: null }), '')).toEqual({ kept: 'all' });
    const late = await keep(draft('one', 'v2', { by: 'Boris' }), '');
    expect(late).toEqual({ kept: 'none', inTheWay: draft('one', 'v1'), full: false });
    expect(await keep(draft('one', 'v2', { by: 'Boris' }), 'v1')).toEqual({ kept: 'all' });
    expect(await keep(draft('three', 'v1'), 'gone')).toEqual({ kept: 'none', inTheWay: null, full: false });
    const reopened = await bench.reopen();
    expect(await reopened.store.readFaqDrafts()).toEqual([
      draft('one', 'v2', { by: 'Boris' }),
      draft('two', 'v1', { parts: null }),
    ]);
  });

  test('of several drafts all are kept or none; languages are drafts of their own', async () => {
    await keep(draft('one', 'v1'));
    const both = await store().keepFaqDrafts([
      { draft: draft('new', 'v1'), seen: '' },
      { draft: draft('one', 'v2'), seen: 'other' },
    ]);
    expect(both).toMatchObject({ kept: 'none', inTheWay: { id: 'one' } });
    await keep(draft('one', 'v1', { locale: 'uk' }), '');
    await keep(draft('one', 'v1', { locale: 'en' }), '');
    await store().dropFaqDrafts({ id: 'one', locale: 'uk' });
    expect((await store().readFaqDrafts()).map(({ locale }) => locale)).toEqual(['en', 'ru']);
    await store().dropFaqDrafts({ id: 'one' });
    expect(await store().readFaqDrafts()).toEqual([]);
    await keep(draft('one', 'v1'));
    await store().dropFaqDrafts('all');
    expect(await store().readFaqDrafts()).toEqual([]);
  });

  test('there are not more than the bound', async () => {
    const many = Array.from({ length: LIMITS.faqDrafts }, (_, at) => ({
      draft: draft(`d${at}`, 'v'),
      seen: '',
    }));
    expect(await store().keepFaqDrafts(many)).toEqual({ kept: 'all' });
    expect(await keep(draft('one', 'v'), '')).toEqual({ kept: 'none', inTheWay: null, full: true });
    expect(await keep(draft('d1', 'w'), 'v')).toEqual({ kept: 'all' });
  });

  test('a publication ends with its revision: journal, drafts and files at once', async () => {
    await keep(draft('one', 'v1'));
    await keep(draft('two', 'v1'));
    const { publication: _, files: __, uncommitted: ___, ...rest } = revision();
    const files = [{ path: 'ru/a.md', before: 'old', after: 'new' }];
    await store().openFaqPublication({ files, revision: rest });
    const reopened = await bench.reopen();
    expect(await reopened.store.readFaqPublication()).toEqual({ files, revision: rest });
    const number = await store().recordFaqRevision(
      revision({
        publication: true,
        files: [{ path: 'ru/a.md', text: 'new' }],
        // What was drafted anew meanwhile stays.
        drafts: [
          { id: 'one', locale: 'ru', version: 'v1' },
          { id: 'two', locale: 'ru', version: 'v0' },
        ],
      }),
    );
    expect(await store().readFaqPublication()).toBeNull();
    expect((await store().readFaqDrafts()).map(({ id }) => id)).toEqual(['two']);
    expect(await store().readFaqFiles()).toEqual([{ path: 'ru/a.md', text: 'new' }]);
    await store().setFaqCommit(number, 'abc');
    expect(await store().readFaqRevision(number)).toMatchObject({ number, by: 'Anna', commit: 'abc' });
    await store().recordFaqRevision(revision({ files: [{ path: 'ru/a.md', text: null }], changes: [] }));
    expect(await store().readFaqFiles()).toEqual([]);
    await store().openFaqPublication({ files, revision: rest });
    await store().dropFaqPublication();
    expect(await store().readFaqPublication()).toBeNull();
  });

  test('what version control is to hold is written down with its publication, until there is a commit or nothing to commit', async () => {
    const files = [
      { path: 'ru/a.md', version: 'v' },
      { path: 'ru/gone.md', version: null },
    ];
    expect(await store().readFaqUncommitted()).toBeNull();
    const first = await store().recordFaqRevision(revision({ publication: true, uncommitted: files }));
    const second = await store().recordFaqRevision(
      revision({ publication: true, by: 'Boris', uncommitted: files }),
    );
    await store().recordFaqRevision(revision({ publication: true }));
    const reopened = await bench.reopen();
    expect(await reopened.store.readFaqUncommitted()).toEqual({ revision: second, by: 'Boris', files });
    await store().setFaqCommit(second, 'abc');
    expect(await store().readFaqUncommitted()).toMatchObject({ revision: first, by: 'Anna' });
    await store().setFaqCommit(first, null);
    expect(await store().readFaqUncommitted()).toBeNull();
    expect((await store().readFaqRevision(second))?.commit).toBe('abc');
  });

  test('history is read by page and by entry, newest first, and bounded', async () => {
    for (let at = 0; at < 3; at += 1) {
      await store().recordFaqRevision(revision({ atMs: at, by: at === 1 ? null : 'Anna' }));
    }
    const other = { id: 'two', locale: 'uk' as const, topic: 'payment', before: parts('y'), after: null };
    await store().recordFaqRevision(revision({ changes: [other] }));
    const all = await store().readFaqRevisions({ limit: 2 });
    expect(all.map(({ number }) => number)).toEqual([4, 3]);
    expect(all[0]?.changes).toEqual([other]);
    const rest = await store().readFaqRevisions({ before: 3, limit: 50 });
    expect(rest.map(({ number, by }) => [number, by])).toEqual([
      [2, null],
      [1, 'Anna'],
    ]);
    expect((await store().readFaqRevisions({ id: 'two', limit: 50 })).map(({ number }) => number)).toEqual([
      4,
    ]);
    expect(await store().readFaqRevision(99)).toBeNull();
  });

  test('reports are kept for a while; the one on a file saved by hand waits until somebody looks', async () => {
    await store().keepFaqGate(run('a'), { atMs: 1, key: 'k', reported: false });
    expect(await store().readReportedFaqGate()).toBeNull();
    await store().keepFaqGate(run('b'), { atMs: 2, key: 'k2', reported: true });
    expect(await store().readReportedFaqGate()).toBe('b');
    await store().seeFaqGates();
    expect(await store().readReportedFaqGate()).toBeNull();
    expect(await store().readFaqGate('b')).toEqual({ run: run('b'), key: 'k2' });
    for (let at = 0; at < LIMITS.faqGates; at += 1) {
      await store().keepFaqGate(run(`m${at}`), { atMs: 100 + at, key: '', reported: false });
    }
    expect(await store().readFaqGate('b')).toBeNull();
    expect(await store().readFaqGate('m0')).not.toBeNull();
    await store().keepFaqGate(run('late'), { atMs: 200 + LIMITS.faqGateMs, key: '', reported: false });
    expect(await store().readFaqGate('m0')).toBeNull();
  });
}
