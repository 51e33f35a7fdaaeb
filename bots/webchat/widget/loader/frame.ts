/** The frame with the chat, and the channel to it: made when it is wanted, greeted after each load, given up on when it stays silent. */
import type { Hello, ToFrame, ToPage } from '../bridge.ts';
import { browserClock as clock } from '../clock.ts';
import type { Shell } from './shell.ts';

export interface ChatFrame {
  /** Makes the frame if there is none. */
  wake(): void;
  /** Makes it anew. */
  load(): void;
  tell(word: ToFrame): void;
  focus(): void;
}

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** Longer than a slow phone needs; then the visitor is told and can try again. */
const READY_MS = 15_000;

export function createFrame(
  base: string,
  { panel, fail }: Shell,
  door: { hello(): Hello; hear(word: ToPage): void },
): ChatFrame {
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let waiting = (): void => undefined;

  /** Each load of the frame gets a channel of its own, and only a page of ours can take it. */
  function greet({ contentWindow }: HTMLIFrameElement): void {
    const channel = new MessageChannel();
    port = channel.port1;
    port.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
      if (data.do === 'ready') {
        waiting();
        fail(false);
      }
      door.hear(data);
    });
    port.start();
    contentWindow?.postMessage(door.hello(), new URL(base).origin, [channel.port2]);
  }
  function load(): void {
    frame?.remove();
    port = undefined;
    fail(false);
    const made = document.createElement('iframe');
    made.setAttribute('sandbox', SANDBOX);
    made.allow = 'geolocation; autoplay';
    made.title = panel.ariaLabel ?? '';
    made.src = `${base}frame#page=${encodeURIComponent(location.origin)}`;
    made.addEventListener('load', () => greet(made));
    frame = made;
    panel.prepend(made);
    waiting();
    waiting = clock.after(READY_MS, () => fail(true));
  }
  return {
    wake: () => frame ?? load(),
    load,
    tell: (word) => port?.postMessage(word),
    focus: () => frame?.focus(),
  };
}
