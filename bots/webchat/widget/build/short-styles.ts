/**
 * Short names for the widget's custom properties, in style and script alike. They are told by their two dashes wherever they
 * stand. It stops at one that nobody sets and at one that nobody reads. Sources keep the names.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

const NAME = /--[a-z][\w-]*/g;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** `folder`: the widget's sources. The more often a name stands there, the shorter it gets. */
export async function shortStyles(folder: string): Promise<Plugin> {
  const short = await namesIn(folder);
  return {
    name: 'short-styles',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      if (!isSource(relative(folder, file))) return null;
      return { code: code.replaceAll(NAME, (name) => short.get(name) ?? name), map: null };
    },
  };
}

/** `file`: seen from the folder of the sources; the build's own are none. */
const isSource = (file: string): boolean => /\.(css|ts)$/.test(file) && !/^(build|\.\.)[\\/]/.test(file);

async function namesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const counts = new Map<string, number>();
  const read = new Set<string>();
  const set = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!isSource(file)) continue;
    const text = await readFile(join(folder, file), 'utf8');
    for (const [name] of text.matchAll(NAME)) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [, name = ''] of text.matchAll(/var\((--[\w-]+)/g)) read.add(name);
    for (const [, name = ''] of text.matchAll(/(--[\w-]+)'?[:,]/g)) set.add(name);
  }
  const lost = [...counts.keys()].filter((name) => !read.has(name) || !set.has(name));
  if (lost.length > 0) throw new Error(`Set or read by nobody: ${lost.join(', ')}`);
  const often = [...counts].toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  if (often.length > LETTERS.length) throw new Error('There are more custom properties than letters');
  return new Map(often.map(([name], index) => [name, `--${LETTERS[index]}`]));
}
