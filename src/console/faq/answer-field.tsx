/** The answer: plain text with a few marks, and buttons that write them. What a button does can be undone by Ctrl+Z like any key. */
import { Textarea } from '@mantine/core';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { addButton, insertWords, toggleList, toggleMark, type Chosen } from './answer-marks.ts';
import { LinkDialog } from './link-dialog.tsx';
import { SlotDialog } from './slot-dialog.tsx';
import { typeInto } from './type-into.ts';

interface AnswerProps {
  value: string;
  lang: ApiLocale;
  tree: FaqTree;
  hasError: boolean;
  change(value: string): void;
}

type Mark = (chosen: Chosen) => Chosen;
const bold: Mark = (chosen) => toggleMark(chosen, '**');
const italic: Mark = (chosen) => toggleMark(chosen, '_');

export function AnswerField({ value, lang, tree, hasError, change }: AnswerProps) {
  const words = useWords();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<'link' | 'slot' | null>(null);
  const apply = (mark: Mark): void => {
    const area = box.current;
    if (area === null) return;
    typeInto(area, mark({ text: area.value, from: area.selectionStart, to: area.selectionEnd }), change);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.code === 'KeyB') apply(bold);
    else if (event.code === 'KeyI') apply(italic);
    else return;
    event.preventDefault();
  };
  return (
    <div className="fa-answer">
      <label className="fa-label" htmlFor={id}>
        {words('faq.answer')}
      </label>
      <div className="fa-tools" role="toolbar" aria-label={words('faq.tools')} aria-controls={id}>
        <Tool icon="bold" word="faq.bold" act={() => apply(bold)} />
        <Tool icon="italic" word="faq.italic" act={() => apply(italic)} />
        <Tool icon="list" word="faq.list" act={() => apply(toggleList)} />
        <Tool icon="link" word="faq.link" wide act={() => setOpen('link')} />
        <Tool icon="braces" word="faq.slot" wide act={() => setOpen('slot')} />
      </div>
      <Textarea
        id={id}
        ref={box}
        lang={lang}
        autosize
        minRows={6}
        maxRows={22}
        maxLength={FAQ_LIMITS.answerChars}
        value={value}
        error={hasError}
        aria-invalid={hasError}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Inserting open={open} tree={tree} lang={lang} close={() => setOpen(null)} apply={apply} />
    </div>
  );
}

interface InsertingProps extends Pick<AnswerProps, 'tree' | 'lang'> {
  open: 'link' | 'slot' | null;
  close(): void;
  apply(mark: Mark): void;
}

function Inserting({ open, tree, lang, close, apply }: InsertingProps) {
  const link = (label: string, target: string): void =>
    apply((chosen) =>
      target.startsWith('https://')
        ? insertWords(chosen, `[${label}](${target})`)
        : addButton(chosen.text, label, target),
    );
  if (open === 'link')
    return (
      <LinkDialog tree={tree} lang={lang} close={close} pick={({ label, target }) => link(label, target)} />
    );
  return open === 'slot' ? (
    <SlotDialog
      lang={lang}
      close={close}
      pick={(name) => apply((chosen) => insertWords(chosen, `{{${name}}}`))}
    />
  ) : null;
}

function Tool({ icon, word, wide, act }: { icon: IconName; word: WordKey; wide?: true; act(): void }) {
  const words = useWords();
  return (
    <button
      type="button"
      className={wide === true ? 'fa-tool fa-tool--wide' : 'fa-tool'}
      title={words(word)}
      aria-label={wide === true ? undefined : words(word)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      <Icon name={icon} size={17} />
      {wide === true && words(word)}
    </button>
  );
}
