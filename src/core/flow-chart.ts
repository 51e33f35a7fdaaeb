/** A flow or a script as a drawing: boxes and arrows, first by what they say, then with their places. Plain JSON. */

export const CHART_KINDS = [
  'start',
  'say',
  'ask',
  'choice',
  'if',
  'lookUp',
  'flow',
  'person',
  'end',
  'state',
] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export interface FlowChart {
  nodes: ChartNode[];
  edges: ChartEdge[];
}

export interface ChartNode {
  id: string;
  kind: ChartKind;
  /** What it says or does, in a line or two. */
  text: string;
}

/** `label` "": the only way on. */
export interface ChartEdge {
  from: string;
  to: string;
  label: string;
}

/** Pixels from the left upper corner. */
export interface LaidOutChart {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

export interface PlacedNode extends ChartNode {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The text in lines that fit. */
  lines: string[];
}

export interface PlacedEdge extends ChartEdge {
  /** A path of SVG. */
  path: string;
  /** Where the label stands. */
  x: number;
  y: number;
}
