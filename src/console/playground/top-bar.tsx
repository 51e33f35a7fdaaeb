/** The bar above both sides: what this is, sample conversations, the mailbox, the language. */
import { SegmentedControl } from '@mantine/core';
import { useContext } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { Logo } from '../ui/logo.tsx';
import { Mailbox } from './mailbox.tsx';
import type { PageState } from './playground-state.ts';
import { SamplesMenu } from './samples-menu.tsx';
import { PageLanguage } from './words.ts';

export interface TopBarProps {
  state: PageState;
  choose(locale: ApiLocale): void;
  play(name: string): void;
  mailRead(): void;
}

export function TopBar({ state, choose, play, mailRead }: TopBarProps) {
  const { locale, words } = useContext(PageLanguage);
  return (
    <header className="pg-bar">
      <Logo size={30} />
      <h1 className="pg-name">
        Prilavok <span>{words('page.title')}</span>
      </h1>
      <p className="pg-lead">{words('page.lead')}</p>
      <span className="pg-gap" />
      <SamplesMenu samples={state.samples} playing={state.playing} play={play} />
      <Mailbox
        letters={state.letters}
        unseen={Math.max(0, state.letters.length - state.lettersSeen)}
        timeZone={state.shop?.timeZone ?? 'UTC'}
        read={mailRead}
      />
      <SegmentedControl
        className="pg-languages"
        size="xs"
        aria-label={words('page.language')}
        value={locale}
        onChange={(value) => choose(API_LOCALES.find((one) => one === value) ?? 'en')}
        data={API_LOCALES.map((value) => ({ value, label: value.toUpperCase() }))}
      />
    </header>
  );
}
