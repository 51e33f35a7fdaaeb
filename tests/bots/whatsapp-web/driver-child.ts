/** A process of its own with a paired browser in it, for a test that kills it: `driver-child.ts <profile> <pages>`. */
import { createWebDriver } from '../../../bots/whatsapp-web/web-driver.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { chromiumPath } from '../../support/browser.ts';

const [, , folder = '', pages = ''] = process.argv;
const driver = await createWebDriver({
  folder,
  browser: await chromiumPath(),
  proxy: null,
  clock: systemClock,
  standIn: { folder: pages, version: 'stand-in', args: ['--host-resolver-rules=MAP * ~NOTFOUND'] },
});
await driver.start((event) => console.log(event.kind));
setInterval(() => {}, 60_000);
