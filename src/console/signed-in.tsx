/** Everything that lives from sign-in to sign-out: the live line, the outbox, the alerts, and the pages. */
import { useCallback, useEffect } from 'react';
import type { SessionInfo } from '../api/session.ts';
import { go, type Route } from './ambient/route.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { FailuresPage } from './failures/failures-page.tsx';
import { TimeZoneContext } from './i18n/use-format.ts';
import { useAlerts } from './live/use-alerts.ts';
import { LineContext, useLive } from './live/use-live.ts';
import { OutboxContext, useMakeOutbox } from './outbox/use-outbox.ts';
import { PeoplePage } from './people/people-page.tsx';
import { SessionContext } from './session/use-session.ts';
import { SettingsPage } from './settings/settings-page.tsx';
import { Shell } from './shell.tsx';
import { Toasts } from './ui/toasts.tsx';

export function SignedIn({ session, route }: { session: SessionInfo; route: Route }) {
  const outbox = useMakeOutbox(session.operator.id);
  const alert = useAlerts(session.operator.id, session.shop.name);
  const wake = useCallback(() => outbox.wake(), [outbox]);
  const line = useLive(session.operator.id, alert, wake);
  const stray = route.page === 'setup' || route.page === 'link';
  useEffect(() => {
    if (stray) go('/', {}, 'replace');
  }, [stray]);
  return (
    <SessionContext value={session}>
      <TimeZoneContext value={session.shop.timeZone}>
        <LineContext value={line}>
          <OutboxContext value={outbox}>
            <Toasts>
              <Shell route={route}>
                <PageOf route={route} />
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
