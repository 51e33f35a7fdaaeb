import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ERROR_CODES } from '../src/core/errors.ts';

test('docs/errors.md says what to do about every code, and about no other', () => {
  const text = readFileSync('docs/errors.md', 'utf8');
  const sections = text.split(/^## /m).slice(1);
  const codes = sections.map((section) => section.split('\n')[0] ?? '');
  expect(codes.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted());
  for (const section of sections) expect(section.length).toBeGreaterThan(120);
});
