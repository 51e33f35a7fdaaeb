/** No statement that a message runs may have a bare value beside LIMIT, min or max: SQLite would compile it at every call. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../support/open-product.ts';

/** Run now and then, never for a message. */
const RARE = new Set(['housekeeping.ts', 'desk-reads.ts', 'sign-in.ts', 'operators.ts', 'traffic.ts']);
const folder = join(root, 'src/store/sqlite');

test.each(readdirSync(folder).filter((file) => file.endsWith('.ts') && !RARE.has(file)))('%s', (file) => {
  const source = readFileSync(join(folder, file), 'utf8');
  expect(source.match(/LIMIT \?|(?:min|max)\([^()]*\?[^()]*\)/g) ?? []).toEqual([]);
});
