/**
 * Flows and scripts: what there is, how it goes, what is wrong with it, and a script played like a customer would.
 *
 *     GET  /api/scripts              → ScriptList                    (admin, editor)
 *     GET  /api/scripts/:name/chart  → ScriptChart
 *     POST /api/scripts/:name/play   PlayScript → PlayedScriptView   (changes nothing)
 */
import { z } from 'zod';
import { ApiPhrase } from './phrases.ts';
import { ApiLocale } from './words.ts';

export const ScriptProblem = z.object({
  level: z.enum(['error', 'warning']),
  file: z.string(),
  /** 0: the file as a whole. */
  line: z.number().int(),
  /** In English, as in the log. */
  message: z.string(),
  hint: z.string(),
  /** Message and hint by their codes; none where there is English only. */
  what: ApiPhrase.exactOptional(),
  fix: ApiPhrase.exactOptional(),
  /** Another question that the message names: of an answer, or one that begins a flow. */
  other: z
    .object({ id: z.string(), question: z.string(), place: z.string().exactOptional() })
    .exactOptional(),
});
export type ScriptProblem = z.infer<typeof ScriptProblem>;

export const ScriptListRow = z.object({
  name: z.string(),
  kind: z.enum(['script', 'flow']),
  title: z.string(),
  steps: z.number().int(),
  isLive: z.boolean(),
  problems: z.array(ScriptProblem),
});
export type ScriptListRow = z.infer<typeof ScriptListRow>;

export const ScriptList = z.object({
  rows: z.array(ScriptListRow),
  /** What is wrong elsewhere and keeps an edit from going live. */
  problems: z.array(ScriptProblem),
  /** False: what was saved last is not live. */
  isCurrent: z.boolean(),
});
export type ScriptList = z.infer<typeof ScriptList>;

export const CHART_BOXES = [
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

/** Pixels from the left upper corner; `path` is a path of SVG. */
export const ScriptChart = z.object({
  width: z.number(),
  height: z.number(),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(CHART_BOXES),
      text: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      lines: z.array(z.string()),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      label: z.string(),
      path: z.string(),
      x: z.number(),
      y: z.number(),
    }),
  ),
});
export type ScriptChart = z.infer<typeof ScriptChart>;

/** What the shop behind a played script is like. */
export const PlayedWorldView = z.strictObject({
  order: z.enum(['found', 'late', 'notFound', 'down']),
  product: z.enum(['found', 'notFound', 'down']),
  open: z.boolean(),
  phoneKnown: z.boolean(),
});
export type PlayedWorldView = z.infer<typeof PlayedWorldView>;

/** The most that one may write in one play, and the longest line. */
export const PLAYED_LINES = 40;
const PLAYED_CHARS = 1_000;

export const PlayScript = z.strictObject({
  language: ApiLocale,
  world: PlayedWorldView,
  said: z.array(z.string().max(PLAYED_CHARS)).max(PLAYED_LINES),
  seed: z.number().int().min(0).max(1_000),
});
export type PlayScript = z.infer<typeof PlayScript>;

export const PlayedLineView = z.discriminatedUnion('who', [
  z.object({ who: z.literal('bot'), text: z.string(), buttons: z.array(z.string()) }),
  z.object({ who: z.literal('customer'), text: z.string() }),
  z.object({
    who: z.literal('note'),
    code: z.enum(['person', 'summary', 'flow', 'look-up', 'left', 'ended']),
    values: z.record(z.string(), z.union([z.string(), z.boolean()])),
  }),
]);
export type PlayedLineView = z.infer<typeof PlayedLineView>;

export const PlayedScriptView = z.object({
  lines: z.array(PlayedLineView),
  /** The step that waits; null: it is over. */
  step: z.string().nullable(),
});
export type PlayedScriptView = z.infer<typeof PlayedScriptView>;
