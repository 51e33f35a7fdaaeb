/**
 * A process that publishes one set of answers after another until it is killed: `<database> <folder>`. Each set is the same number in
 * every file; before each publication it is a draft. Prints the number of each set that was published.
 */
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { carryOut } from '../../src/editing/publication.ts';
import { readNow } from '../../src/editing/write-files.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import { numbered, NUMBERED_FILES } from './numbered-answers.ts';

const [file = '', dir = ''] = process.argv.slice(2);
const store = await createSqliteStore({ file, clock: systemClock, random: systemRandom, log: silentLog });
process.stdout.write('ready\n');
for (;;) {
  const before = await Promise.all(NUMBERED_FILES.map((path) => readNow(dir, path)));
  const next = Number(/\d+/u.exec(before[0] ?? '')?.[0] ?? 0) + 1;
  const version = String(next);
  const parts = {
    question: 'Q',
    phrasings: [],
    answer: version,
    validFrom: null,
    validTo: null,
    channels: [],
  };
  const draft = {
    id: 'number',
    locale: 'ru' as const,
    topic: 'a',
    parts,
    base: '',
    version,
    by: 'A',
    atMs: 0,
  };
  await store.keepFaqDrafts([{ draft, seen: null }]);
  const files = NUMBERED_FILES.map((path, at) => ({
    path,
    before: before[at] ?? null,
    after: numbered(next),
  }));
  const drafts = [{ id: 'number', locale: 'ru' as const, version }];
  const revision = { atMs: 0, by: 'A', note: version, gateId: null, changes: [], drafts };
  const done = await carryOut(
    { dir, git: false, store, keepMarks: async () => [], log: silentLog },
    { files, revision },
  );
  if (!done.ok) throw new Error(done.message);
  process.stdout.write(`${next}\n`);
}
