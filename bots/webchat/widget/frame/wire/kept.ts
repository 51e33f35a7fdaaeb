/**
 * What the browser keeps for the visitor: the token, words not sent yet, small choices. It lies in the storage of the
 * shop's page, reached through the loader: what a frame of a third party keeps is cut off by browsers after days or at
 * once. Where the page's storage is closed, the frame's own serves. Never throws; nothing read is believed without a look.
 */
import { openDrawer } from '../../drawer.ts';
import type { PageDoor } from './page-door.ts';

export interface Kept {
  read(key: string): string | null;
  /** `null` removes. */
  keep(key: string, value: string | null): void;
  /** Keys that begin with this. */
  keys(prefix: string): string[];
  /** Told of what other tabs change. */
  watch(told: (key: string) => void): void;
  /** From the loader: another tab of the page changed it. */
  changed(key: string, value: string | null): void;
}

export function openKept(page: PageDoor, account: string): Kept {
  const { kept, keeps } = page.hello;
  // Nothing can be kept: then the visit lasts as long as the page.
  const own = openDrawer(account);
  const drawer = new Map(Object.entries(keeps ? kept : own.all()));
  const watchers: ((key: string) => void)[] = [];
  const take = (key: string, value: string | null): void => {
    if (value === null) drawer.delete(key);
    else drawer.set(key, value);
  };
  const changed = (key: string, value: string | null): void => {
    take(key, value);
    for (const told of watchers) told(key);
  };
  if (!keeps) own.watch(changed);
  return {
    read: (key) => drawer.get(key) ?? null,
    keep(key, value) {
      if (drawer.get(key) === value) return;
      take(key, value);
      if (keeps) page.say({ do: 'keep', key, value });
      else own.keep(key, value);
    },
    keys: (prefix) => [...drawer.keys()].filter((key) => key.startsWith(prefix)),
    watch: (told) => void watchers.push(told),
    changed,
  };
}
