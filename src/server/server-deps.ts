/** What the HTTP server is given: doors of the house and facts about this installation. Nothing here reads a file itself. */
import type { Clock, Random } from '../core/clock.ts';
import type { Door } from '../core/ports/accept.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { ChannelDesk } from '../core/ports/channel-desk.ts';
import type { ContactStore } from '../core/ports/contact-store.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { FeedbackStore } from '../core/ports/feedback.ts';
import type { FaqReports } from '../core/ports/faq-reports.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';
import type { FaqDesk } from '../core/ports/faq-desk.ts';
import type { Log } from '../core/ports/log.ts';
import type { Loyalty } from '../core/ports/loyalty.ts';
import type { PersonalStore } from '../core/ports/personal-store.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { ScriptDesk } from '../core/ports/script-desk.ts';
import type { ShopSheets } from '../core/ports/shop-sheets.ts';
import type { Unanswered } from '../core/ports/unanswered.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Presence } from '../desk/presence.ts';
import type { MediaLinks } from './media-links.ts';
import type { RawHandler } from './webhooks.ts';
import type { PatienceTimes } from './patience.ts';

export interface ServerDeps {
  host: string;
  /** 0: any free port. */
  port: number;
  /** From the configuration; links are made from it and never from a Host header. */
  publicUrl: string | null;
  store: DeskStore &
    ContactStore &
    Pick<FeedbackStore, 'listFeedback' | 'countFeedback'> &
    Pick<PersonalStore, 'readPersonal' | 'countReasons'> &
    Pick<EngineStore, 'countTry' | 'readDeskFacts'>;
  door: Door;
  adapters: readonly ChannelAdapter[];
  /** The page of channels; without it there is none. */
  channels?: ChannelDesk;
  /** The shop's own tables, where it lives in spreadsheets; without them there is no page for them. */
  sheets?: ShopSheets;
  /** The page of flows and scripts; without it there is none. */
  scripts?: ScriptDesk;
  /** The page of answers; without it there is none. */
  answers?: FaqDesk;
  /** What nobody answered, and how the answers do; without them there are no pages for them. */
  unanswered?: Unanswered;
  faqReports?: FaqReports;
  /** Points of customers; without it none are shown. */
  loyalty?: Pick<Loyalty, 'account'>;
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
  /** What is not as it should be and stops nobody, in a line each; no secrets: anybody may read it. */
  notes?: () => string[];
  /** Handlers for whole path prefixes such as `/playground`; they get the bare request with the security headers set. */
  mounts?: Record<string, RawHandler>;
  /** For tests: shorter time-outs of slow clients. */
  timeouts?: PatienceTimes & { headersMs: number; checkMs: number };
}
