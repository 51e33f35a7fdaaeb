/** What the shop's own scripts can do with the chat: `window.Prilavok`. It stays the same over versions. */

export interface PrilavokApi {
  open(): void;
  close(): void;
  /** The signed-in customer, signed by the shop's back end; "" or nothing when they sign out. */
  identify(signed?: string): void;
  /** `ready`, `open`, `close` and `unread` (with the count). Returns the way to stop listening. */
  on(event: string, listener: (value: unknown) => void): () => void;
}

export interface LoaderApi {
  public: PrilavokApi;
  say(event: 'ready' | 'open' | 'close' | 'unread', value: number | null): void;
}

export function createApi(acts: { open(): void; close(): void; identify(signed: string): void }): LoaderApi {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const last = new Map<string, number | null>();
  return {
    public: Object.freeze({
      open: () => acts.open(),
      close: () => acts.close(),
      identify: (signed: unknown = '') => acts.identify(typeof signed === 'string' ? signed : ''),
      on(event: string, listener: (value: unknown) => void) {
        const own = listeners.get(event) ?? new Set();
        listeners.set(event, own.add(listener));
        // Whoever comes late hears how it stands.
        if (event === 'unread' || event === 'ready') {
          const value = last.get(event);
          if (value !== undefined) listener(value);
        }
        return () => void own.delete(listener);
      },
    }),
    say(event, value) {
      last.set(event, value);
      for (const listener of listeners.get(event) ?? []) {
        try {
          listener(value);
        } catch (error) {
          // The shop's fault must not become ours.
          reportError(error);
        }
      }
    },
  };
}
