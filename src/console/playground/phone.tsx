/** One customer's phone: the chat with the shop as a messenger shows it. */
import { useContext, useEffect, useMemo, type Dispatch, type MouseEvent } from 'react';
import type { CustomerView, PlatformView, PlaygroundAct, TroubleName } from '../../api/playground.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserClock } from '../ambient/clock.ts';
import { PlatformMark, platformTitle } from '../ui/platform.tsx';
import { Logo } from '../ui/logo.tsx';
import { Chat } from './chat.tsx';
import { Composer } from './composer.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { readDeepLink } from './deep-link.ts';
import { createChatFormat } from './format.ts';
import { playgroundHttp } from './playground-http.ts';
import { personOf, phonesOf, type PageEvent, type PageState } from './playground-state.ts';
import { TroublesMenu } from './troubles-menu.tsx';
import type { Trying } from './use-failing.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

const POP_UP_MS = 3_500;

export interface PhoneProps {
  customer: CustomerView;
  platform: PlatformView;
  shop: { name: Record<ApiLocale, string>; timeZone: string };
  state: PageState;
  dispatch: Dispatch<PageEvent>;
  trying: Trying;
  play(name: string): void;
}

export function Phone({ customer, platform, shop, state, dispatch, trying, play }: PhoneProps) {
  const { locale, words } = useContext(PageLanguage);
  const { id } = customer;
  const format = useMemo(() => createChatFormat(locale, shop.timeZone, words), [locale, shop, words]);
  const act = (wish: PlaygroundAct): void => trying(playgroundHttp.act(id, wish));
  const follow = useDeepLinks(customer, state, dispatch, trying);
  const isTyping = id in state.typingSince;
  const popUp = state.popUps[id];
  useEffect(() => {
    if (popUp === undefined) return undefined;
    return browserClock.after(POP_UP_MS, () => dispatch({ type: 'pop-up-gone', customer: id }));
  }, [dispatch, id, popUp]);
  return (
    <div
      className="ph"
      role="group"
      data-platform={platform.name}
      onClickCapture={follow}
      aria-label={words('phone.label', {
        name: customer.name,
        platform: platformTitle(words, platform.name),
      })}
    >
      <header className="ph-head">
        <Logo size={36} />
        <span className="ph-who">
          <strong className="p-cut">{shop.name[customer.locale]}</strong>
          <span className={`ph-status${isTyping ? ' ph-status--typing' : ''}`} aria-live="polite">
            {words(isTyping ? 'phone.typing' : 'phone.bot')}
          </span>
        </span>
        <span className="ph-tools">
          <PlatformMark name={platform.name} title={platformTitle(words, platform.name)} />
          <TroublesMenu platform={platform} trying={trying} />
        </span>
      </header>
      <Troubles platform={platform} waiting={state.waiting} trying={trying} />
      {popUp !== undefined && (
        <p className="ph-pop" role="status">
          {popUp.text}
        </p>
      )}
      <Chat
        customer={customer}
        format={format}
        isTyping={isTyping}
        answers={state.answers[id] ?? 0}
        empty={<EmptyChat samples={state.samples} play={play} />}
        tap={(messageId, button) => act({ do: 'tap', messageId, button })}
      />
      {state.stuck.includes(id) && <p className="ph-stuck">{words('samples.stuck')}</p>}
      <Foot customer={customer} draft={state.drafts[id] ?? null} act={act} trying={trying} />
    </div>
  );
}

interface FootProps {
  customer: CustomerView;
  draft: PageState['drafts'][string] | null;
  act(wish: PlaygroundAct): void;
  trying: Trying;
}

/** Where the person writes, or what stands in the way of it. */
function Foot({ customer, draft, act, trying }: FootProps) {
  const words = usePlaygroundWords();
  const { blocked, started } = customer.screen;
  if (blocked) {
    return (
      <div className="ph-foot ph-foot--wall">
        <p>{words('phone.blocked')}</p>
        <button type="button" className="ph-big" onClick={() => act({ do: 'unblock' })}>
          {words('phone.unblock')}
        </button>
      </div>
    );
  }
  if (started) return <Composer customer={customer} draft={draft} act={act} trying={trying} />;
  return (
    <div className="ph-foot">
      <button type="button" className="ph-big" onClick={() => act({ do: 'start' })}>
        {words('phone.start')}
      </button>
    </div>
  );
}

/** What is switched on, said plainly, with the way back. */
function Troubles({
  platform,
  waiting,
  trying,
}: {
  platform: PlatformView;
  waiting: number;
  trying: Trying;
}) {
  const words = usePlaygroundWords();
  const on = (Object.keys(platform.troubles) as TroubleName[]).filter((name) => platform.troubles[name]);
  if (on.length === 0) return null;
  return (
    <div className="ph-troubles" role="status">
      {on.map((name) => (
        <p key={name} className={`ph-trouble${name === 'down' ? ' ph-trouble--down' : ''}`}>
          <span>
            {words(`trouble.${name}.on`)}
            {name === 'down' && waiting > 0 && ` ${words('trouble.waiting', { count: waiting })}`}
          </span>
          <button type="button" onClick={() => trying(playgroundHttp.trouble(platform.name, name, false))}>
            {words('trouble.off')}
          </button>
        </p>
      ))}
    </div>
  );
}

/** A link into another messenger opens this person's phone there, as it would in their hand. */
function useDeepLinks(
  customer: CustomerView,
  state: PageState,
  dispatch: Dispatch<PageEvent>,
  trying: Trying,
): (event: MouseEvent) => void {
  return (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const deep = link instanceof HTMLAnchorElement ? readDeepLink(link.href, location.origin) : null;
    if (deep === null) return;
    event.preventDefault();
    const theirs = phonesOf(state, personOf(state, customer));
    const other = theirs.find(({ platform }) => platform === deep.platform);
    if (other === undefined) return;
    dispatch({ type: 'choose-platform', name: deep.platform });
    trying(playgroundHttp.act(other.id, deep.act));
  };
}
