/**
 * The code that pairs a phone, in the terminal of whoever started us: each anew as it changes. Into a terminal only: in a log
 * the code would be a key to the shop's number.
 */
import { renderUnicodeCompact } from 'uqr';
import type { AccountId } from '../core/ids.ts';
import { isSession, type ChannelAdapter, type SessionState } from '../core/ports/channel.ts';

export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Watches every paired phone until the process ends. */
export function showPairing(adapters: ReadonlyMap<AccountId, ChannelAdapter>, terminal: Terminal): void {
  for (const [account, adapter] of adapters) {
    if (!isSession(adapter)) continue;
    let last: SessionState['is'] | null = null;
    const show = (state: SessionState): void => {
      const text = terminal.isTTY ? pairingText(account, state) : plainText(account, state, last);
      last = state.is;
      if (text !== null) terminal.write(text);
    };
    adapter.watchSession(show);
    show(adapter.session());
  }
}

function pairingText(account: AccountId, state: SessionState): string | null {
  if (state.is !== 'pairing') return state.is === 'starting' ? null : endText(account, state);
  return [
    '',
    `Pair a phone with ${account}: WhatsApp → Settings → Linked devices → Link a device, and scan this.`,
    'It changes every half minute; the console shows it too, under Channels.',
    '',
    drawn(state.code),
    '',
  ].join('\n');
}

/** In colours of its own: a code in the terminal's colours would be a negative in half of all terminals. */
function drawn(code: string): string {
  const lines = renderUnicodeCompact(code, { ecc: 'L', border: 2 }).split('\n');
  return lines.map((line) => `\u001B[97;40m${line}\u001B[0m`).join('\n');
}

/** Where a file or another program reads along: that there is something to do, and where; never the code. */
function plainText(account: AccountId, state: SessionState, last: SessionState['is'] | null): string | null {
  if (state.is !== 'pairing') return endText(account, state);
  return last === 'pairing'
    ? null
    : `! ${account} waits to be paired: open the console, Channels, and scan the code.\n`;
}

function endText(account: AccountId, state: SessionState): string | null {
  if (state.is === 'ready') return `  ${account} is paired and connected.\n`;
  if (state.is !== 'logged-out') return null;
  return `! ${account} is not paired any more (${state.reason}): pair it again in the console, under Channels.\n`;
}
