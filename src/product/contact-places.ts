/**
 * Where customers can be sent to write to the shop: what the adapters know of themselves, made fit for buttons in any
 * messenger. A link that only an app understands goes by way of our own page, if the outside world can reach it.
 */
import type { AccountId } from '../core/ids.ts';
import { platformOf } from '../core/ids.ts';
import type { Locale } from '../core/locale.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { Texts } from '../core/ports/words.ts';
import type { Elsewhere } from '../engine/facts.ts';
import { BRIDGE_PREFIX, createContactBridge } from '../server/contact-bridge.ts';
import type { RawHandler } from '../server/webhooks.ts';

type Adapters = ReadonlyMap<AccountId, ChannelAdapter>;

/** The accounts that have an address at this moment. */
export function contactPlaces(adapters: Adapters, publicUrl: string | null): Elsewhere[] {
  return [...adapters].flatMap(([account, adapter]) => {
    const address = adapter.contactAddress?.();
    if (!address) return [];
    if (/^https?:/.test(address.url)) return [{ account, ...address }];
    if (publicUrl === null || address.carries !== 'start') return [];
    return [{ account, carries: 'start', url: `${publicUrl}${bridgePath(account)}?p={}` }];
  });
}

/** The page that such a link leads to, by its prefix. */
export function contactBridge(
  adapters: Adapters,
  defaultLocale: Locale,
  texts: () => Texts,
): Record<string, RawHandler> {
  const words = (locale: Locale, platform: string) => {
    const key = `channels.name.${platform}`;
    const channel = texts().has(key) ? texts().text(locale, key) : platform;
    return {
      title: texts().text(locale, 'channels.page.title', { channel }),
      hint: texts().text(locale, 'channels.page.hint'),
      open: texts().text(locale, 'channels.page.open', { channel }),
    };
  };
  const addressOf = (account: AccountId) => adapters.get(account)?.contactAddress?.() ?? null;
  return { [BRIDGE_PREFIX]: createContactBridge({ addressOf, defaultLocale, words }) };
}

function bridgePath(account: AccountId): string {
  const platform = platformOf(account);
  return `${BRIDGE_PREFIX}/${platform}/${account.slice(platform.length + 1)}`;
}
