/**
 * Other ways to ask, one a line: Enter begins the next, several pasted lines become several ways, Alt with an arrow moves one, what
 * was removed can be put back. All of it works without a mouse.
 */
import { Button } from '@mantine/core';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { moved, pastedLines } from './phrasing-lines.ts';

interface Fault {
  level: 'error' | 'warning';
  text: ReactNode;
}

interface PhrasingsProps {
  value: readonly string[];
  lang: string;
  /** Which of them have something found at them, with the words of it. */
  faults: ReadonlyMap<number, Fault>;
  change(value: string[]): void;
}

export const PHRASING_CHARS = 200;

export function PhrasingsField({ value, lang, faults, change }: PhrasingsProps) {
  const words = useWords();
  const id = useId();
  const { add, remove, move, removed, bringBack, told } = useListDeeds(id, value, change);
  return (
    <div className="fa-phrasings">
      <ol>
        {value.map((text, at) => (
          <Phrasing
            key={at}
            id={`${id}-${at}`}
            text={text}
            lang={lang}
            place={{ at, total: value.length }}
            fault={faults.get(at) ?? null}
            deeds={{
              say: (next) => change(value.with(at, next)),
              next: () => add(at + 1, ['']),
              paste: (lines) => add(at, lines, text.trim() === '' ? 1 : 0),
              remove: () => remove(at),
              move: (by) => move(at, by),
            }}
          />
        ))}
      </ol>
      <div className="fa-phrasing-acts">
        <Button
          size="xs"
          variant="light"
          leftSection={<Icon name="plus" size={15} />}
          onClick={() => add(value.length, [''])}
        >
          {words('faq.phrasing-add')}
        </Button>
        {removed !== null && (
          <Button size="xs" variant="subtle" leftSection={<Icon name="undo" size={15} />} onClick={bringBack}>
            <span className="p-cut fa-back">{words('faq.phrasing-back', { text: removed })}</span>
          </Button>
        )}
      </div>
      <p className="p-hidden" role="status">
        {told}
      </p>
    </div>
  );
}

/** What can be done to the list; the cursor follows. `id` begins the ids of its fields. */
function useListDeeds(id: string, value: readonly string[], change: PhrasingsProps['change']) {
  const words = useWords();
  const [removed, setRemoved] = useState<{ text: string; at: number } | null>(null);
  const [told, setTold] = useState('');
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(`${id}-${wanted.current}`)?.focus();
    wanted.current = null;
  });
  const add = (at: number, lines: readonly string[], instead = 0): void => {
    wanted.current = at + lines.length - 1;
    change(value.toSpliced(at, instead, ...lines));
  };
  return {
    add,
    told,
    removed: removed?.text ?? null,
    bringBack() {
      if (removed !== null) add(Math.min(removed.at, value.length), [removed.text]);
      setRemoved(null);
    },
    remove(at: number) {
      const text = value[at] ?? '';
      if (text.trim() !== '') setRemoved({ text, at });
      wanted.current = value.length > 1 ? Math.max(0, at - 1) : null;
      change(value.toSpliced(at, 1));
    },
    move(at: number, by: -1 | 1) {
      const to = at + by;
      if (to < 0 || to >= value.length) return;
      wanted.current = to;
      setTold(words('faq.phrasing-moved', { place: to + 1, total: value.length }));
      change(moved(value, at, to));
    },
  };
}

interface PhrasingProps {
  id: string;
  text: string;
  lang: string;
  place: { at: number; total: number };
  fault: Fault | null;
  deeds: {
    say(text: string): void;
    next(): void;
    paste(lines: string[]): void;
    remove(): void;
    move(by: -1 | 1): void;
  };
}

function Phrasing({ id, text, lang, place: { at, total }, fault, deeds }: PhrasingProps) {
  const words = useWords();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) deeds.next();
    else if (event.altKey && event.key === 'ArrowUp') deeds.move(-1);
    else if (event.altKey && event.key === 'ArrowDown') deeds.move(1);
    else if (event.key === 'Backspace' && text === '') deeds.remove();
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const lines = pastedLines(event.clipboardData.getData('text'));
    if (lines.length < 2) return;
    event.preventDefault();
    deeds.paste(lines);
  };
  return (
    <li className={fault === null ? 'fa-phrasing' : `fa-phrasing fa-phrasing--${fault.level}`}>
      <input
        id={id}
        value={text}
        lang={lang}
        maxLength={PHRASING_CHARS}
        aria-label={words('faq.phrasing-n', { n: at + 1 })}
        aria-invalid={fault?.level === 'error'}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        placeholder={words('faq.phrasing-hint')}
        autoComplete="off"
        onChange={(event) => deeds.say(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <Small
        icon="up"
        label={words('faq.phrasing-up', { n: at + 1 })}
        off={at === 0}
        act={() => deeds.move(-1)}
      />
      <Small
        icon="down"
        label={words('faq.phrasing-down', { n: at + 1 })}
        off={at === total - 1}
        act={() => deeds.move(1)}
      />
      <Small
        icon="close"
        label={words('faq.phrasing-remove', { n: at + 1 })}
        off={false}
        act={deeds.remove}
      />
      {fault !== null && (
        <p id={`${id}-fault`} className="fa-fault">
          {fault.text}
        </p>
      )}
    </li>
  );
}

function Small(props: { icon: 'up' | 'down' | 'close'; label: string; off: boolean; act(): void }) {
  return (
    <button
      type="button"
      className="fa-small"
      aria-label={props.label}
      title={props.label}
      disabled={props.off}
      onClick={props.act}
    >
      <Icon name={props.icon} size={16} />
    </button>
  );
}
