/** The frame around every page after sign-in: where to go, how the line stands, and the page itself. */
import { Suspense, type ReactNode } from 'react';
import type { Route } from './ambient/route.ts';
import { go } from './ambient/route.ts';
import { useWords } from './i18n/use-words.ts';
import { useSession } from './session/use-session.ts';
import { ConnectionBanner } from './live/connection-banner.tsx';
import { MeMenu } from './later.ts';
import { MeButton } from './session/me-button.tsx';
import { useTroubleCount } from './channels/use-channels.ts';
import { useCounts } from './list/use-list.ts';
import { placesFor, type Place, type PlaceName } from './places.ts';
import { Icon } from './ui/icon.tsx';
import { Logo } from './ui/logo.tsx';

export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const words = useWords();
  const { operator } = useSession();
  const leads = operator.role === 'admin' || operator.role === 'supervisor';
  const places = placesFor(operator.role);
  const waiting = useCounts()?.queue ?? 0;
  const troubled = useTroubleCount(leads);
  const marks: Partial<Record<PlaceName, Mark>> = {
    desk: { count: waiting, label: words('nav.waiting', { count: waiting }) },
    channels: { count: troubled, label: words('nav.troubled', { count: troubled }) },
  };
  const deep = route.page === 'desk' && route.conversation !== null;
  return (
    <div className={`shell${deep ? ' shell--deep' : ''}`}>
      <nav className="rail" aria-label={words('nav.title')}>
        <span className="rail-logo">
          <Logo size={34} />
        </span>
        {places.map((place) => (
          <RailLink
            key={place.page}
            place={place}
            current={route.page === place.page}
            mark={marks[place.page] ?? null}
          />
        ))}
        <span className="rail-gap" />
        <Suspense fallback={<MeButton />}>
          <MeMenu />
        </Suspense>
      </nav>
      <div className="page">
        <ConnectionBanner />
        {children}
      </div>
    </div>
  );
}

/** What waits behind a place of the menu. */
interface Mark {
  count: number;
  label: string;
}

interface RailLinkProps {
  place: Place & { isRare: boolean };
  current: boolean;
  mark: Mark | null;
}

function RailLink({ place, current, mark }: RailLinkProps) {
  const words = useWords();
  return (
    <a
      className={`rail-link${place.isRare ? ' rail-link--rare' : ''}`}
      title={words(place.word)}
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
      {mark !== null && mark.count > 0 && (
        <span className="rail-count p-number" aria-label={mark.label} role="img">
          {mark.count > 99 ? '99+' : mark.count}
        </span>
      )}
    </a>
  );
}
