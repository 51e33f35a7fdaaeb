import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clipText } from '../../src/core/clip-text.ts';

test('never longer than asked, at most one shorter, never half a character', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(60), (whole, max) => {
      const cut = clipText(whole, max);
      expect(whole.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(max, whole.length) - 1);
    }),
  );
});
