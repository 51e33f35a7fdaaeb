/** What the shop's own scripts can do with the chat: `window.Prilavok`. It stays the same over versions. */

export interface PrilavokApi {
  open(): void;
  close(): void;
  /** The signed-in customer, signed by the shop's back end; "" or nothing when they sign out. */
  identify(signed?: string): void;
  /**
   * `ready`, `unread` (with the count) and `panel` (`true`: open). Told at once how it stands, then at each change. Returns the way
   * to stop listening.
   */
  on(event: string, listener: (value: unknown) => void): () => void;
}

export interface LoaderApi {
  public: PrilavokApi;
  say(event: 'ready' | 'panel' | 'unread', value: number | boolean): void;
}

export function createApi(acts: { open(): void; close(): void; identify(signed: string): void }): LoaderApi {
  const listeners: [event: string, listener: (value: unknown) => void][] = [];
  const last = new Map<string, number | boolean>();
  return {
    public: {
      open: acts.open,
      close: acts.close,
      identify: (signed = '') => acts.identify(signed),
      on(event, listener) {
        const own: (typeof listeners)[0] = [event, listener];
        listeners.push(own);
        // Whoever comes late hears how it stands.
        const value = last.get(event);
        if (value !== undefined) listener(value);
        return () => void listeners.splice(listeners.indexOf(own) >>> 0, 1);
      },
    },
    say(event, value) {
      last.set(event, value);
      // The shop's fault must not become ours: it is reported apart.
      for (const [name, listener] of listeners) if (name === event) queueMicrotask(() => listener(value));
    },
  };
}
