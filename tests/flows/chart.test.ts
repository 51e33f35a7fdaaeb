/** Every flow and every script of the sample shop as a drawing: all steps and ways are there, nothing lies on anything else. */
import { describe, expect, test } from '@jest/globals';
import { chartFlow, chartScript } from '../../flows/chart-flow.ts';
import { layOutChart } from '../../flows/lay-out-chart.ts';
import { FLOWS } from '../../flows/registry.ts';
import { nextSteps } from '../../src/core/script.ts';
import { loadSample } from '../support/sample-content.ts';

const { scripts } = await loadSample();
const charts = [
  ...scripts.map(({ script }) => [script.name, chartScript(script, 'ru')] as const),
  ...FLOWS.map((flow) => [flow.name, chartFlow(flow)] as const),
];

test.each(scripts)('the chart of $script.name has every step and every way', ({ script }) => {
  const { nodes, edges } = chartScript(script, 'uk');
  expect(nodes.slice(1).map(({ id }) => id)).toEqual(Object.keys(script.steps));
  for (const [id, step] of Object.entries(script.steps)) {
    const ways = edges.filter(({ from }) => from === id).map(({ to }) => to);
    expect(ways.toSorted()).toEqual(nextSteps(step).toSorted());
  }
});

describe.each(charts)('%s', (_, chart) => {
  const placed = layOutChart(chart);

  test('is laid out the same every time, and fits its frame', () => {
    expect(layOutChart(chart)).toEqual(placed);
    for (const { x, y, width, height } of placed.nodes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(placed.width);
      expect(y + height).toBeLessThanOrEqual(placed.height);
    }
    expect(placed.edges).toHaveLength(chart.edges.length);
    for (const { path } of placed.edges) expect(path).toMatch(/^M [-\d.]+ [-\d.]+ C/);
  });

  test('no box lies on another', () => {
    for (const [index, one] of placed.nodes.entries()) {
      for (const other of placed.nodes.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect([one.id, other.id, apart]).toEqual([one.id, other.id, true]);
      }
    }
  });
});
