/**
 * A link that a messenger's app would open, as what happens on the emulated phone instead: nothing leaves this machine. Pure.
 */
import type { PlaygroundAct } from '../../api/playground.ts';

export interface DeepLink {
  /** The messenger whose phone opens. */
  platform: string;
  act: PlaygroundAct;
}

/** Null: an ordinary address. `origin` is the page's own. */
export function readDeepLink(address: string, origin: string): DeepLink | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const { hostname, pathname, searchParams } = url;
  if (hostname === 't.me') return startOf('telegram', searchParams.get('start'));
  const text = searchParams.get('text');
  if (hostname === 'wa.me' && text !== null) return { platform: 'whatsapp', act: { do: 'text', text } };
  // The page between two messengers.
  const platform = /^\/to\/([a-z-]{1,20})\/[a-z0-9]+$/.exec(pathname)?.[1];
  return url.origin === origin && platform !== undefined ? startOf(platform, searchParams.get('p')) : null;
}

function startOf(platform: string, payload: string | null): DeepLink | null {
  return payload === null ? null : { platform, act: { do: 'start', payload } };
}
