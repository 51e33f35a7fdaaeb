/** The whole console: look, language, cache, and the gate between what needs a sign-in and what does not. */
import { Button, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { SessionInfo } from '../api/session.ts';
import { useRoute, type Route } from './ambient/route.ts';
import { createEndpoints, type Endpoints } from './http/endpoints.ts';
import { ApiFailure, createHttp } from './http/http.ts';
import { keys } from './http/keys.ts';
import { ApiContext } from './http/use-api.ts';
import { useFailureText } from './http/use-failure-text.ts';
import { LanguageProvider } from './i18n/language-provider.tsx';
import { useWords } from './i18n/use-words.ts';
import { LinkPage } from './session/link-page.tsx';
import { SetupPage } from './later.ts';
import { Mishap } from './ui/mishap.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { leave, useSessionQuery } from './session/use-session.ts';
import { SignedIn } from './signed-in.tsx';
import { Empty } from './ui/empty.tsx';
import { ourColours, theme } from './ui/theme.ts';

export function App() {
  const [{ cache, api }] = useState(createDoors);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={ourColours} defaultColorScheme="auto">
      <QueryClientProvider client={cache}>
        <ApiContext value={api}>
          <Gate />
        </ApiContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function createDoors(): { cache: QueryClient; api: Endpoints } {
  const cache = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false, // the live stream tells what has changed
        retry: (count, error) => error instanceof ApiFailure && error.code === 'offline' && count < 5,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  const csrf = (): string | null => cache.getQueryData<SessionInfo | null>(keys.session)?.csrf ?? null;
  return { cache, api: createEndpoints(createHttp(csrf, () => leave(cache))) };
}

function Gate() {
  const route = useRoute();
  const session = useSessionQuery();
  return (
    <LanguageProvider own={session.data?.operator.locale ?? null}>
      {session.isError ? (
        <Unreachable error={session.error} retry={() => void session.refetch()} />
      ) : (
        session.data !== undefined && (
          <Mishap>
            <Suspense>
              <Inside session={session.data} route={route} />
            </Suspense>
          </Mishap>
        )
      )}
    </LanguageProvider>
  );
}

function Inside({ session, route }: { session: SessionInfo | null; route: Route }) {
  if (route.page === 'link') return <LinkPage token={route.token} />;
  if (session !== null) return <SignedIn key={session.operator.id} session={session} route={route} />;
  return route.page === 'setup' ? <SetupPage token={route.token} /> : <SignInPage />;
}

function Unreachable({ error, retry }: { error: unknown; retry(): void }) {
  const words = useWords();
  const failureText = useFailureText();
  return (
    <main className="gate">
      <Empty icon="alert" title={words('gate.unreachable')}>
        <p>{failureText(error)}</p>
        <Button onClick={retry}>{words('again')}</Button>
      </Empty>
    </main>
  );
}
