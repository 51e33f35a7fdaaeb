/** Looks at one paired phone for `doctor` and the console, without starting a browser. */
import { stat } from 'node:fs/promises';
import { toError } from '../../src/core/errors.ts';
import type { Finding, SessionState } from '../../src/core/ports/channel.ts';
import { findBrowser } from './browser.ts';
import type { WhatsappWebConfig } from './config.ts';
import { loadLibrary } from './web-driver.ts';

/** What everybody who switches this on has to know; said at the start, by `doctor` and in the docs. */
export const WARNING =
  'WhatsApp forbids programs of this kind: the number can be banned at any time, and it may stop working with any update of ' +
  'WhatsApp Web. Use a number you can lose; the official WhatsApp Business Platform is the safe way';

/** Findings about the package, the browser, the pairing, and the risk. `profile` is where the browser keeps the pairing. */
export async function check(
  config: WhatsappWebConfig,
  state: SessionState,
  profile: string,
): Promise<Finding[]> {
  return [
    await about('package', 'whatsapp-web.js is installed', loadLibrary),
    await about('browser', 'Chromium was found', async () => findBrowser(config)),
    await sessionFinding(state, profile),
    { level: 'warn', subject: 'risk', message: WARNING },
  ];
}

async function about(subject: string, good: string, look: () => Promise<unknown>): Promise<Finding> {
  try {
    await look();
    return { level: 'ok', subject, message: good };
  } catch (thrown) {
    return { level: 'error', subject, message: toError(thrown).message };
  }
}

async function sessionFinding(state: SessionState, profile: string): Promise<Finding> {
  const subject = 'phone';
  switch (state.is) {
    case 'ready':
      return { level: 'ok', subject, message: 'is paired and connected' };
    case 'pairing':
      return { level: 'error', subject, message: 'is not paired: scan the code on the page of channels' };
    case 'logged-out':
      return { level: 'error', subject, message: `is not paired any more (${state.reason}): pair it again` };
    case 'starting':
      return { level: 'ok', subject, message: 'WhatsApp Web is starting' };
    case 'reconnecting':
      return { level: 'warn', subject, message: `is not connected (${state.reason}); it is tried again` };
    case 'off':
      return (await exists(profile))
        ? { level: 'ok', subject, message: 'was paired; the server connects it' }
        : {
            level: 'warn',
            subject,
            message:
              'is not paired yet: start the server and scan the code in the terminal or on the page of channels',
          };
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
