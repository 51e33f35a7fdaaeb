/** Where the customer writes: text, first words to try, the shop's keys, files and places. */
import { Textarea } from '@mantine/core';
import type { CustomerView, PlaygroundAct } from '../../api/playground.ts';
import { Icon } from '../ui/icon.tsx';
import { Attach } from './attach.tsx';
import { Keys } from './keys.tsx';
import { MoreMenu } from './more-menu.tsx';
import type { Trying } from './use-failing.ts';
import { useComposer } from './use-composer.ts';
import { useTyped } from './use-typed.ts';
import { FIRST_WORDS, usePlaygroundWords } from './words.ts';

export interface ComposerProps {
  customer: CustomerView;
  /** What a sample is typing into this phone. */
  draft: { text: string; ms: number } | null;
  act(wish: PlaygroundAct): void;
  trying: Trying;
}

/** Somebody who has written this often needs no first words any more. */
const BEGINNER_MESSAGES = 4;

export function Composer({ customer, draft, act, trying }: ComposerProps) {
  const words = usePlaygroundWords();
  const typed = useTyped(draft);
  const { messages, keyboard } = customer.screen;
  const own = messages.filter(({ from }) => from === 'customer');
  const { text, setText, isEditing, field, send, edit, stop, onKeyDown } = useComposer(own, act);
  const isBeginner = own.length < BEGINNER_MESSAGES && draft === null && keyboard === null;
  return (
    <div className="ph-foot">
      {isBeginner && <Try customer={customer} say={(said) => act({ do: 'text', text: said })} />}
      {isEditing && (
        <p className="ph-editing">
          <span>{words('write.editing')}</span>
          <button type="button" onClick={stop}>
            {words('write.cancel')}
          </button>
        </p>
      )}
      <div className="ph-write">
        <Attach customer={customer.id} act={act} trying={trying} />
        <Textarea
          ref={field}
          className="ph-field"
          variant="unstyled"
          aria-label={words('write.label')}
          placeholder={
            draft === null ? words('write.placeholder') : words('write.typing', { name: customer.name })
          }
          autosize
          minRows={1}
          maxRows={5}
          maxLength={4_096}
          readOnly={draft !== null}
          value={draft === null ? text : typed}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <MoreMenu canEdit={own.length > 0} edit={edit} block={() => act({ do: 'block' })} />
        <button
          type="button"
          className="ph-send"
          aria-label={words('write.send')}
          disabled={text.trim() === ''}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {keyboard !== null && <Keys rows={keyboard} press={(key) => act({ do: 'key', key })} />}
    </div>
  );
}

function Try({ customer, say }: { customer: CustomerView; say(text: string): void }) {
  const words = usePlaygroundWords();
  return (
    <div className="ph-try" role="group" aria-label={words('write.try')}>
      {FIRST_WORDS[customer.locale].map((text) => (
        <button key={text} type="button" lang={customer.locale} onClick={() => say(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
