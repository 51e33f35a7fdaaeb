/** A script tried like a customer would: what is said, what the shop behind it is like, and where it stands. */
import { Button, Loader, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { PLAYED_LINES, type PlayedLineView, type PlayedScriptView } from '../../api/scripts.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { PlayNote } from './play-note.tsx';

interface PlayPaneProps {
  played: PlayedScriptView | undefined;
  said: readonly string[];
  say(text: string): void;
  again(): void;
  /** Takes the last words back. */
  undo(): void;
}

export function PlayPane({ played, said, say, again, undo }: PlayPaneProps) {
  const words = useWords();
  const lines = played?.lines ?? [];
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [lines.length]);
  const isOver = played !== undefined && played.step === null;
  return (
    <div className="play-pane">
      <div className="play-lines" ref={log} role="log" aria-label={words('play.lines')} tabIndex={0}>
        {played === undefined && <Loader size="sm" aria-label={words('loading')} />}
        {lines.map((line, index) => (
          <PlayLine key={index} line={line} />
        ))}
        {played !== undefined && played.step !== null && (
          <p className="play-step">{words('play.step', { step: played.step })}</p>
        )}
      </div>
      {!isOver && <Offers lines={lines} say={say} />}
      {isOver || said.length >= PLAYED_LINES ? null : <PlayInput say={say} />}
      <div className="play-acts">
        <Button size="sm" variant="light" leftSection={<Icon name="retry" size={16} />} onClick={again}>
          {words('play.again')}
        </Button>
        <Button size="sm" variant="default" disabled={said.length === 0} onClick={undo}>
          {words('play.undo')}
        </Button>
      </div>
    </div>
  );
}

function PlayLine({ line }: { line: PlayedLineView }) {
  const words = useWords();
  if (line.who === 'note') return <PlayNote note={line} />;
  return (
    <p className={`play-line play-line--${line.who}`}>
      <span className="p-hidden">{words(line.who === 'bot' ? 'who.bot' : 'who.customer')}: </span>
      {line.text}
    </p>
  );
}

/** The buttons under what was said last. */
function Offers({ lines, say }: { lines: readonly PlayedLineView[]; say(text: string): void }) {
  const words = useWords();
  const last = lines.findLast((line) => line.who === 'bot');
  if (last?.who !== 'bot' || last.buttons.length === 0) return null;
  return (
    <div className="play-offers" role="group" aria-label={words('play.offers')}>
      {last.buttons.map((label, index) => (
        <button key={label} type="button" className="play-offer" onClick={() => say(String(index + 1))}>
          {label}
        </button>
      ))}
    </div>
  );
}

function PlayInput({ say }: { say(text: string): void }) {
  const words = useWords();
  const [text, setText] = useState('');
  return (
    <form
      className="play-input"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        say(text.trim());
        setText('');
      }}
    >
      <TextInput
        name="said"
        aria-label={words('play.say')}
        placeholder={words('play.say')}
        maxLength={1_000}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" aria-label={words('play.send')}>
        <Icon name="send" size={18} />
      </Button>
    </form>
  );
}
