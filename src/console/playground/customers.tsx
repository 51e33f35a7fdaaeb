/** The customers as tabs, with a mark where something waits unread; and a way to add one. */
import { Button, Popover, SegmentedControl, TextInput, Tooltip, ActionIcon } from '@mantine/core';
import { useContext, useState, type KeyboardEvent } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { Face } from '../ui/face.tsx';
import { Icon } from '../ui/icon.tsx';
import { playgroundHttp } from './playground-http.ts';
import type { PageState } from './playground-state.ts';
import type { Trying } from './use-failing.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

export interface CustomersProps {
  state: PageState;
  open(customer: string): void;
  trying: Trying;
}

export function Customers({ state, open, trying }: CustomersProps) {
  const words = usePlaygroundWords();
  const { customers, chosen, unread } = state;
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const at = customers.findIndex(({ id }) => id === chosen);
    const next = customers.at((at + way) % customers.length);
    if (next === undefined) return;
    open(next.id);
    document.getElementById(`pg-tab-${next.id}`)?.focus();
  };
  return (
    <div className="pg-customers">
      <div className="pg-tabs" role="tablist" aria-label={words('customers.label')} onKeyDown={step}>
        {customers.map(({ id, name, locale }) => {
          const count = unread[id] ?? 0;
          return (
            <button
              key={id}
              id={`pg-tab-${id}`}
              ref={
                id === chosen ? (tab) => tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' }) : null
              }
              type="button"
              role="tab"
              className="pg-tab"
              aria-selected={id === chosen}
              aria-controls="pg-phone"
              tabIndex={id === chosen ? 0 : -1}
              title={name}
              onClick={() => open(id)}
            >
              <Face name={name} size={28} />
              <span className="pg-tab-name">{name.split(' ')[0]}</span>
              <span className="pg-tag">{locale}</span>
              {count > 0 && (
                <span className="pg-badge">
                  <span aria-hidden="true">{count}</span>
                  <span className="p-hidden">{words('customers.unread', { count })}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      <AddCustomer open={open} trying={trying} />
    </div>
  );
}

function AddCustomer({ open, trying }: Omit<CustomersProps, 'state'>) {
  const { locale: own, words } = useContext(PageLanguage);
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [locale, setLocale] = useState<ApiLocale>(own);
  const add = async (): Promise<void> => {
    const { id } = await playgroundHttp.add({ name: name.trim(), locale });
    setOpen(false);
    setName('');
    open(id);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={260} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={words('customers.add')} disabled={isOpen}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words('customers.add')}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="plus" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={words('customers.add')}>
        <form
          className="pg-add"
          onSubmit={(event) => {
            event.preventDefault();
            trying(add());
          }}
        >
          <TextInput
            label={words('customers.name')}
            value={name}
            required
            withAsterisk={false}
            maxLength={64}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={words('customers.locale')}
            value={locale}
            onChange={(value) => setLocale(API_LOCALES.find((one) => one === value) ?? 'en')}
            data={API_LOCALES.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <Button type="submit" fullWidth>
            {words('customers.create')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
