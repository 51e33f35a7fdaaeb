import { expect, test } from '@jest/globals';
import { CHANNEL_FACTS } from '../../bots/channel-facts.ts';
import { PLATFORMS } from '../../bots/registry.ts';

test('the facts of every platform are at hand without loading it', () => {
  expect(CHANNEL_FACTS.map(({ platform }) => platform).toSorted()).toEqual(
    Object.values(PLATFORMS)
      .map(({ name }) => name)
      .toSorted(),
  );
});
