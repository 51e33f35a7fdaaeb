/**
 * Versions of scripts that conversations may still be on, as the store kept them → scripts that can run. What they lead to may
 * be gone by now; that is met when somebody goes there.
 */
import type { ContentFinding } from '../content/finding.ts';
import { readScript, type ReadScript } from '../content/scripts/read-script.ts';
import type { ScriptSurroundings } from '../content/scripts/script-surroundings.ts';
import type { KeptScript } from '../core/ports/script-store.ts';

/**
 * What can no longer be read as it was (the grammar has grown stricter) is left out: its conversations begin anew,
 * politely.
 */
export function readKeptScripts(kept: readonly KeptScript[], around: ScriptSurroundings): ReadScript[] {
  return kept.flatMap(({ name, version, source }) => {
    const ignored: ContentFinding[] = [];
    const knownFlows = [...around.knownFlows, ...flowsNamedIn(source)];
    const read = readScript(source, name, name, { ...around, languages: [], knownFlows }, ignored);
    return read?.version === version ? [read] : [];
  });
}

/** What goes live, as the store keeps it. */
export function toKept(scripts: readonly ReadScript[]): KeptScript[] {
  return scripts.map(({ script, version, source }) => ({ name: script.name, version, source }));
}

function flowsNamedIn(source: string): string[] {
  return [...source.matchAll(/flow:\s*["']?([\w-]+)/gu)].map(([, name = '']) => name);
}
