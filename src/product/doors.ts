/** The ways in: the HTTP server with everything that it serves, then the messengers. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { AccountId } from '../core/ids.ts';
import type { FaqDesk } from '../core/ports/faq-desk.ts';
import { createPresence } from '../desk/presence.ts';
import { serveMetrics } from '../observe/metrics.ts';
import { createServer, type PrilavokServer } from '../server/app.ts';
import { openChannelDesk } from './channel-desk.ts';
import type { Closer } from './closers.ts';
import { contactBridge } from './contact-places.ts';
import type { Counter } from './counter.ts';
import type { Ground } from './ground.ts';
import { openFaqDesk } from './faq-desk.ts';
import { openChannels } from './open-channels.ts';
import type { OpenPlayground } from './playground.ts';
import type { ProductOptions } from './product-options.ts';
import { createScriptDesk } from './script-desk.ts';
import { openSheets } from './sheets.ts';

export interface OpenDoors {
  url: string;
  /** For the first admin; null when somebody can sign in already. */
  setupLink: string | null;
  /** Accounts that their messengers refused, with what was said; the others run. */
  refused: ReadonlyMap<AccountId, Error>;
}

/** The HTTP server first, so that a platform finds us when it is asked to call. */
export async function openDoors(
  config: Config,
  options: ProductOptions,
  house: Ground & Counter,
  closers: Closer[],
): Promise<OpenDoors> {
  const { log, metrics, channels, engine } = house;
  const playground = config.playground
    ? // Only who plays loads it.
      await (
        await import('./playground.ts')
      ).openPlayground({
        config,
        root: options.root,
        ...house,
        waiting: () => engine.load()?.deliveriesOpen ?? 0,
      })
    : null;
  const notReady = new Set<string>(channels.adapters.keys());
  const platforms = () => [...channels.adapters.values()].map(({ facts }) => facts.platform);
  const answers = openFaqDesk(config, { ...house, platforms });
  closers.push(() => answers.close());
  await answers.begin();
  const server = createServer(serverOf(config, options, { house, notReady, playground, answers }));
  const { url } = await server.listen();
  closers.push(() => server.close());
  introduce(server, playground, house);
  if (config.metricsPort !== null) {
    const served = await serveMetrics(metrics, config.metricsPort);
    closers.push(() => served.close());
  }
  const refused = await openChannels(channels.adapters, engine.door.sink, {
    opened: (account) => notReady.delete(account),
    log,
  });
  return { url, setupLink: await server.createSetupLink(config.setupToken), refused };
}

interface Within {
  house: Ground & Counter;
  notReady: Set<string>;
  playground: OpenPlayground | null;
  answers: FaqDesk;
}

/** What the server is given. */
function serverOf(
  config: Config,
  { root, release }: ProductOptions,
  { house, notReady, playground, answers }: Within,
): Parameters<typeof createServer>[0] {
  const { clock, random, log, metrics, content, store, media, mediaLinks, channels, engine } = house;
  const { shopDir: dir } = config;
  const reload = () => content.reload();
  return {
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl,
    store,
    door: engine.door,
    adapters: [...channels.adapters.values()],
    ...openChannelDesk(house, notReady),
    loyalty: house.shop.personal.loyalty,
    sheets: openSheets({
      ...content.current().shop,
      ...house,
      wishes: house.shop.wishes,
      hasFeed: config.feed !== null,
      dir,
      reload,
    }),
    scripts: createScriptDesk({ content, clock }),
    answers,
    unanswered: house.questions.unanswered,
    faqReports: house.questions.faqReports,
    media,
    mediaLinks,
    presence: createPresence({ store, door: engine.door, clock, log }),
    clock,
    random,
    log,
    metrics,
    consoleDir: join(root, 'dist/console'),
    shop: () => ({
      name: content.shopName(house.defaultLocale),
      timeZone: content.current().shop.timeZone,
    }),
    release,
    playground: config.playground,
    notReady: () => [...notReady],
    notes: () => house.shop.notes(),
    mounts: {
      ...contactBridge(channels.adapters, house.defaultLocale, () => content.current().live.texts),
      ...house.shop.orders.mounts,
      ...playground?.mounts,
    },
  };
}

/** Those who were made before the server and have to do with it. */
function introduce(server: PrilavokServer, playground: OpenPlayground | null, { hosted }: Ground): void {
  playground?.opened(server);
  hosted?.typingTo((account, address) => server.customerTypes(account, address));
}
