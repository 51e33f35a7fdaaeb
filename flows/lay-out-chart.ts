/**
 * Boxes and arrows → places. Layers from above to below by the longest way from the start; within a layer everything is
 * moved towards what it hangs together with. Arrows back go beside the boxes they pass. Pure, and the same every time.
 */
import type { FlowChart, LaidOutChart, PlacedEdge, PlacedNode } from '../src/core/flow-chart.ts';
import { breakLines } from './chart-lines.ts';
import { layersOf, type Layered, type Slot } from './chart-layers.ts';

const BOX = { width: 190, line: 17, head: 26, foot: 10 };
const GAP = { x: 34, y: 62 };
const PASS = 18;
const EDGE = 20;

export function layOutChart(chart: FlowChart): LaidOutChart {
  const layered = layersOf(chart);
  const sizes = new Map(chart.nodes.map((node) => [node.id, sizeOf(node)]));
  const widthOf = (slot: Slot) => (slot.node === null ? PASS : (sizes.get(slot.node)?.width ?? PASS));
  const x = spread(layered, widthOf);
  const heights = layered.layers.map((layer) =>
    Math.max(0, ...layer.map(({ node }) => (node === null ? 0 : (sizes.get(node)?.height ?? 0)))),
  );
  const tops = heights.map((_, index) =>
    heights.slice(0, index).reduce((sum, height) => sum + height + GAP.y, EDGE),
  );
  const nodes = chart.nodes.flatMap((node): PlacedNode[] => {
    const slot = layered.slots.get(node.id);
    const size = sizes.get(node.id);
    if (!slot || !size) return [];
    const top = tops[slot.layer] ?? 0;
    const left = (x.get(slot) ?? 0) - size.width / 2;
    return [{ ...node, ...size, x: Math.round(left), y: top }];
  });
  const places = new Map(nodes.map((node) => [node.id, node]));
  const edges = layered.edges.map(({ edge, through, isBack }): PlacedEdge => {
    const passes = through.map((slot) => ({
      x: x.get(slot) ?? 0,
      top: tops[slot.layer] ?? 0,
      height: heights[slot.layer] ?? 0,
    }));
    return { ...edge, ...draw(places.get(edge.from), places.get(edge.to), passes, isBack) };
  });
  keepApart(edges, nodes);
  const right = Math.max(...nodes.map((node) => node.x + node.width), ...x.values());
  const bottom = (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0);
  return { width: Math.ceil(right + EDGE), height: Math.ceil(bottom + EDGE), nodes, edges };
}

function sizeOf({ kind, text }: FlowChart['nodes'][number]): Pick<PlacedNode, 'width' | 'height' | 'lines'> {
  if (kind === 'start') return { width: 28, height: 28, lines: [] };
  const lines = breakLines(text);
  return { width: BOX.width, height: BOX.head + lines.length * BOX.line + BOX.foot, lines };
}

/** The middle of each slot: as near to what it hangs together with as its neighbours let it. */
function spread({ layers, near }: Layered, widthOf: (slot: Slot) => number): Map<Slot, number> {
  const x = new Map<Slot, number>();
  for (const layer of layers) {
    let at = 0;
    for (const slot of layer) {
      x.set(slot, at + widthOf(slot) / 2);
      at += widthOf(slot) + GAP.x;
    }
  }
  for (let round = 0; round < 24; round += 1) {
    const down = round % 2 === 0;
    for (const layer of down ? layers : layers.toReversed()) {
      const wanted = layer.map((slot) => {
        const others = near(slot, down);
        const sum = others.reduce((all, other) => all + (x.get(other) ?? 0), 0);
        return others.length === 0 ? (x.get(slot) ?? 0) : sum / others.length;
      });
      place(layer, wanted, widthOf, x);
    }
  }
  const left = Math.min(...[...x].map(([slot, middle]) => middle - widthOf(slot) / 2));
  for (const [slot, middle] of x) x.set(slot, middle - left + EDGE);
  return x;
}

/** Keeps the order and the distance, and shares what is left of it between both sides. */
function place(
  layer: readonly Slot[],
  wanted: readonly number[],
  widthOf: (slot: Slot) => number,
  x: Map<Slot, number>,
): void {
  const apart = (index: number) => {
    const [before, slot] = [layer[index - 1], layer[index]];
    return before && slot ? (widthOf(before) + widthOf(slot)) / 2 + GAP.x : 0;
  };
  const fromLeft: number[] = [];
  layer.forEach((_, index) => {
    const least = index === 0 ? -Infinity : (fromLeft[index - 1] ?? 0) + apart(index);
    fromLeft.push(Math.max(wanted[index] ?? 0, least));
  });
  const fromRight: number[] = [];
  for (let index = layer.length - 1; index >= 0; index -= 1) {
    const most = index === layer.length - 1 ? Infinity : (fromRight[index + 1] ?? 0) - apart(index + 1);
    fromRight[index] = Math.min(wanted[index] ?? 0, most);
  }
  layer.forEach((slot, index) => x.set(slot, ((fromLeft[index] ?? 0) + (fromRight[index] ?? 0)) / 2));
}

interface Pass {
  x: number;
  top: number;
  height: number;
}

function draw(
  from: PlacedNode | undefined,
  to: PlacedNode | undefined,
  passes: readonly Pass[],
  isBack: boolean,
): { path: string; x: number; y: number } {
  if (!from || !to) return { path: '', x: 0, y: 0 };
  if (from === to) return loop(from);
  const start = { x: from.x + from.width / 2, y: isBack ? from.y : from.y + from.height };
  const end = { x: to.x + to.width / 2, y: isBack ? to.y + to.height : to.y };
  const points = passes.flatMap(({ x, top, height }) =>
    isBack
      ? [
          { x, y: top + height },
          { x, y: top },
        ]
      : [
          { x, y: top },
          { x, y: top + height },
        ],
  );
  let path = `M ${start.x} ${start.y}`;
  let at = start;
  for (const point of [...points, end]) {
    const half = (point.y - at.y) / 2;
    path += ` C ${at.x} ${at.y + half} ${point.x} ${point.y - half} ${point.x} ${point.y}`;
    at = point;
  }
  // Nearer to where it arrives, where fewer arrows lie beside each other.
  const last = points.at(-1) ?? start;
  return { path, x: (last.x + end.x * 2) / 3, y: (last.y + end.y * 2) / 3 };
}

const LABEL = { char: 6.6, chars: 26, height: 16, tries: 7 };

/** Labels that would lie on each other or on a box are moved, by turns below and above, to the nearest free place. */
function keepApart(edges: readonly PlacedEdge[], nodes: readonly PlacedNode[]): void {
  const placed: PlacedEdge[] = [];
  for (const edge of edges.filter(({ label }) => label !== '')) {
    const wanted = edge.y;
    for (let attempt = 1; attempt <= LABEL.tries * 2; attempt += 1) {
      if (!placed.some((other) => covers(other, edge)) && !nodes.some((box) => liesOn(edge, box))) break;
      edge.y = wanted + (attempt % 2 === 1 ? 1 : -1) * Math.ceil(attempt / 2) * LABEL.height;
    }
    placed.push(edge);
  }
}

function liesOn({ label, x, y }: PlacedEdge, box: PlacedNode): boolean {
  const half = widthOfLabel(label) / 2;
  const isBeside = x + half < box.x || x - half > box.x + box.width;
  return !isBeside && y > box.y - LABEL.height / 2 && y < box.y + box.height + LABEL.height / 2;
}

/** As wide as it is shown: long ones are cut. */
function widthOfLabel(label: string): number {
  return Math.min(label.length, LABEL.chars) * LABEL.char;
}

function covers(one: PlacedEdge, other: PlacedEdge): boolean {
  const reach = (widthOfLabel(one.label) + widthOfLabel(other.label)) / 2 + 4;
  return Math.abs(one.x - other.x) < reach && Math.abs(one.y - other.y) < LABEL.height;
}

function loop({ x, y, width, height }: PlacedNode): { path: string; x: number; y: number } {
  const right = x + width;
  const top = y + height / 3;
  const bottom = y + (height * 2) / 3;
  return {
    path: `M ${right} ${top} C ${right + 30} ${top} ${right + 30} ${bottom} ${right} ${bottom}`,
    x: right + 20,
    y: y + height / 2,
  };
}
