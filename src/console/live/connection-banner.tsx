/** Says when the line to the server is lost, that nothing typed is lost with it, and when the page is out of date. */
import { useSyncExternalStore } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { useLine } from './use-live.ts';

export function ConnectionBanner() {
  const words = useWords();
  const { state, outdated } = useLine();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const lost = state === 'lost' || !online;
  if (!lost && !outdated) return null;
  return (
    <div className="banner" role="status">
      {lost ? words(online ? 'line.lost' : 'line.offline') : words('line.outdated')}
      {!lost && (
        <button type="button" onClick={() => location.reload()}>
          {words('line.reload')}
        </button>
      )}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
