/**
 * The small markup of the shop's own texts, drawn: bold, italic, code, links to https, lists. What is not markup is shown
 * as it stands; nothing ever becomes HTML.
 */
import { Fragment, type ReactNode } from 'react';

const TOKEN = /\\([\\*_`[\]])|\*\*([^*]+)\*\*|_([^_]+)_|`([^`]+)`|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

/** A text of ours with its markup; line breaks are kept by the style around it. */
export function Markup({ text }: { text: string }) {
  return text.split('\n').map((line, index) => (
    <Fragment key={index}>
      {index > 0 && '\n'}
      {line.startsWith('- ') ? <>• {inline(line.slice(2))}</> : inline(line)}
    </Fragment>
  ));
}

function inline(text: string): ReactNode[] {
  const nodes: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(<Fragment key={match.index}>{draw(match)}</Fragment>);
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

function draw([, literal, bold, italic, code, label, href]: RegExpMatchArray): ReactNode {
  if (literal !== undefined) return literal;
  if (bold !== undefined) return <strong>{inline(bold)}</strong>;
  if (italic !== undefined) return <em>{inline(italic)}</em>;
  if (code !== undefined) return <code>{code}</code>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {inline(label ?? '')}
    </a>
  );
}
