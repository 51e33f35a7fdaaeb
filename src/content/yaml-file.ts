/**
 * YAML text to plain data that remembers its lines, so that every complaint can name one. Used for shop.yaml, texts and
 * front matter. Aliases are bounded: a small file cannot grow into gigabytes. Never throws.
 */
import { LineCounter, isMap, isNode, isScalar, parseDocument, type ErrorCode } from 'yaml';
import { toError } from '../core/errors.ts';
import type { FaultCode } from './faults/faults.ts';
import type { FindingSink } from './finding.ts';

/** Enough for honest reuse of a block, far too little for a bomb. */
const MAX_ALIASES = 20;

/** The slips that people really make, by the reader's own codes. */
const FAULT_OF: { [code in ErrorCode]?: FaultCode } = {
  TAB_AS_INDENT: 'yaml.tab',
  BAD_INDENT: 'yaml.indent',
  DUPLICATE_KEY: 'yaml.twice',
  MISSING_CHAR: 'yaml.unfinished',
};

export interface YamlData {
  value: unknown;
  /** Line of the value at `path`, or of its nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number;
  /** Line of a key itself. */
  lineOfKey(path: readonly PropertyKey[], key: string): number;
}

/** Data of a YAML text whose first line is line `firstLine` of its file; null after an error was reported. */
export function readYaml(text: string, say: FindingSink, firstLine = 1): YamlData | null {
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  const problem = doc.errors[0];
  if (problem !== undefined) {
    const code = FAULT_OF[problem.code] ?? 'yaml.invalid';
    say.error(lineAt(problem.pos[0]), code, { problem: firstSentence(problem.message) });
    return null;
  }
  let value: unknown;
  try {
    value = doc.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (thrown) {
    say.error(firstLine, 'yaml.aliases', { problem: firstSentence(toError(thrown).message) });
    return null;
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = doc.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return firstLine;
  };
  const lineOfKey = (path: readonly PropertyKey[], key: string): number => {
    const parent = path.length === 0 ? doc.contents : doc.getIn(path, true);
    if (!isMap(parent)) return lineOf(path);
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair !== undefined && isScalar(pair.key) && pair.key.range
      ? lineAt(pair.key.range[0])
      : lineOf(path);
  };
  return { value, lineOf, lineOfKey };
}

function firstSentence(message: string): string {
  return message.split('\n')[0]?.replace(/ at line .*$/u, '') ?? message;
}
