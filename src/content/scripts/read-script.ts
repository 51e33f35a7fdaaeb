/**
 * One script's text to a checked script: YAML, grammar, then everything that can go wrong between steps. What is wrong goes
 * to the findings with its line. Never throws.
 */
import { createHash } from 'node:crypto';
import { hasErrors, sinkFor, type ContentFinding } from '../finding.ts';
import { reportIssues } from '../schema-findings.ts';
import { readYaml } from '../yaml-file.ts';
import { ownFacts, type Script } from '../../core/script.ts';
import { LIMITS } from '../../core/limits.ts';
import { checkGraph } from './check-graph.ts';
import { checkSteps } from './check-steps.ts';
import { checkWords } from './check-words.ts';
import { scriptSchema } from './script-schema.ts';
import type { ScriptSurroundings } from './script-surroundings.ts';

export interface ReadScript {
  script: Script;
  /** Its content as a number: another one after every change that customers could notice. */
  version: number;
  /** The file as it was. */
  source: string;
}

/** Raised when machines made of scripts change shape: conversations on kept versions then begin anew. */
const FORMAT = 1;

/** `file` is how findings name it. Null after an error was added to `findings`. */
export function readScript(
  source: string,
  name: string,
  file: string,
  around: ScriptSurroundings,
  findings: ContentFinding[],
): ReadScript | null {
  const own: ContentFinding[] = [];
  const say = sinkFor(file, own);
  const yaml = readYaml(source, say);
  const parsed = yaml && scriptSchema.safeParse(yaml.value);
  if (yaml && parsed?.error) reportIssues(parsed.error, scriptSchema, yaml, say);
  let read: ReadScript | null = null;
  if (yaml && parsed?.success) {
    const first = Object.keys(parsed.data.steps)[0] ?? '';
    const script: Script = { name, ...parsed.data, first };
    const facts = ownFacts(script);
    if (facts.length > LIMITS.scriptFacts) {
      const values = { count: facts.length, max: LIMITS.scriptFacts };
      say.error(yaml.lineOf(['steps']), 'script.too-many-facts', values);
    }
    checkSteps(script, yaml, around, say);
    checkWords(script, yaml, around, say);
    // Ways are followed only where every step is well made: else one slip would be told many times.
    if (!hasErrors(own)) checkGraph(script, yaml, say);
    if (!hasErrors(own)) read = { script, version: versionOf(script), source };
  }
  findings.push(...own);
  return read;
}

/** 48 bits of a hash: whole in a JSON number. */
function versionOf(script: Script): number {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, script]));
  return Number.parseInt(hash.digest('hex').slice(0, 12), 16);
}
