/** Drafts put into files: only the drafted entries change, what others changed meanwhile is told or kept. */
import { expect, test } from '@jest/globals';
import type { FaqParts } from '../../src/core/ports/faq-desk.ts';
import type { KeptFaqDraft } from '../../src/core/ports/faq-draft-store.ts';
import { applyDrafts } from '../../src/editing/apply-drafts.ts';
import { createFaqFolder, findPiece, versionOf } from '../../src/editing/faq-folder.ts';

const ONE = '## One? {#one}\n\n- a\n\nFirst.\n\n';
const TWO = '## Two? {#two}\r\n\r\n* b\r\n\r\nSecond.';
const reader = createFaqFolder('/nowhere', () => ['en', 'ru']);
const folderOf = (text: string, path = 'en/things.md') => reader.of([{ path, text }]);
const parts = (answer: string): FaqParts => ({
  question: 'Q?',
  phrasings: ['p'],
  answer,
  validFrom: null,
  validTo: null,
  channels: [],
});
const draft = (
  id: string,
  answer: string | null,
  base: string,
  more: Partial<KeptFaqDraft> = {},
): KeptFaqDraft => ({
  id,
  locale: 'en',
  topic: 'things',
  parts: answer === null ? null : parts(answer),
  base,
  version: 'v',
  by: 'Anna',
  atMs: 0,
  ...more,
});
const baseOf = async (text: string, id: string) =>
  versionOf(findPiece(await folderOf(text), id, 'en')?.piece ?? null);

test('what changed elsewhere in the file stays; what changed in the entry itself is a conflict that shows it', async () => {
  const base = await baseOf(ONE + TWO, 'two');
  const elsewhere = await folderOf(`# Added\n\n${ONE.replace('First', 'Another')}${TWO}`);
  const merged = applyDrafts(elsewhere, [draft('two', 'New.', base)]);
  expect(merged.conflicts).toEqual([]);
  expect(merged.files[0]?.after).toContain(`# Added\n\n${ONE.replace('First', 'Another')}## Q? {#two}`);
  const here = applyDrafts(await folderOf(ONE + TWO.replace('Second', 'Theirs')), [
    draft('two', 'New.', base),
  ]);
  expect(here.conflicts).toMatchObject([{ id: 'two', theirs: { answer: 'Theirs.' } }]);
  const gone = applyDrafts(await folderOf(ONE), [draft('two', 'New.', base)]);
  expect(gone.conflicts).toMatchObject([{ id: 'two', theirs: null }]);
  const born = applyDrafts(await folderOf(ONE), [draft('one', 'New.', '')]);
  expect(born.conflicts).toMatchObject([{ id: 'one', theirs: { answer: 'First.' } }]);
});

test('an entry moved within its file or followed by another one is the same entry', async () => {
  const base = await baseOf(ONE, 'one');
  expect(await baseOf(`${TWO}\r\n\r\n${ONE.replaceAll('\n', '\r\n')}`, 'one')).toBe(base);
});

test('new entries go to the end of their topic, or into a file of their own; the last one takes its file with it', async () => {
  for (const text of [ONE, ONE.trimEnd(), `${ONE}\n`, TWO]) {
    const folder = await folderOf(text);
    const { files } = applyDrafts(folder, [draft('three', 'Third.', ''), draft('four', 'Fourth.', '')]);
    const after = await folderOf(files[0]?.after ?? '');
    expect(files[0]?.after?.startsWith(text.trimEnd())).toBe(true);
    expect(after.files[0]?.written.pieces.map(({ id }) => id)).toEqual([
      ...(folder.files[0]?.written.pieces.map(({ id }) => id) ?? []),
      'three',
      'four',
    ]);
    expect(after.files[0]?.written.pieces.at(-1)?.parts.answer).toBe('Fourth.');
  }
  const elsewhere = applyDrafts(await folderOf(ONE), [
    draft('new', 'N.', '', { locale: 'ru', topic: 'other' }),
  ]);
  expect(elsewhere.files).toEqual([
    { path: 'ru/other.md', before: null, after: '# other\n\n## Q? {#new}\n\n- p\n\nN.\n' },
  ]);
  const last = applyDrafts(await folderOf(ONE), [draft('one', null, await baseOf(ONE, 'one'))]);
  expect(last.files).toEqual([{ path: 'en/things.md', before: ONE, after: null }]);
});

test('several entries of one file change together; a draft that says what is there changes nothing', async () => {
  const both = await folderOf(ONE + TWO);
  const { files, changes } = applyDrafts(both, [
    draft('one', 'New one.', await baseOf(ONE, 'one')),
    draft('two', null, await baseOf(TWO, 'two')),
  ]);
  expect(files).toHaveLength(1);
  expect(files[0]?.after).toBe('## Q? {#one}\r\n\r\n- p\r\n\r\nNew one.\n\n');
  expect(changes.map(({ id, after }) => [id, after?.answer])).toEqual([
    ['one', 'New one.'],
    ['two', undefined],
  ]);
  const same = {
    ...draft('one', '', 'old'),
    parts: { ...parts('First.'), question: 'One?', phrasings: ['a'] },
  };
  expect(applyDrafts(both, [same])).toEqual({ files: [], conflicts: [], changes: [] });
});
