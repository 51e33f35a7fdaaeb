/**
 * Formatted text as the platform reads it: HTML or MarkdownV2 in, the visible text and its entities out, and the real
 * server's complaints with byte offsets when a text cannot be read.
 */
import { badRequest, type Entity } from './wire.ts';

export interface FormattedText {
  text: string;
  entities: Entity[];
}

/** Reads `text` under a parse mode; throws ApiError 400 as the platform would. Surrounding white space goes. */
export function parseFormatted(text: string, parseMode: string | undefined): FormattedText {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case '':
    case 'none':
      return trim({ text, entities: [] });
    case 'html':
      return trim(parseHtml(text));
    case 'markdownv2':
      return trim(parseMarkdownV2(text));
    default:
      throw badRequest('unsupported parse_mode');
  }
}

const TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

interface OpenTag {
  name: string;
  start: number;
  attribute: string | undefined;
}

function parseHtml(source: string): FormattedText {
  let text = '';
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at]!;
    if (char === '&') {
      const [decoded, end] = decodeReference(source, at);
      text += decoded;
      at = end;
    } else if (char === '<') {
      const close = source.indexOf('>', at);
      const isEnd = source[at + 1] === '/';
      if (close < 0) fail(`Unclosed ${isEnd ? 'end' : 'start'} tag at byte offset ${byteOffset(source, at)}`);
      const inside = source.slice(at + (isEnd ? 2 : 1), close);
      if (isEnd) endTag(inside, source, at, open, entities, text);
      else open.push(startTag(inside, source, at, text.length));
      at = close + 1;
    } else {
      text += char;
      at += 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) fail(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function startTag(inside: string, source: string, at: number, start: number): OpenTag {
  const name = (/^[a-z0-9-]*/i.exec(inside)?.[0] ?? '').toLowerCase();
  if (TAGS[name] === undefined)
    fail(`Unsupported start tag "${name}" at byte offset ${byteOffset(source, at)}`);
  const value = /\s(?:href|class|expandable|language)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i.exec(inside);
  const attribute = value === null ? undefined : decodeAll(value[1] ?? value[2] ?? value[3] ?? '');
  if (name === 'span' && attribute !== 'tg-spoiler') {
    fail(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(source, at)}`);
  }
  return { name, start, attribute };
}

function endTag(
  inside: string,
  source: string,
  at: number,
  open: OpenTag[],
  entities: Entity[],
  text: string,
): void {
  const name = inside.trim().toLowerCase();
  const tag = open.pop();
  const offset = byteOffset(source, at);
  if (tag === undefined) return fail(`Unexpected end tag at byte offset ${offset}`);
  if (name !== '' && name !== tag.name) {
    fail(`Unmatched end tag at byte offset ${offset}, expected "</${tag.name}>", found "</${name}>"`);
  }
  const length = text.length - tag.start;
  if (length === 0) return;
  const base = { type: TAGS[tag.name]!, offset: tag.start, length };
  if (tag.name !== 'a') return void entities.push(base);
  const url = linkOf(tag.attribute ?? text.slice(tag.start));
  // A link that is no link is silently shown as plain text, as on the real server.
  if (url !== null) entities.push({ ...base, url });
}

function linkOf(candidate: string): string | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(candidate) ? candidate : `http://${candidate}`);
  return url !== null && ['http:', 'https:', 'tg:', 'ton:', 'tel:', 'mailto:'].includes(url.protocol)
    ? url.href
    : null;
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function decodeReference(source: string, at: number): [string, number] {
  const found = /^&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?/i.exec(source.slice(at, at + 12));
  if (found === null) return ['&', at + 1];
  const [whole, hex, decimal, name] = found;
  const end = at + whole.length;
  if (name !== undefined) return [NAMED[name.toLowerCase()]!, end];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? [String.fromCodePoint(code), end] : ['&', at + 1];
}

function decodeAll(text: string): string {
  return text.replace(/&[^;]{1,8};/g, (reference) => decodeReference(reference, 0)[0]);
}

const V2_MARKS: Record<string, string> = {
  '*': 'bold',
  _: 'italic',
  __: 'underline',
  '~': 'strikethrough',
  '||': 'spoiler',
  '`': 'code',
  '```': 'pre',
};
const V2_RESERVED = '_*[]()~`>#+-=|{}.!';

function parseMarkdownV2(source: string): FormattedText {
  let text = '';
  const entities: Entity[] = [];
  const open: { mark: string; start: number; at: number }[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at]!;
    const inCode = open.at(-1)?.mark.startsWith('`') ?? false;
    if (char === '\\' && at + 1 < source.length) {
      text += source[at + 1];
      at += 2;
      continue;
    }
    const mark = inCode ? codeEnd(source, at, open.at(-1)!.mark) : v2Mark(source, at);
    if (mark !== null && open.at(-1)?.mark === mark) {
      const { start } = open.pop()!;
      if (text.length > start)
        entities.push({ type: V2_MARKS[mark]!, offset: start, length: text.length - start });
      at += mark.length;
    } else if (mark !== null) {
      open.push({ mark, start: text.length, at });
      at += mark.length;
    } else if (!inCode && char === '[') {
      open.push({ mark: '[', start: text.length, at });
      at += 1;
    } else if (!inCode && char === ']' && open.at(-1)?.mark === '[') {
      const { start } = open.pop()!;
      const target = /^\]\(((?:\\.|[^)\\])*)\)/.exec(source.slice(at));
      const url = target === null ? null : linkOf((target[1] ?? '').replace(/\\(.)/g, '$1'));
      if (url !== null) entities.push({ type: 'text_link', offset: start, length: text.length - start, url });
      at += target === null ? 1 : target[0].length;
    } else {
      if (!inCode && V2_RESERVED.includes(char) && char !== '>') {
        fail(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
      }
      text += char;
      at += 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    const kind = unclosed.mark === '[' ? 'TextUrl' : capital(V2_MARKS[unclosed.mark]!);
    fail(`Can't find end of ${kind} entity at byte offset ${byteOffset(source, unclosed.at)}`);
  }
  return { text, entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function v2Mark(source: string, at: number): string | null {
  for (const mark of ['```', '__', '||', '*', '_', '~', '`']) if (source.startsWith(mark, at)) return mark;
  return null;
}

function codeEnd(source: string, at: number, mark: string): string | null {
  return source.startsWith(mark, at) ? mark : null;
}

function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  if (trimmed.length === text.length) return { text, entities };
  const lead = text.length - text.trimStart().length;
  const kept = entities.flatMap((entity) => {
    const start = Math.max(0, entity.offset - lead);
    const end = Math.min(trimmed.length, entity.offset + entity.length - lead);
    return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  return { text: trimmed, entities: kept };
}

function fail(reason: string): never {
  throw badRequest(`can't parse entities: ${reason}`);
}

const byteOffset = (source: string, at: number): number => Buffer.byteLength(source.slice(0, at));
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
