/** What the shop's settings say: values that an answer can carry, so that it never contradicts them. Each with what it says now. */
import { Loader, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FaqInsertable } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Words } from '../i18n/words.ts';
import { Icon } from '../ui/icon.tsx';
import { slotName } from './slot-name.ts';
import { useInsertable } from './use-faq.ts';

interface SlotProps {
  lang: ApiLocale;
  close(): void;
  pick(name: string): void;
}

export function SlotDialog({ lang, close, pick }: SlotProps) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useInsertable();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const slots = wantedSlots(query.data?.slots ?? [], { wanted, lang, words });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words('faq.slot-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="sm">
        <p className="fa-plain p-soft">{words('faq.slot-hint')}</p>
        <TextInput
          type="search"
          data-autofocus
          aria-label={words('faq.slot-search')}
          placeholder={words('faq.slot-search')}
          leftSection={<Icon name="search" size={17} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {query.isPending && <Loader aria-label={words('loading')} />}
        {query.isError && <p role="alert">{failureText(query.error)}</p>}
        {query.data !== undefined && slots.length === 0 && (
          <p className="p-soft">{words('faq.none-found')}</p>
        )}
        <ul className="fa-slots">
          {slots.map(({ name, label, value }) => (
            <li key={name}>
              <button
                type="button"
                className="fa-slot"
                onClick={() => {
                  close();
                  pick(name);
                }}
              >
                <span className="fa-slot-label">{label}</span>
                <span className="fa-slot-value" lang={lang}>
                  {value[lang] ?? Object.values(value)[0] ?? ''}
                </span>
                {label !== name && <code>{name}</code>}
              </button>
            </li>
          ))}
        </ul>
      </Stack>
    </Modal>
  );
}

type Slot = FaqInsertable['slots'][number];

/** Those whose name, label or value holds what was typed, with what they are called. */
function wantedSlots(
  slots: readonly Slot[],
  { wanted, lang, words }: { wanted: string; lang: ApiLocale; words: Words },
): (Slot & { label: string })[] {
  return slots
    .filter(({ name }) => !INNER.has(groupOf(name)))
    .map((slot) => ({ ...slot, label: slotName(words, slot.name) }))
    .filter(({ name, label, value }) =>
      `${label} ${name} ${value[lang] ?? ''}`.toLowerCase().includes(wanted),
    )
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name));
}

/** What customers ask about comes first. */
const FIRST = ['contacts', 'hours', 'delivery', 'payment', 'returns', 'facts', 'now', 'loyalty'];
/** Settings of the counter itself that no answer speaks of. */
const INNER: ReadonlySet<string> = new Set(['faqGate', 'questions', 'stockAlerts', 'feedback', 'timeZone']);

/** `delivery` of `shop.delivery.courier.price`. */
function groupOf(name: string): string {
  return name.split('.')[1] ?? '';
}

function rankOf(name: string): number {
  const at = FIRST.indexOf(groupOf(name));
  return at === -1 ? FIRST.length : at;
}
