/**
 * The layers of a chart: every box below what leads to it, long arrows with a place of their own in the layers they pass, and
 * within each layer an order with few crossings. Pure, and the same every time.
 */
import type { ChartEdge, FlowChart } from '../src/core/flow-chart.ts';

/** A place in a layer: a box, or (null) a long arrow on its way. */
export interface Slot {
  node: string | null;
  layer: number;
}

export interface Layered {
  layers: Slot[][];
  /** Of boxes, by id. */
  slots: Map<string, Slot>;
  /** `through`: the places that the arrow passes, in its own direction. */
  edges: { edge: ChartEdge; through: Slot[]; isBack: boolean }[];
  /** What a place hangs together with in the layer above (`up`) or below it. */
  near(slot: Slot, up: boolean): Slot[];
}

export function layersOf({ nodes, edges }: FlowChart): Layered {
  const ids = nodes.map(({ id }) => id);
  const known = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to));
  const back = backEdges(ids, known);
  const depth = depths(ids, known, back);
  const slots = new Map(ids.map((id): [string, Slot] => [id, { node: id, layer: depth.get(id) ?? 0 }]));
  const layers: Slot[][] = Array.from({ length: Math.max(0, ...depth.values()) + 1 }, () => []);
  for (const slot of slots.values()) layers[slot.layer]?.push(slot);
  const above = new Map<Slot, Slot[]>();
  const below = new Map<Slot, Slot[]>();
  const tie = (upper: Slot, lower: Slot) => {
    below.set(upper, [...(below.get(upper) ?? []), lower]);
    above.set(lower, [...(above.get(lower) ?? []), upper]);
  };
  const placed = known.map((edge) => {
    const isBack = back.has(edge);
    const [upper, lower] = isBack ? [edge.to, edge.from] : [edge.from, edge.to];
    const [first, last] = [slots.get(upper), slots.get(lower)];
    const through: Slot[] = [];
    if (first && last && first !== last) {
      let at = first;
      for (let layer = first.layer + 1; layer < last.layer; layer += 1) {
        const pass: Slot = { node: null, layer };
        layers[layer]?.push(pass);
        through.push(pass);
        tie(at, pass);
        at = pass;
      }
      tie(at, last);
    }
    return { edge, through: isBack ? through.toReversed() : through, isBack };
  });
  const near = (slot: Slot, up: boolean) => (up ? above : below).get(slot) ?? [];
  return { layers: ordered(layers, near), slots, edges: placed, near };
}

/** Arrows that lead back to where the way came from. */
function backEdges(ids: readonly string[], edges: readonly ChartEdge[]): Set<ChartEdge> {
  const back = new Set<ChartEdge>();
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const edge of edges) {
      if (edge.from !== id) continue;
      const there = state.get(edge.to);
      if (there === 'open') back.add(edge);
      else if (there === undefined) visit(edge.to);
    }
    state.set(id, 'done');
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return back;
}

function depths(
  ids: readonly string[],
  edges: readonly ChartEdge[],
  back: ReadonlySet<ChartEdge>,
): Map<string, number> {
  const depth = new Map(ids.map((id) => [id, 0]));
  const forward = edges.filter((edge) => !back.has(edge));
  // Without the arrows back there is no round, so this ends.
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of forward) {
      const wanted = (depth.get(from) ?? 0) + 1;
      if ((depth.get(to) ?? 0) >= wanted) continue;
      depth.set(to, wanted);
      changed = true;
    }
  }
  return depth;
}

/** Each place is moved to the middle of what it hangs together with, downwards and upwards in turn. */
function ordered(layers: readonly Slot[][], near: Layered['near']): Slot[][] {
  let now = layers.map((layer) => [...layer]);
  for (let round = 0; round < 12; round += 1) {
    const down = round % 2 === 0;
    const places = new Map(now.flatMap((layer) => layer.map((slot, place): [Slot, number] => [slot, place])));
    now = now.map((layer) => {
      const wanted = new Map(
        layer.map((slot): [Slot, number] => {
          const others = near(slot, down);
          const sum = others.reduce((all, other) => all + (places.get(other) ?? 0), 0);
          return [slot, others.length === 0 ? (places.get(slot) ?? 0) : sum / others.length];
        }),
      );
      return layer.toSorted((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    });
  }
  return now;
}
