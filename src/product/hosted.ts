/**
 * What a platform that we are ourselves needs of the house: its mailbox beside the database, our media, the hours, the built
 * pages. Opened only where there is such a platform.
 */
import { join } from 'node:path';
import { PLATFORMS } from '../../bots/registry.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Elsewhere, HostedDeps } from '../core/ports/hosted.ts';
import type { Log } from '../core/ports/log.ts';
import type { MediaStore } from '../core/ports/media.ts';
import { openMailbox } from '../store/webchat/open-mailbox.ts';
import type { OpenContent } from './open-content.ts';

export interface OpenHosted {
  deps: HostedDeps;
  /** Who is told that a visitor types; until then nobody. */
  typingTo(listener: HostedDeps['visitorTypes']): void;
  /** Where visitors may go on; until then nowhere. */
  leadTo(elsewhere: Elsewhere): void;
  close(): Promise<void>;
}

export interface HostedParts {
  dataDir: string;
  /** The folder of package.json. */
  root: string;
  release: string;
  content: OpenContent;
  media: MediaStore;
  clock: Clock;
  log: Log;
}

/** Null: no account of this installation needs it. */
export async function openHosted(
  config: Pick<Config, 'accounts' | 'playground'>,
  parts: HostedParts,
): Promise<OpenHosted | null> {
  const isWanted = config.accounts.some(({ platform }) => PLATFORMS[platform]?.hosted);
  if (!isWanted && !config.playground) return null;
  const { dataDir, root, release, content, media, clock, log } = parts;
  const mailbox = await openMailbox({ file: join(dataDir, 'webchat.sqlite'), clock, log });
  let typing: HostedDeps['visitorTypes'] = () => {};
  let elsewhere: Elsewhere | null = null;
  const deps: HostedDeps = {
    mailbox,
    saveMedia: (bytes, name) => media.save(bytes, name),
    removeMedia: (file) => media.remove(file),
    desk() {
      const { live, shop } = content.current();
      const nowMs = clock.now();
      const open = live.hours.isOpen(nowMs);
      return { open, opensAtMs: open ? null : live.hours.nextOpening(nowMs), timeZone: shop.timeZone };
    },
    pagesDir: join(root, 'dist/webchat'),
    release,
    get elsewhere() {
      return elsewhere;
    },
    visitorTypes: (account, address) => typing(account, address),
  };
  return {
    deps,
    typingTo(listener) {
      typing = listener;
    },
    leadTo(places) {
      elsewhere = places;
    },
    close: () => mailbox.close(),
  };
}
