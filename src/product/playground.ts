/**
 * The playground of an installation without channels: the emulated phones and a console that is signed in by a one-time
 * link. Nothing of it exists when a real channel is set.
 */
import { join } from 'node:path';
import { PLAYGROUND_LOGIN, PLAYGROUND_NAMES } from '../api/bounds.ts';
import type { Config } from '../config.ts';
import { newPublicId, type OperatorId } from '../core/ids.ts';
import type { Clock, Random } from '../core/clock.ts';
import { assert } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { PrilavokServer } from '../server/app.ts';
import { createPlayground } from '../server/playground.ts';
import { readSamples } from '../server/playground/samples.ts';
import type { RawHandler } from '../server/webhooks.ts';
import type { Channels } from './channels.ts';
import type { OpenContent } from './open-content.ts';
import type { OpenShop } from './shop.ts';

export interface OpenPlayground {
  mounts: Record<string, RawHandler>;
  /** Links can be made once the server listens. */
  opened(server: Pick<PrilavokServer, 'createSignInLink'>): void;
}

export interface PlaygroundParts {
  config: Pick<Config, 'shopDir'>;
  channels: Channels;
  /** Our words that wait to be sent. */
  waiting(): number;
  shop: OpenShop;
  store: DeskStore;
  content: OpenContent;
  root: string;
  clock: Clock;
  random: Random;
  log: Log;
}

/** The playground's own operator: nobody can sign in as them but by a link, because no password fits. */
const OPERATOR = { login: PLAYGROUND_LOGIN, name: PLAYGROUND_NAMES.ru, role: 'admin', locale: 'ru' } as const;

/** Throws SAMPLE_INVALID when a sample conversation cannot be read. */
export async function openPlayground(parts: PlaygroundParts): Promise<OpenPlayground> {
  const { channels, shop, config, root, clock, log, content } = parts;
  const operatorId = await operatorOf(parts);
  let server: Pick<PrilavokServer, 'createSignInLink'> | null = null;
  const playground = createPlayground({
    platforms: channels.emulated,
    waiting: parts.waiting,
    signInLink() {
      assert(server, 'a page asks only after the server listens');
      return Promise.resolve(server.createSignInLink(operatorId));
    },
    letters: shop.letters,
    consoleDir: join(root, 'dist/console'),
    shop: { name: content.shopName, timeZone: () => content.current().shop.timeZone },
    samples: await readSamples(join(config.shopDir, 'playground')),
    log,
    clock,
  });
  return {
    mounts: { '/playground': playground },
    opened(listening) {
      server = listening;
    },
  };
}

async function operatorOf({ store, clock, random }: PlaygroundParts): Promise<OperatorId> {
  const known = await store.findOperatorByLogin(OPERATOR.login);
  const operator =
    known ??
    (await store.createOperator({
      ...OPERATOR,
      publicId: newPublicId(random),
      maxLoad: LIMITS.operatorLoad,
      passwordHash: 'none',
      atMs: clock.now(),
    }));
  if (!operator) throw new Error('The operator of the playground could not be made');
  await store.setOnDuty(operator.id, true, clock.now());
  return operator.id;
}
