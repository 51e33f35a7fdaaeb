/** The layer rules bite: each is broken once in a tree made for it, and the check names that very rule. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};

/** Rule → the file that breaks it, and what that file imports. */
const BREAKS: Record<string, [file: string, imports: string]> = {
  'no-cycles': ['src/core/a.ts', './b.ts'],
  resolvable: ['src/core/lost.ts', './nowhere.ts'],
  'core-alone': ['src/core/nosy.ts', '../engine/engine.ts'],
  'core-no-packages': ['src/core/packaged.ts', 'zod'],
  'flows-know-core': ['flows/f/machine.ts', '../../src/engine/engine.ts'],
  'bots-keep-to-themselves': ['bots/telegram/index.ts', '../viber/index.ts'],
  'rendering-knows-core': ['src/rendering/r.ts', '../engine/engine.ts'],
  'transport-knows-core': ['src/transport/t.ts', '../engine/engine.ts'],
  'matcher-knows-core': ['src/matcher/m.ts', '../content/c.ts'],
  'content-knows-core': ['src/content/c.ts', '../engine/engine.ts'],
  'desk-knows-core': ['src/desk/d.ts', '../engine/engine.ts'],
  'shop-knows-core': ['src/shop/s.ts', '../engine/engine.ts'],
  'observe-knows-core': ['src/observe/o.ts', '../engine/engine.ts'],
  'returns-know-shop-and-content': ['src/returns/r.ts', '../engine/engine.ts'],
  'personal-knows-shop-and-content': ['src/personal/p.ts', '../engine/engine.ts'],
  'editing-knows-content-and-matcher': ['src/editing/e.ts', '../engine/engine.ts'],
  'reranker-knows-transport': ['src/reranker/c.ts', '../engine/engine.ts'],
  'feedback-knows-core': ['src/feedback/f.ts', '../engine/engine.ts'],
  'identity-knows-core': ['src/identity/i.ts', '../engine/engine.ts'],
  'engine-knows-core': ['src/engine/deliver.ts', '../store/sqlite/open.ts'],
  'store-knows-core': ['src/store/sqlite/open.ts', '../../engine/engine.ts'],
  'api-alone': ['src/api/a.ts', '../core/limits.ts'],
  'server-knows-its-doors': ['src/server/s.ts', '../store/sqlite/open.ts'],
  'console-talks-http': ['src/console/c.ts', '../core/limits.ts'],
  'xstate-in-two-places': ['src/engine/other.ts', 'xstate'],
  'sqlite-in-the-store': ['src/server/db.ts', 'better-sqlite3'],
  'no-dev-packages': ['src/server/dev.ts', 'fast-check'],
};

let found: Set<string>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'));
  const put = async (file: string, source: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
  };
  for (const file of ['src/core/limits.ts', 'src/engine/engine.ts', 'bots/viber/index.ts']) {
    await put(file, 'export const x = 1;\n');
  }
  for (const [file, imports] of Object.values(BREAKS))
    await put(file, `import '${imports}';\nexport const x = 1;\n`);
  await put('src/core/b.ts', "import './a.ts';\nexport const x = 1;\n");
  for (const one of ['package.json', 'node_modules', '.dependency-cruiser.cjs', 'tsconfig.json']) {
    await symlink(join(root, one), join(folder, one));
  }
  const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [
    cruise,
    'src',
    'bots',
    'flows',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 50_000_000,
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  found = new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every rule has a break of its own here', () => {
  expect(new Set(config.forbidden.map(({ name }) => name))).toEqual(new Set(Object.keys(BREAKS)));
});

test.each(Object.entries(BREAKS))('%s', (rule, [file]) => {
  expect(found).toContain(`${rule} ${file}`);
});
