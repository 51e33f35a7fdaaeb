/**
 * A drawer of the chat in a browser's storage: of the shop's page for the loader, of the frame where that one is closed. Only
 * keys that begin with our prefix are ever touched; never throws.
 */

export interface Drawer {
  /** Key without prefix → value. */
  all(): Record<string, string>;
  /** `null` removes. False: the browser would not keep it. */
  keep(key: string, value: string | null): boolean;
  /** Told of changes that other tabs made. */
  watch(told: (key: string, value: string | null) => void): void;
}

/** `account`: two chats of one page keep apart. */
export function openDrawer(account: string): Drawer {
  const prefix = `prilavok.${account}.`;
  return {
    all() {
      const found: Record<string, string> = {};
      try {
        for (const key of Object.keys(localStorage)) {
          if (key.startsWith(prefix)) found[key.slice(prefix.length)] = localStorage.getItem(key) ?? '';
        }
      } catch {
        // Closed to us.
      }
      return found;
    },
    keep(key, value) {
      try {
        if (value === null) localStorage.removeItem(prefix + key);
        else localStorage.setItem(prefix + key, value);
        return true;
      } catch {
        return false;
      }
    },
    watch(told) {
      addEventListener('storage', ({ key, newValue }) => {
        if (key?.startsWith(prefix) === true) told(key.slice(prefix.length), newValue);
      });
    },
  };
}
