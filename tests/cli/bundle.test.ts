/** The server as one file: built when it is stale, taken as it is where nothing can build, never in the way of a start. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { root as house } from '../support/open-product.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'prilavok-bundle-')));
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(house, 'node_modules/rolldown'), join(root, 'node_modules/rolldown'));
  main("import { word } from './word.ts';\nconsole.log(word, import.meta.url);");
  writeFileSync(join(root, 'src/word.ts'), "export const word: string = 'one';");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const main = (text: string): void => writeFileSync(join(root, 'src/main.ts'), text);

/** In a process of its own, as a start does it. */
function fresh(): string | null {
  const from = JSON.stringify(pathToFileURL(join(house, 'src/cli/bundle.js')).href);
  const text = `console.log(JSON.stringify(await (await import(${from})).freshBundle(${JSON.stringify(root)})))`;
  const args = ['--input-type=module', '-e', text];
  return JSON.parse(execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
}

const run = (file: string | null): string =>
  execFileSync(process.execPath, [file ?? ''])
    .toString()
    .trim();

test('is built, knows its place among the sources, and is built anew when one changes', () => {
  const file = fresh();
  expect(run(file)).toBe(`one ${pathToFileURL(join(root, 'src/main.ts')).href}`);
  expect(fresh()).toBe(file);
  writeFileSync(join(root, 'src/word.ts'), "export const word: string = 'another';");
  const other = fresh();
  expect(other).not.toBe(file);
  expect(run(other)).toMatch(/^another /);
  // The earlier one may still run.
  expect(run(file)).toMatch(/^one /);
});

test('only a few earlier ones are kept, and no drafts', () => {
  for (const word of ['1', '22', '333', '4444', '55555']) {
    writeFileSync(join(root, 'src/word.ts'), `export const word: string = '${word}';`);
    fresh();
  }
  expect(readdirSync(join(root, 'dist/server'))).toHaveLength(3);
  expect(run(fresh())).toMatch(/^55555 /);
});

test('without a builder the latest one is taken; without any the sources have to do', () => {
  const file = fresh();
  rmSync(join(root, 'node_modules/rolldown'));
  writeFileSync(join(root, 'src/word.ts'), "export const word: string = 'edited';");
  expect(fresh()).toBe(file);
  rmSync(join(root, 'dist'), { recursive: true });
  expect(fresh()).toBeNull();
});

test('sources that cannot be built are left to be run, and to say what is wrong', () => {
  main('import { gone } from "./gone.ts"; console.log(gone);');
  expect(fresh()).toBeNull();
});
