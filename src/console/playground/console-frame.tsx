/** The console in a frame of the same origin, signed in before it is shown. */
import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useContext, useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { playgroundHttp } from './playground-http.ts';
import type { Trying } from './use-failing.ts';
import { PageLanguage, usePlaygroundWords } from './words.ts';

export function ConsoleFrame({ trying }: { trying: Trying }) {
  const { locale, words } = useContext(PageLanguage);
  const [isIn, setIn] = useState(false);
  /** Counts up to draw the frame anew. */
  const [turn, setTurn] = useState(0);
  const shown = useRef(false);
  useEffect(() => {
    let isCurrent = true;
    const enter = async (): Promise<void> => {
      const isNew = await playgroundHttp.openConsole(locale);
      if (!isCurrent) return;
      if (isNew && shown.current) setTurn((count) => count + 1);
      shown.current = true;
      setIn(true);
    };
    trying(enter());
    return () => {
      isCurrent = false;
    };
  }, [locale, trying]);
  const reload = (): void =>
    trying(playgroundHttp.openConsole(locale).then(() => setTurn((count) => count + 1)));
  return (
    <div className="pg-window">
      <WindowBar reload={reload} />
      {isIn ? (
        <iframe key={turn} className="pg-frame" src="/" title={words('side.console')} />
      ) : (
        <div className="pg-frame pg-frame--wait">
          <Loader aria-label={words('page.loading')} />
        </div>
      )}
    </div>
  );
}

function WindowBar({ reload }: { reload(): void }) {
  const words = usePlaygroundWords();
  return (
    <div className="pg-window-bar">
      <span className="pg-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <h2 className="pg-caption">{words('side.console')}</h2>
      <span className="pg-window-acts">
        <Tooltip label={words('side.reload')}>
          <ActionIcon variant="subtle" color="gray" aria-label={words('side.reload')} onClick={reload}>
            <Icon name="retry" size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={words('side.alone')}>
          <ActionIcon
            component="a"
            href="/"
            target="_blank"
            rel="noreferrer"
            variant="subtle"
            color="gray"
            aria-label={words('side.alone')}
          >
            <Icon name="leave" size={16} />
          </ActionIcon>
        </Tooltip>
      </span>
    </div>
  );
}
