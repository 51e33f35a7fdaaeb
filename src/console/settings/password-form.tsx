/** A new password, against the current one. It ends every other session. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import { useWords } from '../i18n/use-words.ts';
import { useChangeMe } from './use-change-me.ts';

export function PasswordForm() {
  const words = useWords();
  const change = useChangeMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const toggle = { 'aria-label': words('password.show') };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { password: { current, next } },
          {
            onSuccess: () => {
              setCurrent('');
              setNext('');
            },
          },
        );
      }}
    >
      <Stack gap="md">
        <PasswordInput
          label={words('password.current')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={API_LIMITS.passwordMaxChars}
          visibilityToggleButtonProps={toggle}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={words('password.next')}
          description={words('password.rule', { count: API_LIMITS.passwordMinChars })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={API_LIMITS.passwordMinChars}
          maxLength={API_LIMITS.passwordMaxChars}
          visibilityToggleButtonProps={toggle}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <p className="p-soft" style={{ margin: 0, fontSize: 13 }}>
          {words('password.others')}
        </p>
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {words('password.change')}
        </Button>
      </Stack>
    </form>
  );
}
