/** Login and password. It never says which of the two was wrong. */
import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { GateFrame } from './gate-frame.tsx';
import { useEnter } from './use-session.ts';

export function SignInPage() {
  const words = useWords();
  const api = useApi();
  const enter = useEnter();
  const failureText = useFailureText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({ mutationFn: api.signIn, onSuccess: enter });
  return (
    <GateFrame title={words('sign-in.title')} lead={words('sign-in.lead')}>
      <form
        className="gate-form"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ login: login.trim(), password });
        }}
      >
        {signIn.isError && (
          <Alert color="red" variant="light" role="alert" className="gate-alert">
            {failureText(signIn.error)}
          </Alert>
        )}
        <TextInput
          label={words('sign-in.login')}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          maxLength={API_LIMITS.loginChars}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={words('sign-in.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={API_LIMITS.passwordMaxChars}
          visibilityToggleButtonProps={{ 'aria-label': words('password.show') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {words('sign-in.do')}
        </Button>
      </form>
      <p className="gate-foot">{words('sign-in.help')}</p>
    </GateFrame>
  );
}
