/** Everything that lives from sign-in to sign-out: the live line, the outbox, the alerts, and the pages. */
import { Suspense, useCallback, useEffect } from 'react';
import type { SessionInfo } from '../api/session.ts';
import { go, type Route } from './ambient/route.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { TimeZoneContext } from './i18n/use-format.ts';
import { useAlerts } from './live/use-alerts.ts';
import { LineContext, useLive } from './live/use-live.ts';
import { usePreload } from './use-preload.ts';
import { OutboxContext, useMakeOutbox } from './outbox/use-outbox.ts';
import { SessionContext } from './session/use-session.ts';
import {
  AnswersPage,
  ChannelsPage,
  FailuresPage,
  FeedbackPage,
  PeoplePage,
  ScriptsPage,
  SettingsPage,
  ShopPage,
  UnansweredPage,
} from './later.ts';
import { Shell } from './shell.tsx';
import { Mishap } from './ui/mishap.tsx';
import { Toasts } from './ui/toasts.tsx';

export function SignedIn({ session, route }: { session: SessionInfo; route: Route }) {
  const outbox = useMakeOutbox(session.operator.id);
  const alert = useAlerts(session.operator.id, session.shop.name);
  const wake = useCallback(() => outbox.wake(), [outbox]);
  const isEditor = session.operator.role === 'editor';
  const line = useLive(isEditor ? null : session.operator.id, alert, wake);
  usePreload(session.operator.role !== 'operator');
  const stray = route.page === 'setup' || route.page === 'link' || (isEditor && route.page === 'desk');
  const home = isEditor ? '/answers' : '/';
  useEffect(() => {
    if (stray) go(home, {}, 'replace');
  }, [stray, home]);
  return (
    <SessionContext value={session}>
      <TimeZoneContext value={session.shop.timeZone}>
        <LineContext value={line}>
          <OutboxContext value={outbox}>
            <Toasts>
              <Shell route={route}>
                <Mishap key={route.page}>
                  <Suspense>{!stray && <PageOf route={route} />}</Suspense>
                </Mishap>
              </Shell>
            </Toasts>
          </OutboxContext>
        </LineContext>
      </TimeZoneContext>
    </SessionContext>
  );
}

function PageOf({ route }: { route: Route }) {
  switch (route.page) {
    case 'people':
      return <PeoplePage />;
    case 'channels':
      return <ChannelsPage />;
    case 'answers':
      return <AnswersPage tab={route.tab} id={route.id} />;
    case 'unanswered':
      return <UnansweredPage id={route.id} />;
    case 'shop':
      return <ShopPage />;
    case 'scripts':
      return <ScriptsPage name={route.name} />;
    case 'feedback':
      return <FeedbackPage />;
    case 'failures':
      return <FailuresPage />;
    case 'settings':
      return <SettingsPage />;
    case 'desk':
      return <DeskPage conversation={route.conversation} />;
    case 'setup':
    case 'link':
      return <DeskPage conversation={null} />;
  }
}
