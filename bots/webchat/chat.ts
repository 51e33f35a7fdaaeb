/** What the parts of one web chat share: its settings, what the house gave it, and the hub of open streams. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EventSink } from '../../src/core/ports/channel.ts';
import type { HostedDeps } from '../../src/core/ports/hosted.ts';
import type { Visitor } from '../../src/core/ports/mailbox.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import type { WebchatConfig } from './config.ts';
import type { Hub } from './hub.ts';
import type { Intake } from './intake.ts';
import type { Pages } from './pages.ts';
import type { PaceKind, Paces } from './paces.ts';
import type { Uploads } from './uploads.ts';

export interface Chat {
  account: AccountId;
  config: WebchatConfig;
  deps: PlatformDeps;
  hosted: HostedDeps;
  hub: Hub;
  intake: Intake;
  paces: Paces;
  pages: Pages;
  uploads: Uploads;
  /** Null before `open` and after `close`. */
  sink: EventSink | null;
}

/** One call that has passed the door: its origin is allowed and its address is within its pace. */
export interface Call {
  request: Request;
  url: URL;
  /** Path segments below `api/`. */
  path: string[];
  /** The caller's address, for counting only. */
  from: string;
  /** Asks the house to wait for a slow body. */
  mayTakeLong: () => void;
}

/** A call with a visitor's token. */
export interface VisitorCall extends Call {
  visitor: Visitor;
  tokenHash: string;
}

/** Milliseconds to wait, for the first of these paces that is too fast; 0: go on. */
export function tooFast(chat: Chat, ...paces: [kind: PaceKind, who: string | number][]): number {
  for (const [kind, who] of paces) {
    const waitMs = chat.paces.take(kind, String(who));
    if (waitMs > 0) return waitMs;
  }
  return 0;
}
