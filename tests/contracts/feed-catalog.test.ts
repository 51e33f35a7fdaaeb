import { CONTRACT_GOOGLE, CONTRACT_YML, win1251, yml } from '../shop/feed/feed-files.ts';
import { openFeedHouse } from '../shop/feed/feed-house.ts';
import { serveFeed } from '../shop/feed/feed-server.ts';
import { describeCatalog, type CatalogUnderTest } from './catalog-contract.ts';

const FEEDS: Record<string, string | Buffer> = {
  'feed, YML in UTF-8': yml(CONTRACT_YML),
  'feed, YML in windows-1251': win1251(yml(CONTRACT_YML, { encoding: 'windows-1251' })),
  'feed, Google Merchant': CONTRACT_GOOGLE,
};

for (const [name, body] of Object.entries(FEEDS)) {
  describeCatalog(name, async (): Promise<CatalogUnderTest> => {
    const server = await serveFeed(body);
    const house = await openFeedHouse(server.url);
    await house.catalog.refresh();
    return {
      catalog: house.catalog,
      async close() {
        await house.close();
        await server.close();
      },
    };
  });
}
