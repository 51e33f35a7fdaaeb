/**
 * Which property names of the widget the build may shorten: names of values that can never leave the code, told by their types. A
 * type with a function among its members goes neither through JSON nor through messages between frames, nor does a type that holds
 * one; its names are ours alone. Never takes a name that the browser, the server, the shop's page or a string may use.
 */
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { parseSync } from 'vite';

/** A type with members, as the parser gives it. */
interface Shape {
  name: string | null;
  members: ReadonlySet<string>;
  /** Types that it names, its own members' and those it extends. */
  names: ReadonlySet<string>;
  hasFunction: boolean;
  /** Its names count at run time. */
  isOpen: boolean;
}

interface Seen {
  shapes: Shape[];
  /** Names that stand for themselves somewhere: strings, quoted keys, attributes of elements. */
  fixed: Set<string>;
  /** Types that the shop's page sees. */
  shared: Set<string>;
}

/** The functions that make elements: keys of what they are given are names of attributes. */
const MAKERS = new Set(['h', 'pushButton', 'createForm']);

type Node = Record<string, unknown> & { type: string };

/** `folder`: the widget's sources; `protocol`: the file with what the server and the widget say to each other. Sorted. */
export async function shortNames(
  folder: string,
  protocol: string,
  parser: typeof parseSync,
): Promise<string[]> {
  const parse = (text: string): unknown => parser('a.ts', text).program;
  const seen: Seen = { shapes: [], fixed: new Set(), shared: new Set() };
  const files = await readdir(folder, { recursive: true });
  for (const file of files) {
    if (!/\.(ts|json)$/.test(file) || file.startsWith('build')) continue;
    const text = await readFile(join(folder, file), 'utf8');
    if (file.endsWith('.ts')) look(parse(text), seen);
    // Keys and slots of the words.
    else for (const [, key = ''] of text.matchAll(/["{](\w+)["}]/g)) seen.fixed.add(key);
  }
  eachName(parse(await readFile(protocol, 'utf8')), (name) => seen.fixed.add(name));
  const [ours, others] = part(seen.shapes);
  const own = new Set(ours.flatMap(({ members }) => [...members]));
  for (const { members } of others) for (const name of members) own.delete(name);
  for (const { name, members } of ours)
    if (name !== null && seen.shared.has(name)) for (const member of members) own.delete(member);
  const browser = await browserNames();
  return [...own].filter((name) => !seen.fixed.has(name) && !browser.has(name)).toSorted();
}

/** Types whose values stay inside, and all others. */
function part(shapes: readonly Shape[]): [ours: Shape[], others: Shape[]] {
  const inside = new Set(shapes.filter(({ hasFunction }) => hasFunction));
  for (let size = -1; size !== inside.size;) {
    size = inside.size;
    const names = new Set([...inside].map(({ name }) => name));
    for (const shape of shapes) if ([...shape.names].some((name) => names.has(name))) inside.add(shape);
  }
  const isOurs = (shape: Shape): boolean => inside.has(shape) && !shape.isOpen;
  return [shapes.filter(isOurs), shapes.filter((shape) => !isOurs(shape))];
}

/** Every member that the browser and the language have themselves. */
async function browserNames(): Promise<Set<string>> {
  const names = new Set<string>();
  const folder = dirname(createRequire(import.meta.url).resolve('typescript/lib/lib.d.ts'));
  for (const file of await readdir(folder)) {
    if (!/^lib\.(dom|es).*\.d\.ts$/.test(file)) continue;
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^\s+(?:readonly |get |set )*"?(\w+)"?[?]?[:(<]/gm))
      names.add(name);
  }
  return names;
}

function look(node: unknown, seen: Seen): void {
  if (Array.isArray(node)) for (const one of node) look(one, seen);
  if (!isNode(node)) return;
  if (node.type === 'TSInterfaceDeclaration') seen.shapes.push(shapeOf(node, nameOf(node['id'])));
  if (node.type === 'TSTypeLiteral') seen.shapes.push(shapeOf(node, null));
  if (node.type === 'Literal' && typeof node['value'] === 'string') seen.fixed.add(node['value']);
  if (/^TS(Global|Module)Declaration$/.test(node.type)) eachName(node, (name) => seen.shared.add(name));
  if (node.type === 'CallExpression' && MAKERS.has(nameOf(node['callee']) ?? ''))
    eachKey(node['arguments'], seen.fixed);
  for (const child of Object.values(node)) look(child, seen);
}

function shapeOf(node: Node, name: string | null): Shape {
  const body = isNode(node['body']) ? node['body']['body'] : node['members'];
  const members = Array.isArray(body) ? body.filter(isNode) : [];
  const names = new Set<string>();
  for (const each of [
    node['extends'],
    members.map((member) => [member['typeAnnotation'], member['returnType']]),
  ])
    eachName(each, (one) => names.add(one));
  return {
    name,
    members: new Set(members.flatMap(({ key }) => nameOf(key) ?? [])),
    names,
    hasFunction: members.some(isFunction),
    isOpen: members.some(({ type }) => type === 'TSIndexSignature'),
  };
}

function isFunction({ type, typeAnnotation }: Node): boolean {
  if (type === 'TSMethodSignature') return true;
  const kind = isNode(typeAnnotation) ? typeAnnotation['typeAnnotation'] : null;
  return isNode(kind) && kind.type === 'TSFunctionType';
}

/** Keys of the objects that a call is given. */
function eachKey(args: unknown, fixed: Set<string>): void {
  for (const arg of Array.isArray(args) ? args : []) {
    if (!isNode(arg) || !Array.isArray(arg['properties'])) continue;
    for (const property of arg['properties']) fixed.add((isNode(property) && nameOf(property['key'])) || '');
  }
}

function eachName(node: unknown, take: (name: string) => void): void {
  if (Array.isArray(node)) for (const one of node) eachName(one, take);
  if (!isNode(node)) return;
  const name = nameOf(node);
  if (name !== null) take(name);
  for (const child of Object.values(node)) eachName(child, take);
}

const nameOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Identifier' ? String(node['name']) : null;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
