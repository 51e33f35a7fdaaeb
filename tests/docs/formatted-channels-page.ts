/** The page as it stands in the repository: formatted like every file here. */
import { format, resolveConfig } from 'prettier';
import { CHANNELS_PAGE, channelsPage } from './channels-page.ts';
import { DOCUMENTED_CHANNELS } from './documented-channels.ts';

export async function formattedChannelsPage(): Promise<string> {
  const options = await resolveConfig(CHANNELS_PAGE);
  return format(channelsPage(DOCUMENTED_CHANNELS), { ...options, filepath: CHANNELS_PAGE });
}
