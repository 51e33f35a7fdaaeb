/** The one-time link of the first admin or of an invited colleague: who are you, and what password do you choose. */
import { Alert, Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { SetupInfo } from '../../api/session.ts';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { GateFrame } from './gate-frame.tsx';
import { useEnter } from './use-session.ts';

export function SetupPage({ token }: { token: string }) {
  const api = useApi();
  const words = useWords();
  const failureText = useFailureText();
  const info = useQuery({ queryKey: ['setup', token], queryFn: () => api.readSetup(token), retry: false });
  if (info.isPending) {
    return (
      <GateFrame title={words('setup.title')}>
        <Loader aria-label={words('loading')} />
      </GateFrame>
    );
  }
  if (info.isError) {
    return (
      <GateFrame title={words('setup.dead')} lead={failureText(info.error)}>
        <Button variant="default" fullWidth onClick={() => go('/')}>
          {words('setup.to-sign-in')}
        </Button>
      </GateFrame>
    );
  }
  return <SetupForm token={token} info={info.data} />;
}

function SetupForm({ token, info }: { token: string; info: SetupInfo }) {
  const { locale, words } = useLanguage();
  const failureText = useFailureText();
  const api = useApi();
  const enter = useEnter();
  const [person, setPerson] = useState({ name: '', login: '', password: '' });
  const setUp = useMutation({ mutationFn: api.setUp, onSuccess: enter });
  const lead = info.first
    ? words('setup.first', { shop: info.shopName })
    : words('setup.invited', { shop: info.shopName, role: words(`role.${info.role}`) });
  return (
    <GateFrame title={words(info.first ? 'setup.title' : 'setup.title-invited')} lead={lead}>
      <form
        className="gate-form"
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate({ token, locale, ...person, name: person.name.trim(), login: person.login.trim() });
        }}
      >
        {setUp.isError && (
          <Alert color="red" variant="light" role="alert" className="gate-alert">
            {failureText(setUp.error)}
          </Alert>
        )}
        <SetupFields person={person} change={(part) => setPerson({ ...person, ...part })} />
        <Button type="submit" size="md" fullWidth loading={setUp.isPending}>
          {words('setup.do')}
        </Button>
      </form>
    </GateFrame>
  );
}

interface Person {
  name: string;
  login: string;
  password: string;
}

function SetupFields({ person, change }: { person: Person; change(part: Partial<Person>): void }) {
  const words = useWords();
  const short = person.password !== '' && person.password.length < API_LIMITS.passwordMinChars;
  const rule = words('password.rule', { count: API_LIMITS.passwordMinChars });
  return (
    <>
      <TextInput
        label={words('setup.name')}
        description={words('setup.name-hint')}
        autoComplete="name"
        autoFocus
        required
        withAsterisk={false}
        maxLength={API_LIMITS.nameChars}
        value={person.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words('sign-in.login')}
        description={words('setup.login-hint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        minLength={2}
        maxLength={API_LIMITS.loginChars}
        pattern={'[^\\s\\/\\\\<>"]+'}
        value={person.login}
        onChange={(event) => change({ login: event.currentTarget.value })}
      />
      <PasswordInput
        label={words('sign-in.password')}
        description={rule}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={API_LIMITS.passwordMinChars}
        maxLength={API_LIMITS.passwordMaxChars}
        error={
          short
            ? words('password.short', { count: API_LIMITS.passwordMinChars - person.password.length })
            : null
        }
        visibilityToggleButtonProps={{ 'aria-label': words('password.show') }}
        value={person.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
    </>
  );
}
