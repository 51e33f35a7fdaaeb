/**
 * From the mailbox to the engine: what visitors did is filed first and handed on afterwards, in order, until the engine has it.
 * Nothing that was shown as sent is lost by a crash in between; handing on twice is harmless, for the inbox knows the ids.
 */
import { toError } from '../../src/core/errors.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { EventSink } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Mailbox } from '../../src/core/ports/mailbox.ts';

export interface Intake {
  /** Hands on all that waits of this visitor. Rejects when the engine cannot take it now: it stays and is tried again. */
  handOn(visitorId: number): Promise<void>;
  /** Everything left over from before a crash; a visitor whose deeds cannot be taken does not hold up the others. */
  handOnLeftOvers(account: AccountId): Promise<void>;
}

export interface IntakeDeps {
  mailbox: Pick<Mailbox, 'waiting' | 'waitingVisitors' | 'settle'>;
  log: Log;
  sink(): EventSink | null;
}

export function createIntake({ mailbox, log, sink }: IntakeDeps): Intake {
  /** The last call of each visitor: one after another, so that order holds. */
  const last = new Map<number, Promise<void>>();
  /** Taken by the engine, not yet marked so on disk. */
  const taken = new Set<number>();

  async function handOnWaiting(visitorId: number): Promise<void> {
    for (;;) {
      const deeds = mailbox.waiting(visitorId, LIMITS.visitorDeeds).filter(({ id }) => !taken.has(id));
      if (deeds.length === 0) return;
      const into = sink();
      if (into === null) throw new Error('the chat is closed');
      await into(deeds.map(({ event, raw }) => ({ event: JSON.parse(event) as ChannelEvent, raw })));
      settle(deeds.map(({ id }) => id));
    }
  }

  /** Not waited for: a mark that is lost costs one more handing on, and the visitor should not wait for a disk. */
  function settle(ids: number[]): void {
    for (const id of ids) taken.add(id);
    mailbox
      .settle(ids)
      .catch((thrown: unknown) => log.warn({ error: toError(thrown) }, 'deeds could not be marked as taken'))
      .finally(() => {
        for (const id of ids) taken.delete(id);
      });
  }

  function handOn(visitorId: number): Promise<void> {
    const before = last.get(visitorId) ?? Promise.resolve();
    const now = before.catch(() => {}).then(() => handOnWaiting(visitorId));
    last.set(visitorId, now);
    const forget = (): void => {
      if (last.get(visitorId) === now) last.delete(visitorId);
    };
    now.then(forget, forget);
    return now;
  }

  return {
    handOn,
    async handOnLeftOvers(account) {
      let seen = -1;
      // Those that cannot be taken stay in the list: stop when nothing else comes.
      for (;;) {
        const visitors = mailbox.waitingVisitors(account, LIMITS.groupCommitItems);
        if (visitors.length === 0 || visitors.length === seen) return;
        seen = visitors.length;
        const outcomes = await Promise.allSettled(visitors.map(({ id }) => handOn(id)));
        const failed = outcomes.filter(({ status }) => status === 'rejected').length;
        if (failed > 0) log.warn({ account, visitors: failed }, 'what visitors wrote waits for the engine');
        if (failed === visitors.length) return;
      }
    },
  };
}
