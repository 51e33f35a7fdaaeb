/** One look at the product: the customers' phone on the left, the desk's console on the right. */
import { useCallback, useContext, useEffect, useState } from 'react';
import type { ApiLocale } from '../../api/words.ts';
import { ConsoleFrame } from './console-frame.tsx';
import { Customers } from './customers.tsx';
import { Hint } from './hint.tsx';
import { Phones, PlatformTabs } from './phones.tsx';
import { playgroundHttp } from './playground-http.ts';
import { Splitter, useSplit } from './split.tsx';
import { TopBar } from './top-bar.tsx';
import { useFailing } from './use-failing.ts';
import { useNarrow } from './use-narrow.ts';
import { usePlayground } from './use-playground.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

export type Side = 'phone' | 'console';

export function Page({ choose }: { choose(locale: ApiLocale): void }) {
  const { locale, words } = useContext(PageLanguage);
  const [state, dispatch] = usePlayground(locale);
  const [side, setSide] = useState<Side>('phone');
  const isNarrow = useNarrow();
  const split = useSplit(state.all ? 'all' : 'one');
  const { failure, trying } = useFailing();
  useEffect(
    () => dispatch({ type: 'phone-seen', seen: !isNarrow || side === 'phone' }),
    [dispatch, isNarrow, side],
  );
  const open = useCallback(
    (customer: string) => {
      dispatch({ type: 'choose', customer });
      setSide('phone');
    },
    [dispatch],
  );
  const play = (name: string): void => trying(playgroundHttp.play(name).then((run) => open(run.customerId)));
  const shows = (one: Side): boolean => !isNarrow || side === one;
  return (
    <div className={`pg${state.all ? ' pg--all' : ''}`} style={split.style}>
      <TopBar state={state} choose={choose} play={play} mailRead={() => dispatch({ type: 'mail-read' })} />
      {(!state.online || failure !== null) && (
        <p className="pg-banner" role="status">
          {state.online ? words('page.failed', { reason: failure ?? '' }) : words('page.offline')}
        </p>
      )}
      <Hint />
      <main className={`pg-stage${split.isDragging ? ' pg-stage--dragging' : ''}`}>
        <section className="pg-left" aria-label={words('side.phone')} hidden={!shows('phone')}>
          <Customers
            state={state}
            open={open}
            choose={(person) => dispatch({ type: 'choose-person', person })}
            trying={trying}
          />
          <PlatformTabs state={state} dispatch={dispatch} />
          <Phones state={state} dispatch={dispatch} trying={trying} play={play} />
        </section>
        {!isNarrow && <Splitter split={split} />}
        <section className="pg-right" aria-label={words('side.console')} hidden={!shows('console')}>
          <ConsoleFrame trying={trying} />
        </section>
      </main>
      {isNarrow && <Views side={side} setSide={setSide} unread={sum(state.unread)} />}
    </div>
  );
}

function Views({ side, setSide, unread }: { side: Side; setSide(side: Side): void; unread: number }) {
  const words = usePlaygroundWords();
  return (
    <nav className="pg-views" aria-label={words('page.views')}>
      {(['phone', 'console'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="pg-view"
          aria-pressed={side === one}
          onClick={() => setSide(one)}
        >
          {words(`view.${one}`)}
          {one === 'phone' && unread > 0 && (
            <span className="pg-badge">
              <span aria-hidden="true">{unread}</span>
              <span className="p-hidden">{words('customers.unread', { count: unread })}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}
