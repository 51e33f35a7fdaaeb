/** No flow gets into the bot without the rules of all flows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FLOWS } from '../../flows/registry.ts';
import { LOCALES } from '../../src/core/locale.ts';
import { loadTriggers } from '../../src/content/triggers.ts';
import { loadSample } from '../support/sample-content.ts';

test.each(FLOWS)('$name is under the rules: see flow-rules.ts in support', ({ name }) => {
  const file = join(import.meta.dirname, `${name}.test.ts`);
  expect([file, existsSync(file)]).toEqual([file, true]);
  expect(readFileSync(file, 'utf8')).toContain('describeFlow');
});

test('every flow that words lead to has a name to be offered by, in each language', async () => {
  const { texts } = (await loadSample()).live;
  const ids = (await loadTriggers(join(import.meta.dirname, '../../flows'))).map(({ id }) => id);
  const led = [...new Set(ids.filter((id) => id.startsWith('flow:')).map((id) => id.slice(5)))];
  expect(led.length).toBeGreaterThan(8);
  expect(led.filter((name) => !texts.has(`flows.${name}`))).toEqual([]);
  for (const name of led)
    for (const locale of LOCALES) expect(texts.text(locale, `flows.${name}`)).toMatch(/\S/);
  expect(led.filter((name) => !FLOWS.some((flow) => flow.name === name))).toEqual([]);
});
