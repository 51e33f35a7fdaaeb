/**
 * Versions of scripts that conversations may still be on: each is written down, as its file was, before it goes live, and
 * read again at every start. They lie in `DATA_DIR/scripts/` beside the database and go when nobody can need them any more.
 */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ContentFinding } from '../content/finding.ts';
import { readScript, type ReadScript } from '../content/scripts/read-script.ts';
import type { ScriptSurroundings } from '../content/scripts/script-surroundings.ts';
import { LIMITS } from '../core/limits.ts';

const KEPT = /^([a-z][a-z0-9-]*)[.](\d+)[.]yaml$/u;

/**
 * The earlier versions. What can no longer be read as it was (the grammar has grown stricter) is left out: its
 * conversations begin anew, politely.
 */
export function readKeptScripts(dir: string, around: ScriptSurroundings): ReadScript[] {
  return keptFiles(dir).flatMap(({ file, name, version }) => {
    const ignored: ContentFinding[] = [];
    // What it leads to may be gone; that is met when somebody goes there.
    const source = readFileSync(join(dir, file), 'utf8');
    const knownFlows = [...around.knownFlows, ...flowsNamedIn(source)];
    const read = readScript(source, name, file, { ...around, languages: [], knownFlows }, ignored);
    return read?.version === version ? [read] : [];
  });
}

/** Writes down what goes live and forgets what was replaced long ago. */
export function keepScripts(dir: string, live: readonly ReadScript[], nowMs: number): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const used = new Set<string>();
  for (const { script, version, source } of live) {
    const file = `${script.name}.${version}.yaml`;
    used.add(file);
    const path = join(dir, file);
    writeFileSync(`${path}.${process.pid}`, source, { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
    utimesSync(path, nowMs / 1_000, nowMs / 1_000);
  }
  for (const { file } of keptFiles(dir)) {
    const path = join(dir, file);
    // The time of its file is when it was live last.
    if (!used.has(file) && nowMs - statSync(path).mtimeMs > LIMITS.scriptKeepMs)
      rmSync(path, { force: true });
  }
}

function keptFiles(dir: string): { file: string; name: string; version: number }[] {
  try {
    return readdirSync(dir).flatMap((file) => {
      const [, name = '', version = ''] = KEPT.exec(file) ?? [];
      return name === '' ? [] : [{ file, name, version: Number(version) }];
    });
  } catch {
    return []; // nothing was ever kept
  }
}

function flowsNamedIn(source: string): string[] {
  return [...source.matchAll(/flow:\s*["']?([\w-]+)/gu)].map(([, name = '']) => name);
}
