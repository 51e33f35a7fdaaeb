/**
 * The frame's end of the talk with the shop's page. Whoever frames us is told by the browser, not by the message: only the
 * window above, from the origin named in our address, may open the channel, and our words go to that origin alone.
 */
import { HELLO, type Hello, type ToFrame, type ToPage } from '../../bridge.ts';

export interface PageDoor {
  hello: Hello;
  say(word: ToPage): void;
  hear(listener: (word: ToFrame) => void): void;
}

/** Waits for the loader. Without a page around us nothing comes, and the chat stays empty. */
export function meetPage(): Promise<PageDoor> {
  const expected = new URLSearchParams(location.hash.slice(1)).get('page') ?? '';
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== window.parent || event.origin !== expected) return;
      if (port === undefined || !isHello(event.data)) return;
      removeEventListener('message', listen);
      resolve(doorOf(event.data, port));
    };
    addEventListener('message', listen);
  });
}

function doorOf(hello: Hello, port: MessagePort): PageDoor {
  return {
    hello,
    say: (word) => port.postMessage(word),
    hear(listener) {
      port.addEventListener('message', ({ data }: MessageEvent<ToFrame>) => listener(data));
      port.start();
    },
  };
}

function isHello(data: unknown): data is Hello {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === HELLO;
}
