/** One more customer, with a name and the language of their phone. */
import { ActionIcon, Button, Popover, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { useContext, useState } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { Icon } from '../ui/icon.tsx';
import { playgroundHttp } from './playground-http.ts';
import type { Trying } from './use-failing.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

export interface AddCustomerProps {
  /** The messenger of the new phone. */
  platform: string;
  open(customer: string): void;
  trying: Trying;
}

export function AddCustomer({ platform, open, trying }: AddCustomerProps) {
  const words = usePlaygroundWords();
  const [isOpen, setOpen] = useState(false);
  const add = async (name: string, locale: ApiLocale): Promise<void> => {
    const { id } = await playgroundHttp.add({ name, locale, platform });
    setOpen(false);
    open(id);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={260}
      shadow="md"
      withinPortal={false}
      trapFocus
      returnFocus
    >
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
        <CustomerForm add={(name, locale) => trying(add(name, locale))} />
      </Popover.Dropdown>
    </Popover>
  );
}

function CustomerForm({ add }: { add(name: string, locale: ApiLocale): void }) {
  const { locale: own, words } = useContext(PageLanguage);
  const [name, setName] = useState('');
  const [locale, setLocale] = useState<ApiLocale>(own);
  return (
    <form
      className="pg-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') add(name.trim(), locale);
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
  );
}
