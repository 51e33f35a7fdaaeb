/**
 * How tests wait at an emulated phone for what the shop writes. By the wall's time and not the emulator's: a test that waits
 * for real sockets must not hang when its clock stands still.
 */

interface MessageSource<Message, Event> {
  /** Everything in the chat, oldest first. */
  messages(): Iterable<Message>;
  /** Is it of the shop, and not handed out before? */
  isNew(message: Message): boolean;
  /** It has been waited for: it is new no more. */
  handOut(message: Message): void;
  /** Told of everything that the phone shows from now on. */
  watchers: Set<(event: Event) => void>;
  /** The message that it shows; null: something else. */
  shown(event: Event): Message | null;
  /** Whose phone, for the error. */
  who(): string;
}

/** A busy machine needs them. */
const PATIENCE_MS = 20_000;

/** The next message that fits and was not handed out before; rejects in time. */
export type WaitForMessage<Message> = (
  fits?: (message: Message) => boolean,
  timeoutMs?: number,
) => Promise<Message>;

export function createWaiter<Message, Event>(source: MessageSource<Message, Event>): WaitForMessage<Message> {
  return (fits = () => true, timeoutMs = PATIENCE_MS) =>
    new Promise((resolve, reject) => {
      const take = (message: Message): boolean => {
        if (!source.isNew(message) || !fits(message)) return false;
        source.handOut(message);
        resolve(message);
        return true;
      };
      for (const message of source.messages()) if (take(message)) return;
      const end = (): void => {
        clearTimeout(timer);
        source.watchers.delete(watcher);
      };
      const watcher = (event: Event): void => {
        const message = source.shown(event);
        if (message !== null && take(message)) end();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`no such message for ${source.who()} within ${timeoutMs} ms`));
      }, timeoutMs);
      // A test that has given up before must not keep its process until then.
      timer.unref();
      source.watchers.add(watcher);
    });
}
