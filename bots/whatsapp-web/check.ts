/** Looks at one paired phone for `doctor` and the console, without starting a browser. */
import { stat } from 'node:fs/promises';
import { toError } from '../../src/core/errors.ts';
import { channelFinding, FINDING_WORDS, type FindingCode } from '../../src/core/channel-finding.ts';
import type { ChannelFinding, SessionState } from '../../src/core/ports/channel.ts';
import { findBrowser } from './browser.ts';
import type { WhatsappWebConfig } from './config.ts';
import { loadLibrary } from './web-driver.ts';

/** What everybody who switches this on has to know; said at the start, by `doctor` and in the docs. */
export const WARNING = FINDING_WORDS['risk.unofficial'];

/** Findings about the package, the browser, the pairing, and the risk. `profile` is where the browser keeps the pairing. */
export async function check(
  config: WhatsappWebConfig,
  state: SessionState,
  profile: string,
): Promise<ChannelFinding[]> {
  return [
    await about('package', loadLibrary),
    await about('browser', async () => findBrowser(config)),
    await sessionFinding(state, profile),
    channelFinding('warn', 'risk.unofficial'),
  ];
}

async function about(subject: 'package' | 'browser', look: () => Promise<unknown>): Promise<ChannelFinding> {
  try {
    await look();
    return channelFinding('ok', `${subject}.found`);
  } catch (thrown) {
    return channelFinding('error', `${subject}.missing`, { reason: toError(thrown).message });
  }
}

async function sessionFinding(state: SessionState, profile: string): Promise<ChannelFinding> {
  switch (state.is) {
    case 'ready':
    case 'starting':
      return channelFinding('ok', `phone.${state.is}` satisfies FindingCode);
    case 'pairing':
      return channelFinding('error', 'phone.pairing');
    case 'logged-out':
      return channelFinding('error', 'phone.logged-out', { reason: state.reason });
    case 'reconnecting':
      return channelFinding('warn', 'phone.reconnecting', { reason: state.reason });
    case 'off':
      return (await exists(profile))
        ? channelFinding('ok', 'phone.was-paired')
        : channelFinding('warn', 'phone.never-paired');
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
