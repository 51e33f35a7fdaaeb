/** Two states of an entry: side by side where there is room, one below the other on a phone. Only what differs, word by word. */
import { Fragment, type ReactNode } from 'react';
import type { FaqParts } from '../../api/faq.ts';
import { useWords } from '../i18n/use-words.ts';
import { channelName } from './channel-name.ts';
import { diffList, diffWords, type DiffPiece } from './word-diff.ts';

interface DiffProps {
  /** Null: it is not there. */
  before: FaqParts | null;
  after: FaqParts | null;
  /** What the two sides are called. */
  names: { before: string; after: string };
}

interface Line {
  name: string;
  before: ReactNode;
  after: ReactNode;
}

export function PartsDiff({ before, after, names }: DiffProps) {
  const words = useWords();
  const lines = useLines(before, after);
  return (
    <div className="fa-diff" role="group" aria-label={`${names.before} → ${names.after}`}>
      <p className="fa-diff-side" aria-hidden="true">
        {names.before}
      </p>
      <p className="fa-diff-side" aria-hidden="true">
        {names.after}
      </p>
      {lines.length === 0 && <p className="fa-diff-same p-soft">{words('faq.diff-same')}</p>}
      {lines.map((line) => (
        <Fragment key={line.name}>
          <p className="fa-diff-name">{line.name}</p>
          <div className="fa-diff-cell">
            <span className="p-hidden">{names.before}: </span>
            {line.before}
          </div>
          <div className="fa-diff-cell">
            <span className="p-hidden">{names.after}: </span>
            {line.after}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

function useLines(before: FaqParts | null, after: FaqParts | null): Line[] {
  const words = useWords();
  const none = <span className="p-soft">{words('faq.diff-none')}</span>;
  const lines: Line[] = [];
  const text = (name: string, was: string, is: string): void => {
    if (was === is) return;
    const pieces = diffWords(was, is);
    lines.push({
      name,
      before: was === '' ? none : <Pieces pieces={pieces} without="new" />,
      after: is === '' ? none : <Pieces pieces={pieces} without="gone" />,
    });
  };
  const channels = (parts: FaqParts | null): string =>
    (parts?.channels ?? []).map((one) => channelName(words, one)).join(', ');
  text(words('faq.question'), before?.question ?? '', after?.question ?? '');
  const { gone, come } = diffList(before?.phrasings ?? [], after?.phrasings ?? []);
  if (gone.length + come.length > 0) {
    lines.push({
      name: words('faq.phrasings'),
      before: gone.length === 0 ? none : <List texts={gone} kind="gone" />,
      after: come.length === 0 ? none : <List texts={come} kind="new" />,
    });
  } else if (
    before !== null &&
    after !== null &&
    before.phrasings.join('\n') !== after.phrasings.join('\n')
  ) {
    lines.push({
      name: words('faq.phrasings'),
      before: <List texts={before.phrasings} kind="same" />,
      after: <List texts={after.phrasings} kind="same" />,
    });
  }
  text(words('faq.answer'), before?.answer ?? '', after?.answer ?? '');
  text(words('faq.valid-from'), before?.validFrom ?? '', after?.validFrom ?? '');
  text(words('faq.valid-to'), before?.validTo ?? '', after?.validTo ?? '');
  text(words('faq.channels'), channels(before), channels(after));
  return lines;
}

function Pieces({ pieces, without }: { pieces: readonly DiffPiece[]; without: DiffPiece['kind'] }) {
  return (
    <p className="fa-diff-text">
      {pieces
        .filter(({ kind }) => kind !== without)
        .map(({ kind, text }, at) => (
          <Marked key={at} kind={kind}>
            {text}
          </Marked>
        ))}
    </p>
  );
}

function List({ texts, kind }: { texts: readonly string[]; kind: DiffPiece['kind'] }) {
  return (
    <ul className="fa-diff-list">
      {texts.map((text) => (
        <li key={text}>
          <Marked kind={kind}>{text}</Marked>
        </li>
      ))}
    </ul>
  );
}

function Marked({ kind, children }: { kind: DiffPiece['kind']; children: string }) {
  if (kind === 'gone') return <del>{children}</del>;
  return kind === 'new' ? <ins>{children}</ins> : children;
}
