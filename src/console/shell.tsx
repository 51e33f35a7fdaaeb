/** The frame around every page after sign-in: where to go, how the line stands, and the page itself. */
import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Route } from './ambient/route.ts';
import { go } from './ambient/route.ts';
import { useApi } from './http/use-api.ts';
import { useWords } from './i18n/use-words.ts';
import type { WordKey } from './i18n/words.ts';
import { leave, useSession } from './session/use-session.ts';
import { ConnectionBanner } from './live/connection-banner.tsx';
import { useCounts } from './list/use-list.ts';
import { Face } from './ui/face.tsx';
import { Icon, type IconName } from './ui/icon.tsx';
import { Logo } from './ui/logo.tsx';

type Page = 'desk' | 'people' | 'failures' | 'settings';
const PLACES: readonly { page: Page; path: string; icon: IconName; word: WordKey }[] = [
  { page: 'desk', path: '/', icon: 'queue', word: 'nav.desk' },
  { page: 'people', path: '/people', icon: 'people', word: 'nav.people' },
  { page: 'failures', path: '/failures', icon: 'alert', word: 'nav.failures' },
  { page: 'settings', path: '/settings', icon: 'settings', word: 'nav.settings' },
];

export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const words = useWords();
  const { operator } = useSession();
  const leads = operator.role === 'admin' || operator.role === 'supervisor';
  const places = PLACES.filter(({ page }) => page !== 'failures' || leads);
  const deep = route.page === 'desk' && route.conversation !== null;
  return (
    <div className={`shell${deep ? ' shell--deep' : ''}`}>
      <nav className="rail" aria-label={words('nav.title')}>
        <span className="rail-logo">
          <Logo size={34} />
        </span>
        {places.map((place) => (
          <RailLink key={place.page} place={place} current={route.page === place.page} />
        ))}
        <span className="rail-gap" />
        <Me />
      </nav>
      <div className="page">
        <ConnectionBanner />
        {children}
      </div>
    </div>
  );
}

function RailLink({ place, current }: { place: (typeof PLACES)[number]; current: boolean }) {
  const words = useWords();
  const counts = useCounts();
  const waiting = place.page === 'desk' ? (counts?.queue ?? 0) : 0;
  return (
    <Tooltip label={words(place.word)} position="right">
      <a
        className="rail-link"
        href={place.path}
        aria-current={current ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(place.path);
        }}
      >
        <Icon name={place.icon} size={22} />
        <span className="rail-word">{words(place.word)}</span>
        {waiting > 0 && (
          <span
            className="rail-count p-number"
            aria-label={words('nav.waiting', { count: waiting })}
            role="img"
          >
            {waiting > 99 ? '99+' : waiting}
          </span>
        )}
      </a>
    </Tooltip>
  );
}

function Me() {
  const words = useWords();
  const api = useApi();
  const cache = useQueryClient();
  const { operator, shop } = useSession();
  const signOut = async (): Promise<void> => {
    await api.signOut().catch(() => undefined); // the session may have ended already
    go('/');
    leave(cache);
  };
  return (
    <Menu position="right-end" withArrow shadow="md">
      <Menu.Target>
        <UnstyledButton className="rail-me" aria-label={words('nav.me', { name: operator.name })}>
          <Face name={operator.name} size={36} dot={operator.onDuty ? 'here' : 'away'} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {operator.name} · {shop.name}
        </Menu.Label>
        <Menu.Item leftSection={<Icon name="settings" size={17} />} onClick={() => go('/settings')}>
          {words('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="leave" size={17} />} onClick={() => void signOut()}>
          {words('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
