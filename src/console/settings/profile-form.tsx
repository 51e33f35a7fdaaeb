/** Name as customers see it, language of the console, and how many conversations one holds at most. */
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { API_LIMITS, API_LOCALES } from '../../api/bounds.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { useChangeMe } from './use-change-me.ts';

export function ProfileForm() {
  const words = useWords();
  const { operator } = useSession();
  const change = useChangeMe();
  const [name, setName] = useState(operator.name);
  const [maxLoad, setMaxLoad] = useState(String(operator.maxLoad));
  const touched = name.trim() !== operator.name || Number(maxLoad) !== operator.maxLoad;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ name: name.trim(), maxLoad: Number(maxLoad) });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={words('setup.name')}
          description={words('setup.name-hint')}
          required
          withAsterisk={false}
          maxLength={API_LIMITS.nameChars}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={words('language')}
          value={operator.locale}
          disabled={change.isPending}
          data={API_LOCALES.map((locale) => ({ value: locale, label: words(`language.own-${locale}`) }))}
          onChange={(event) => {
            const locale = API_LOCALES.find((one) => one === event.currentTarget.value);
            if (locale !== undefined) change.mutate({ locale });
          }}
        />
        <TextInput
          type="number"
          inputMode="numeric"
          label={words('settings.load')}
          description={words('settings.load-hint')}
          required
          withAsterisk={false}
          min={1}
          max={API_LIMITS.maxLoad}
          value={maxLoad}
          onChange={(event) => setMaxLoad(event.currentTarget.value)}
        />
        <Button
          type="submit"
          disabled={!touched}
          loading={change.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {words('save')}
        </Button>
      </Stack>
    </form>
  );
}
