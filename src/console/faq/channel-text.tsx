/**
 * What a channel shows, drawn: the few marks that Telegram's HTML, WhatsApp's stars and the web chat's Markdown have. What is no mark
 * stands as it is, nothing ever becomes HTML of the page.
 */
import { Fragment, type ReactNode } from 'react';
import { Markup } from '../thread/markup.tsx';

interface ChannelTextProps {
  text: string;
  markup: 'html' | 'markdown' | 'plain';
  platform: string;
}

export function ChannelText({ text, markup, platform }: ChannelTextProps) {
  if (markup === 'plain') return text;
  if (markup === 'html') return drawHtml(text);
  return platform.startsWith('whatsapp') ? drawStars(text) : <Markup text={text} />;
}

const TAG = /<(b|strong|i|em|u|s|code|a)(?:\s+href="([^"]*)")?>([\s\S]*?)<\/\1>/gu;
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function drawHtml(text: string): ReactNode[] {
  return pieces(text, TAG, plainOf, ([, tag = '', , inside = '']) => {
    const within = drawHtml(inside);
    if (tag === 'b' || tag === 'strong') return <strong>{within}</strong>;
    if (tag === 'i' || tag === 'em') return <em>{within}</em>;
    if (tag === 'code') return <code>{within}</code>;
    return <span className={`fa-tag-${tag}`}>{within}</span>;
  });
}

function plainOf(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
}

const STAR =
  /(?<![\p{L}\p{N}])(?:\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|```([^`]+)```|`([^`\n]+)`)(?![\p{L}\p{N}])/gu;

function drawStars(text: string): ReactNode[] {
  return pieces(
    text,
    STAR,
    (plain) => plain,
    ([, bold, italic, struck, block, code]) => {
      if (bold !== undefined) return <strong>{drawStars(bold)}</strong>;
      if (italic !== undefined) return <em>{drawStars(italic)}</em>;
      if (struck !== undefined) return <s>{drawStars(struck)}</s>;
      return <code>{block ?? code}</code>;
    },
  );
}

function pieces(
  text: string,
  marks: RegExp,
  plain: (text: string) => string,
  draw: (match: RegExpMatchArray) => ReactNode,
): ReactNode[] {
  const nodes: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > from) nodes.push(plain(text.slice(from, match.index)));
    nodes.push(<Fragment key={match.index}>{draw(match)}</Fragment>);
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(plain(text.slice(from)));
  return nodes;
}
