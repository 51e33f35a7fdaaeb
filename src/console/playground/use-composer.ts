/** The text under way: a new message, or a change of the last own one. */
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { PhoneMessageView, PlaygroundAct } from '../../api/playground.ts';

export interface ComposerState {
  text: string;
  setText(text: string): void;
  isEditing: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  send(): void;
  /** Takes the last own message with words into the field. */
  edit(): void;
  stop(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** `own`: the customer's messages, oldest first. */
export function useComposer(own: PhoneMessageView[], act: (wish: PlaygroundAct) => void): ComposerState {
  const [text, setText] = useState('');
  const [editing, setEditing] = useState<number | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const stop = (): void => {
    setEditing(null);
    setText('');
  };
  const send = (): void => {
    const said = text.trim();
    if (said === '') return;
    act(editing === null ? { do: 'text', text: said } : { do: 'edit', messageId: editing, text: said });
    stop();
    field.current?.focus();
  };
  const edit = (): void => {
    const last = own.findLast(({ text: spans }) => spans.length > 0);
    if (last === undefined) return;
    setEditing(last.id);
    setText(last.text.map((span) => span.text).join(''));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && editing !== null) stop();
    if (event.key === 'ArrowUp' && text === '') edit();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return { text, setText, isEditing: editing !== null, field, send, edit, stop, onKeyDown };
}
