/** The page of channels behind its port: what adapters, engine and store know of each account, put into one word of condition. */
import { channelFinding } from '../core/channel-finding.ts';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { platformOf, type AccountId } from '../core/ids.ts';
import { isSession, type SessionState } from '../core/ports/channel.ts';
import {
  needsPerson,
  type ChannelCondition,
  type ChannelDesk,
  type ChannelHealth,
} from '../core/ports/channel-desk.ts';
import type { AccountTraffic, DeskStore } from '../core/ports/desk-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Engine } from '../engine/engine.ts';
import type { MetricsRegistry } from '../observe/metrics.ts';
import type { OffList } from './off-list.ts';
import type { Switchable } from './switchable.ts';

export interface ChannelDeskDeps {
  channels: ReadonlyMap<AccountId, Switchable>;
  off: OffList;
  store: Pick<DeskStore, 'readTraffic'>;
  engine: Pick<Engine, 'health'>;
  /** It has not been opened yet. */
  isOpening(account: AccountId): boolean;
  clock: Clock;
  log: Log;
}

export function createChannelDesk(deps: ChannelDeskDeps): ChannelDesk {
  const { channels, off, store, log } = deps;
  const list = async (): Promise<ChannelHealth[]> => {
    const traffic = new Map((await store.readTraffic()).map((one) => [one.account, one]));
    return [...channels].map(([account, channel]) => healthOf(deps, account, channel, traffic.get(account)));
  };
  return {
    list,
    async setOn(account, on) {
      const channel = channels.get(account);
      if (channel === undefined) return null;
      // First on disk: what people switched off must not come back by a crash.
      await off.set(account, !on);
      await channel.setOn(on);
      const { fault } = channel;
      log.info({ account, on, ...(fault === null ? {} : { fault }) }, 'a channel was switched');
      return (await list()).find((one) => one.account === account) ?? null;
    },
    async check(account) {
      const channel = channels.get(account);
      if (channel === undefined) return null;
      try {
        return await channel.check();
      } catch (thrown) {
        return [channelFinding('error', 'check.failed', { reason: toError(thrown).message })];
      }
    },
    async pairAgain(account) {
      const channel = channels.get(account);
      if (channel === undefined || !isSession(channel.adapter) || !channel.on) return false;
      log.info({ account }, 'a phone is paired again');
      await channel.adapter.pairAgain();
      return true;
    },
  };
}

/** The desk of channels for the server, and their troubles for the metrics. `opening`: accounts that are not open yet. */
export function openChannelDesk(
  house: Pick<ChannelDeskDeps, 'off' | 'store' | 'engine' | 'clock' | 'log'> & {
    channels: { switches: ChannelDeskDeps['channels'] };
    metrics: MetricsRegistry;
  },
  opening: ReadonlySet<string>,
): { channels: ChannelDesk; isOff: (account: AccountId) => boolean } {
  const { switches } = house.channels;
  const desk = createChannelDesk({
    ...house,
    channels: switches,
    isOpening: (account) => opening.has(account),
  });
  house.metrics.gauge('channels_in_trouble', 'Channels that a person has to look after', () =>
    countTroubles(desk),
  );
  return { channels: desk, isOff: (account) => switches.get(account)?.on !== true };
}

async function countTroubles(desk: ChannelDesk): Promise<number> {
  return (await desk.list()).filter(({ condition }) => needsPerson(condition)).length;
}

/** May parts go out there now? A phone that is not connected is no reason to try and fail. */
export function isUsable(channel: Switchable | undefined): boolean {
  if (channel === undefined) return true;
  if (!channel.on || channel.fault !== null) return false;
  return !isSession(channel.adapter) || channel.adapter.session().is === 'ready';
}

function healthOf(
  deps: ChannelDeskDeps,
  account: AccountId,
  channel: Switchable,
  traffic: AccountTraffic | undefined,
): ChannelHealth {
  const { adapter } = channel;
  return {
    account,
    platform: platformOf(account),
    intake: adapter.facts.intake,
    condition: conditionOf(deps, account, channel, traffic?.pausedUntilMs ?? 0),
    notes: adapter.notes?.() ?? [],
    session: isSession(adapter) ? adapter.session() : null,
    waiting: traffic?.waiting ?? 0,
    lastInMs: traffic?.lastInMs ?? null,
    lastOutMs: traffic?.lastOutMs ?? null,
  };
}

/** What most needs to be known comes first. */
function conditionOf(
  { engine, isOpening, clock }: ChannelDeskDeps,
  account: AccountId,
  { on, fault, adapter }: Switchable,
  pausedUntilMs: number,
): ChannelCondition {
  const nowMs = clock.now();
  if (!on) return { is: 'off' };
  if (fault !== null) return { is: 'broken', reason: fault, sinceMs: null };
  if (isOpening(account)) return { is: 'starting' };
  const session = isSession(adapter) ? ofSession(adapter.session()) : null;
  if (session !== null) return session;
  const sending = engine.health(account);
  const trouble = sending?.trouble ?? null;
  if (trouble?.broken) return { is: 'broken', reason: trouble.reason, sinceMs: trouble.sinceMs };
  if (trouble !== null && sending?.failing) {
    return { is: 'failing', reason: trouble.reason, sinceMs: trouble.sinceMs };
  }
  if (pausedUntilMs > nowMs) return { is: 'paused', untilMs: pausedUntilMs };
  return { is: 'works' };
}

/** Null: the phone is connected. */
function ofSession(session: SessionState): ChannelCondition | null {
  switch (session.is) {
    case 'ready':
      return null;
    case 'off':
    case 'starting':
      return { is: 'starting' };
    case 'pairing':
      return { is: 'unpaired', reason: 'pairing' };
    case 'logged-out':
      return { is: 'unpaired', reason: session.reason };
    case 'reconnecting':
      return { is: 'reconnecting', reason: session.reason, sinceMs: session.sinceMs };
  }
}
