/**
 * Words by number: the build turns the names of words into their places in the book, on both sides alike, so that no visitor
 * fetches the names; words stand where they pack best, and forms of a word without their names as well. It stops at a word
 * nobody says, and at one whose name it cannot read. Sources keep the names.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { parseSync, Plugin } from 'vite';
import { PLURAL_FORMS } from '../frame/page/plural-forms.ts';
import { bestOrder } from './best-order.ts';

type Node = Record<string, unknown> & { type: string; start: number; end: number };
type Book = Record<string, string | Record<string, string>>;

/** `files`: the books, one for each language; a test holds them to the same names. */
export async function shortWords(files: readonly string[], parse: typeof parseSync): Promise<Plugin> {
  const books = await Promise.all(files.map(readBook));
  const weigh = (order: readonly string[]): number =>
    books.reduce((all, book) => all + gzipSync(layDown(book, order), { level: 9 }).length, 0);
  const keys = bestOrder(Object.keys(books[0] ?? {}), weigh);
  const said = new Set<string>();
  return {
    name: 'short-words',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    async load(id) {
      const [file = '', query] = id.split('?');
      if (query !== 'url' || !file.endsWith('.json')) return null;
      const source = layDown(await readBook(file), keys);
      const asset = this.emitFile({ type: 'asset', name: basename(file), source });
      return { code: `export default import.meta.ROLLUP_FILE_URL_${asset}`, moduleType: 'js' };
    },
    // As the page names it, in which the script will stand.
    resolveFileUrl: ({ fileName }) => JSON.stringify(fileName),
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const found = namesIn(parse(id, code).program);
      let short = code;
      for (const { start, end, value } of found.toSorted((one, other) => other.start - one.start)) {
        const at = keys.indexOf(String(value));
        if (at < 0) throw new Error(`${id}: there is no word ${String(value)}`);
        said.add(String(value));
        short = `${short.slice(0, start)}${at}${short.slice(end)}`;
      }
      return short === code ? null : { code: short, map: null };
    },
    buildEnd() {
      const silent = keys.filter((key) => !said.has(key));
      if (silent.length > 0) throw new Error(`Nobody says ${silent.join(', ')}`);
    },
  };
}

async function readBook(file: string): Promise<Book> {
  return JSON.parse(await readFile(file, 'utf8')) as Book;
}

function layDown(book: Book, keys: readonly string[]): string {
  const formsOf = (word: Book[string] | undefined): unknown =>
    typeof word === 'object' ? PLURAL_FORMS.flatMap((form) => word[form] ?? []) : word;
  return JSON.stringify(keys.map((key) => formsOf(book[key])));
}

/** The strings that name words: what `say`, `asWord` and a fresh `createSay(…)` are given. */
function namesIn(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (!isNode(node)) return [];
  const [first] =
    node.type === 'CallExpression' && isSaying(node['callee']) ? (node['arguments'] as Node[]) : [];
  return [...(first === undefined ? [] : literals(first)), ...Object.values(node).flatMap(namesIn)];
}

function isSaying(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'CallExpression') return nameOf(callee['callee']) === 'createSay';
  const name = nameOf(callee.type === 'MemberExpression' ? callee['property'] : callee);
  return name === 'say' || name === 'asWord';
}

/** A name, or the two between which a condition chooses. A variable holds what `asWord` has made. */
function literals(node: Node): Node[] {
  if (node.type === 'Literal') return [node];
  if (node.type !== 'ConditionalExpression') return [];
  return [node['consequent'], node['alternate']].flatMap((one) => literals(one as Node));
}

const nameOf = (node: unknown): string =>
  isNode(node) && node.type === 'Identifier' ? String(node['name']) : '';
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
