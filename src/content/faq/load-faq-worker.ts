/** The thread in which the FAQ is read while customers are served: hundreds of entries take longer than anybody should wait. */
import { parentPort } from 'node:worker_threads';
import { loadFaq, type FaqOptions } from './load-faq.ts';

parentPort?.on(
  'message',
  ({ number, dir, options }: { number: number; dir: string; options: FaqOptions }) => {
    parentPort?.postMessage({ number, loaded: loadFaq(dir, options) });
  },
);
