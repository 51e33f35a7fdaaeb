/** The page for newcomers, carried out: its example is checked, tried, and talks as the page says. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { contentPlaces } from '../../src/cli/content-places.ts';
import { openSimulator } from '../../src/cli/script-simulator.ts';
import { factsFrom, SCRIPT_LOOK_UPS } from '../../src/core/script.ts';

const place = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const page = readFileSync(place('docs/writing-scripts.md'), 'utf8');
const places = contentPlaces({ faq: place('faq'), shop: place('data/sample-shop') });

function block(mark: RegExp): string {
  const after = page.slice(page.search(mark));
  const found = /```\w+\n([\s\S]*?)```/.exec(after)?.[1];
  if (found === undefined) throw new Error(`The page has no block after ${String(mark)}`);
  return found;
}

const example = block(/<!-- example: gift\.yaml -->/);

describe('docs/writing-scripts.md', () => {
  test('its example has five steps and talks as the page says', async () => {
    const { simulator, findings } = await openSimulator(example, 'gift', 'gift.yaml', {
      language: 'en',
      places,
    });
    expect(findings).toEqual([]);
    expect([...example.matchAll(/^ {2}\w+:$/gm)]).toHaveLength(5);
    let said = simulator?.begin() ?? [];
    for (const line of block(/<!-- talk: gift\.yaml en -->/)
      .trim()
      .split('\n')) {
      const [who, words = ''] = line.split(/: (.*)/s);
      if (who === 'bot') expect(said.join('\n')).toContain(words);
      else said = simulator?.take(words) ?? [];
    }
    expect(simulator?.over).toBe(true);
  });

  test('its example of a look-up talks as the page says, and goes to a person when the shop is down', async () => {
    const source = block(/<!-- example: warranty\.yaml -->/);
    const options = { language: 'en', places } as const;
    const { simulator, findings } = await openSimulator(source, 'warranty', 'warranty.yaml', options);
    expect(findings).toEqual([]);
    let said = simulator?.begin() ?? [];
    for (const line of block(/<!-- talk: warranty\.yaml en -->/)
      .trim()
      .split('\n')) {
      const [who, words = ''] = line.split(/: (.*)/s);
      if (who === 'bot') expect(said.join('\n')).toContain(words);
      else said = simulator?.take(words) ?? [];
    }
    expect(simulator?.over).toBe(true);
    const world = { product: 'down' } as const;
    const down = await openSimulator(source, 'warranty', 'warranty.yaml', { ...options, world });
    down.simulator?.begin();
    expect(down.simulator?.take('linen robe').join('\n')).toMatch(/A person knows.*Guarantee: linen robe/s);
  });

  test('every look-up and every fact of one stands on the page', () => {
    for (const lookUp of SCRIPT_LOOK_UPS) {
      for (const name of [lookUp, ...factsFrom(lookUp)]) expect(page).toContain(`\`${name}\``);
    }
  });

  test.each(['ru', 'uk', 'en'] as const)('a dear present goes to a person (%s)', async (language) => {
    const { simulator } = await openSimulator(example, 'gift', 'gift.yaml', { language, places, seed: 3 });
    simulator?.begin();
    simulator?.take('1');
    const said = simulator?.take('25 000') ?? [];
    expect(said.join('\n')).toMatch(
      /\[The operator reads: .*family.*25000"\][\s\S]*\[A person takes over\.\]/,
    );
    expect(simulator?.over).toBe(true);
  });

  test('what the page says of questions holds: the bounds, the kinds', () => {
    for (const kind of ['text', 'number', 'phone', 'orderNumber', 'yesNo'])
      expect(page).toContain(`\`${kind}`);
  });
});

describe('the simulator', () => {
  test('a broken script is not run', async () => {
    const source = example.replace('to: isBig', 'to: isbig');
    const { simulator, findings } = await openSimulator(source, 'gift', 'gift.yaml', {
      language: 'ru',
      places,
    });
    expect(simulator).toBeNull();
    expect(findings[0]).toMatchObject({ level: 'error', hint: 'did you mean "isBig"?' });
  });

  test('menu and operator leave it', async () => {
    const { simulator } = await openSimulator(example, 'gift', 'gift.yaml', { language: 'ru', places });
    simulator?.begin();
    expect(simulator?.take('оператор')).toEqual(['[оператор: the customer leaves the script.]']);
    expect(simulator?.over).toBe(true);
  });
});
