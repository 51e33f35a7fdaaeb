/** A one-time sign-in link: used at once, then forgotten from the address. */
import { Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { GateFrame } from './gate-frame.tsx';
import { useEnter, useSessionQuery } from './use-session.ts';

export function LinkPage({ token }: { token: string }) {
  const api = useApi();
  const words = useWords();
  const enter = useEnter();
  const failureText = useFailureText();
  const session = useSessionQuery();
  const used = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: api.useLink,
    onSuccess: (fresh) => {
      enter(fresh);
      go('/', {}, 'replace');
    },
    // A link that was used up by this very browser: its session is as good as a new one.
    onError: () => session.data && go('/', {}, 'replace'),
  });
  useEffect(() => {
    if (used.current) return;
    used.current = true;
    mutate(token);
  }, [mutate, token]);
  if (error === null) {
    return (
      <GateFrame title={words('link.title')}>
        <Loader aria-label={words('loading')} />
      </GateFrame>
    );
  }
  return (
    <GateFrame title={words('link.dead')} lead={failureText(error)}>
      <Button variant="default" fullWidth onClick={() => go('/')}>
        {words('setup.to-sign-in')}
      </Button>
    </GateFrame>
  );
}
