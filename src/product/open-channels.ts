/**
 * Opens every account beside the others. A messenger that refuses one of them, or is slow, holds up nobody else; only when
 * none at all can be opened is there nothing to start for.
 */
import { toError } from '../core/errors.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelAdapter, EventSink } from '../core/ports/channel.ts';
import type { Log } from '../core/ports/log.ts';

/** What was refused, account by account. Throws the first refusal if every account was refused. */
export async function openChannels(
  adapters: ReadonlyMap<AccountId, ChannelAdapter>,
  sink: EventSink,
  { opened, log }: { opened(account: AccountId): void; log: Log },
): Promise<Map<AccountId, Error>> {
  const refused = new Map<AccountId, Error>();
  await Promise.all(
    [...adapters].map(async ([account, adapter]) => {
      try {
        await adapter.open(sink);
      } catch (thrown) {
        refused.set(account, toError(thrown));
      }
      opened(account);
    }),
  );
  const [first] = refused.values();
  if (first !== undefined && refused.size === adapters.size) throw first;
  for (const [account, error] of refused) {
    log.error({ account, error }, 'this account could not be opened; the others go on');
  }
  return refused;
}
