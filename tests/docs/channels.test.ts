/** docs/channels.md says what the code does. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PLATFORMS } from '../../bots/registry.ts';
import { CHANNELS_PAGE, channelsPage } from './channels-page.ts';
import { DOCUMENTED_CHANNELS } from './documented-channels.ts';

/** Formatting moves nothing but white space and the dashes of tables. */
const bare = (page: string): string => page.replaceAll(/[\s\\]|-{2,}/g, '');

test('every registered channel is on the page', () => {
  expect(DOCUMENTED_CHANNELS.map(({ facts }) => facts.platform)).toEqual(Object.keys(PLATFORMS));
});

test('the page is in step with facts and skips; if not: npm run docs:channels', () => {
  expect(bare(readFileSync(CHANNELS_PAGE, 'utf8'))).toBe(bare(channelsPage(DOCUMENTED_CHANNELS)));
});
