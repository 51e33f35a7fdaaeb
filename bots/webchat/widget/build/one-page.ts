/**
 * Puts the script and the style of the chat into its page: one answer instead of three, packed together. The server allows the
 * page exactly these two, by their hashes; so nothing may stand in them that would end their element before its end.
 */
import { gzipSync } from 'node:zlib';
import type { parseSync, Plugin } from 'vite';
import { bestOrder } from './best-order.ts';

/** `page`: the file that takes in the one script and the one style of its build. */
export function onePage(page: string, parse: typeof parseSync): Plugin {
  return {
    name: 'one-page',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_, bundle) {
      const html = bundle[page];
      if (html?.type !== 'asset') throw new Error(`${page} was not built`);
      const parts: Record<'script' | 'style', string[]> = { script: [], style: [] };
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'chunk') parts.script.push(file.code.trim());
        else if (name.endsWith('.css')) parts.style.push(String(file.source).trim());
        else continue;
        delete bundle[name];
      }
      const [before = '', after = ''] = String(html.source)
        .replaceAll(/<script\b[^>]*><\/script>|<link\b[^>]*>/g, '')
        .replaceAll(/\s+/g, ' ')
        .replaceAll(' />', '>')
        .replaceAll('> <', '><')
        .trim()
        .split('</head>');
      const style = inside('style', parts.style);
      const joined = (script: string): string =>
        `${before}<script type="module">${script}</script><style>${style}</style></head>${after}`;
      const weigh = (script: string): number => gzipSync(joined(script), { level: 9 }).length;
      const { functions, others } = divide(inside('script', parts.script), parse);
      html.source = joined(bestOrder(functions, (order) => weigh(order.join('') + others)).join('') + others);
    },
  };
}

/** The one text of `parts`, fit to stand in an element of this name; throws on any that its reader would take for something else. */
export function inside(element: string, parts: readonly string[]): string {
  const [text = '', ...others] = parts;
  if (text === '' || others.length > 0) throw new Error(`The page takes one ${element}, not ${parts.length}`);
  if (new RegExp(`<!--|</?${element}|\r|\0`, 'i').test(text))
    throw new Error(`This breaks out of <${element}>`);
  return text;
}

/** A script's functions, which may stand in any order, and everything else in the order it has. */
function divide(script: string, parse: typeof parseSync): { functions: string[]; others: string } {
  const functions: string[] = [];
  let others = '';
  for (const { type, start, end } of parse('a.js', script).program.body) {
    if (type === 'FunctionDeclaration') functions.push(script.slice(start, end));
    else others += script.slice(start, end);
  }
  return { functions, others };
}
