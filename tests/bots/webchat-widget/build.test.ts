/** What the build does so that little travels: it changes names and order, never what is said, shown or done. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { array, assert, nat, property } from 'fast-check';
import { bestOrder } from '../../../bots/webchat/widget/build/best-order.ts';
import { inside } from '../../../bots/webchat/widget/build/one-page.ts';
import { shortStyles } from '../../../bots/webchat/widget/build/short-styles.ts';
import { buildWidget } from '../../../src/product/build-widget.ts';
import { root } from './widget-rig.ts';

describe('the best order', () => {
  const rising = (one: number, other: number): number => one - other;
  const weigh = (order: readonly number[]): number =>
    order.reduce((all, one, index) => all + Math.abs(one - (order[index - 1] ?? 0)), 0);

  test('has everything once, never weighs more than before, and is the same every time', () => {
    assert(
      property(array(nat(1_000), { maxLength: 30 }), (items) => {
        const order = bestOrder(items, weigh);
        expect(order.toSorted(rising)).toEqual(items.toSorted(rising));
        expect(weigh(order)).toBeLessThanOrEqual(weigh(items));
        expect(bestOrder(items, weigh)).toEqual(order);
      }),
      { numRuns: 20 },
    );
  });

  test('finds what is plain to see', () => {
    expect(weigh(bestOrder([9, 1, 8, 2, 7, 3], weigh))).toBeLessThan(weigh([9, 1, 8, 2, 7, 3]));
  });
});

describe('the page', () => {
  let html = '';
  beforeAll(async () => {
    await buildWidget(root);
    html = await readFile(join(root, 'dist/webchat/frame.html'), 'utf8');
  }, 60_000);

  test('holds its one script and its one style and asks for neither', () => {
    expect(html.match(/<(script|style|link)\b[^>]*>/g)).toEqual(['<script type="module">', '<style>']);
    expect(html).not.toContain('import.meta');
  });

  test('names the words as the server serves them', () => {
    expect(html.match(/assets\/(ru|uk|en)-[\w-]+\.json/g)).toHaveLength(3);
  });

  test.each([
    ['script', 'a("</script>")'],
    ['script', 'a("<!-- ")'],
    ['script', 'a("<SCRIPT>")'],
    ['style', 'a::after { content: "</style>" }'],
    ['style', 'a {\r\n}'],
  ] as const)('takes in no %s that says %j', (element, text) => {
    expect(() => inside(element, [text])).toThrow('breaks out');
  });

  test('takes in one script, not none and not two', () => {
    expect(inside('script', ['a(1 < 2)'])).toBe('a(1 < 2)');
    for (const parts of [[], [''], ['a()', 'b()']])
      expect(() => inside('script', parts)).toThrow('takes one');
  });
});

describe('short custom properties', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'styles-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are the same in style and script, the commonest first', async () => {
    await writeFile(join(folder, 'a.css'), 'a { color: var(--ink); top: var(--far-off); left: var(--ink) }');
    await writeFile(join(folder, 'a.ts'), "set('--ink', x); set('--far-off', y); x-- ;");
    const { transform } = await shortStyles(folder);
    const said = (code: string, id: string): unknown =>
      typeof transform === 'function' && Reflect.apply(transform, {}, [code, id]);
    expect(said('a { color: var(--ink); top: var(--far-off) }', join(folder, 'a.css?inline'))).toMatchObject({
      code: 'a { color: var(--a); top: var(--b) }',
    });
    expect(said("set('--far-off', '--ink-2')", join(folder, 'a.ts'))).toMatchObject({
      code: "set('--b', '--ink-2')",
    });
    for (const other of ['a.json', '../a.css', 'build/a.ts'])
      expect(said('var(--ink)', join(folder, other))).toBeNull();
  });

  test.each([
    ['a { color: var(--gone) }', '--gone'],
    [':root { --alone: 1px }', '--alone'],
  ])('stop the build when set or read by nobody: %s', async (style, name) => {
    await rm(join(folder, 'a.ts'), { force: true });
    await writeFile(join(folder, 'a.css'), style);
    await expect(shortStyles(folder)).rejects.toThrow(name);
  });
});
