/** `npm run docs:channels`: writes docs/channels.md afresh. */
import { writeFileSync } from 'node:fs';
import { CHANNELS_PAGE } from './channels-page.ts';
import { formattedChannelsPage } from './formatted-channels-page.ts';

writeFileSync(CHANNELS_PAGE, await formattedChannelsPage());
