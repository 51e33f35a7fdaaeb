/** The open phones: one, or those of every messenger side by side, and a place to get one where the person has none. */
import { useContext, type Dispatch } from 'react';
import { browserKept } from '../ambient/kept.ts';
import { PlatformMark, platformTitle } from '../ui/platform.tsx';
import { Phone } from './phone.tsx';
import { playgroundHttp } from './playground-http.ts';
import { openPhones, phonesOf, type PageEvent, type PageState } from './playground-state.ts';
import type { Trying } from './use-failing.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

const KEY = 'playground.all';

/** Whether the phones stood side by side when this browser was here last. */
export function wereAllShown(): boolean {
  return browserKept.read(KEY) === 'yes';
}

export interface PhonesProps {
  state: PageState;
  dispatch: Dispatch<PageEvent>;
  trying: Trying;
  play(name: string): void;
}

export function Phones({ state, dispatch, trying, play }: PhonesProps) {
  const words = usePlaygroundWords();
  const { shop } = state;
  if (shop === null) return null;
  return (
    <div
      id="pg-phones"
      role="tabpanel"
      aria-label={words('side.phone')}
      className={`pg-phones${state.all ? ' pg-phones--all' : ''}`}
    >
      {openPhones(state).map(({ platform, customer }) =>
        customer === null ? (
          <NoPhone key={platform.name} platform={platform.name} state={state} trying={trying} />
        ) : (
          <Phone
            key={customer.id}
            customer={customer}
            platform={platform}
            shop={shop}
            state={state}
            dispatch={dispatch}
            trying={trying}
            play={play}
          />
        ),
      )}
    </div>
  );
}

/** Which messenger's phone is open, and the way to see all of them. */
export function PlatformTabs({ state, dispatch }: { state: PageState; dispatch: Dispatch<PageEvent> }) {
  const words = usePlaygroundWords();
  const { platforms, unread } = state;
  if (platforms.length < 2) return null;
  const phones = phonesOf(state, state.person);
  const count = (platform: string): number =>
    phones.filter((one) => one.platform === platform).reduce((sum, { id }) => sum + (unread[id] ?? 0), 0);
  const showAll = (all: boolean): void => {
    browserKept.write(KEY, all ? 'yes' : 'no');
    dispatch({ type: 'show-all', all });
  };
  return (
    <div className="pg-platforms" role="group" aria-label={words('platforms.label')}>
      {platforms.map(({ name, troubles }) => (
        <button
          key={name}
          type="button"
          className="pg-platform"
          aria-pressed={!state.all && state.platform === name}
          onClick={() => {
            showAll(false);
            dispatch({ type: 'choose-platform', name });
          }}
        >
          <PlatformMark name={name} title={platformTitle(words, name)} />
          <span className="pg-platform-name">{platformTitle(words, name)}</span>
          {troubles.down && <span className="pg-down" title={words('trouble.isDown')} />}
          {count(name) > 0 && (
            <span className="pg-badge">
              <span aria-hidden="true">{count(name)}</span>
              <span className="p-hidden">{words('customers.unread', { count: count(name) })}</span>
            </span>
          )}
        </button>
      ))}
      <button
        type="button"
        className="pg-platform pg-platform--all"
        aria-pressed={state.all}
        onClick={() => showAll(!state.all)}
      >
        {words('platforms.all')}
      </button>
    </div>
  );
}

function NoPhone({ platform, state, trying }: { platform: string; state: PageState; trying: Trying }) {
  const { words } = useContext(PageLanguage);
  const [known] = phonesOf(state, state.person);
  const title = platformTitle(words, platform);
  return (
    <div className="ph ph--none">
      <PlatformMark name={platform} title={title} />
      <p>{words('platforms.none', { name: known?.name ?? '', platform: title })}</p>
      {known !== undefined && (
        <button
          type="button"
          className="ph-big"
          onClick={() => {
            const { name, locale, number } = known;
            trying(playgroundHttp.add({ name, locale, number, platform }));
          }}
        >
          {words('platforms.install', { platform: title })}
        </button>
      )}
    </div>
  );
}
