/** The catalogue of errors and its page tell the same story. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../src/core/errors.ts';

test('every code has a paragraph that says what to do, and no other code has', () => {
  const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^## (\w+)\n\n(.+)/gm)].map(([, code, text]) => ({ code, text }));
  expect(new Set(documented.map(({ code }) => code))).toEqual(new Set(Object.keys(ERROR_CODES)));
  for (const { text } of documented) expect(text?.length).toBeGreaterThan(40);
});
