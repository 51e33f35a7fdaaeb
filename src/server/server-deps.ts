/** What the HTTP server is given: doors of the house and facts about this installation. Nothing here reads a file itself. */
import type { Clock, Random } from '../core/clock.ts';
import type { Door } from '../core/ports/accept.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { ChannelDesk } from '../core/ports/channel-desk.ts';
import type { ContactStore } from '../core/ports/contact-store.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Presence } from '../desk/presence.ts';
import type { MediaLinks } from './media-links.ts';
import type { RawHandler } from './webhooks.ts';

export interface ServerDeps {
  host: string;
  /** 0: any free port. */
  port: number;
  /** From the configuration; links are made from it and never from a Host header. */
  publicUrl: string | null;
  store: DeskStore & ContactStore & Pick<EngineStore, 'countTry' | 'readDeskFacts'>;
  door: Door;
  adapters: readonly ChannelAdapter[];
  /** The page of channels; without it there is none. */
  channels?: ChannelDesk;
  /** Switched off by people: platforms that call are asked to come again later. */
  isOff?: (account: AccountId) => boolean;
  media: MediaStore;
  /** Signed links by which a platform fetches a file of ours; without them there are none. */
  mediaLinks?: MediaLinks;
  presence: Presence;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
  /** Folder of the built console. */
  consoleDir: string;
  /** Asked on each use: settings may be reloaded. */
  shop: () => { name: string; timeZone: string };
  /** Changes with every release; consoles offer to reload when it does. */
  release: string;
  /** The emulated phone is shown: the console may be framed by our own pages. */
  playground: boolean;
  /** What is not ready, in a word each, such as `telegram:main`. */
  notReady?: () => string[];
  /** Handlers for whole path prefixes such as `/playground`; they get the bare request with the security headers set. */
  mounts?: Record<string, RawHandler>;
  /** For tests: shorter time-outs of slow clients. */
  timeouts?: { headersMs: number; requestMs: number; checkMs: number };
}
