/**
 * A server with channels in every condition, for the page of channels: a parrot that works, two that do not, and a paired phone
 * whose WhatsApp is emulated. Switches, off-list and routes are the real ones.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFakeWhatsapp, type FakeWhatsapp } from '../../bots/whatsapp-web/emulator/fake-whatsapp.ts';
import { createWhatsappWebAdapter } from '../../bots/whatsapp-web/index.ts';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { channelFinding } from '../../src/core/channel-finding.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { ChannelAdapter } from '../../src/core/ports/channel.ts';
import type { ChannelDesk } from '../../src/core/ports/channel-desk.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { AccountHealth } from '../../src/engine/deliver.ts';
import { createChannelDesk } from '../../src/product/channel-desk.ts';
import { openOffList, type OffList } from '../../src/product/off-list.ts';
import { createSwitchable, type Switchable } from '../../src/product/switchable.ts';
import { createTestDeps } from '../bots/support/test-deps.ts';
import { openHouse, type House } from '../server/support/open-house.ts';
import { createParrot } from '../server/support/parrot.ts';

export interface ChannelsHouse {
  house: House;
  whatsapp: FakeWhatsapp;
  channels: ReadonlyMap<AccountId, Switchable>;
  off: OffList;
  close(): Promise<void>;
}

const FINDINGS = [
  channelFinding('ok', 'token.belongs', { name: '@romashka_bot' }),
  channelFinding('warn', 'queue.waiting', { count: 140 }),
  channelFinding('error', 'webhook.late-unreached', { said: 'Connection timed out' }),
];

const HEALTH: Partial<Record<AccountId, AccountHealth>> = {
  'viber:main': {
    inFlight: 0,
    failing: false,
    trouble: { broken: true, reason: 'invalid-auth-token', sinceMs: Date.now() - 600_000 },
  },
  'telegram:opt': {
    inFlight: 1,
    failing: true,
    trouble: { broken: false, reason: 'connect ECONNREFUSED', sinceMs: Date.now() - 300_000 },
  },
};

/** Nobody has scanned the code of the phone yet. */
export async function openChannelsHouse(): Promise<ChannelsHouse> {
  const whatsapp = startFakeWhatsapp({ clock: systemClock, random: systemRandom });
  let desk: ChannelDesk | null = null;
  const late = <K extends keyof ChannelDesk>(name: K) =>
    ((...args: never[]) =>
      (desk![name] as (...all: never[]) => unknown)(...args)) as unknown as ChannelDesk[K];
  const house = await openHouse({
    deps: {
      channels: {
        list: late('list'),
        setOn: late('setOn'),
        check: late('check'),
        pairAgain: late('pairAgain'),
      },
      consoleDir: fileURLToPath(new URL('../../dist/console', import.meta.url)),
    },
  });
  const channels = switchesOf(whatsapp, house);
  const off = await openOffList(house.folder, silentLog);
  desk = createChannelDesk({
    channels,
    off,
    store: house.store,
    engine: { health: (account) => HEALTH[account] ?? null },
    isOpening: () => false,
    clock: systemClock,
    log: silentLog,
  });
  for (const { adapter } of channels.values()) await adapter.open(house.engine.door.sink);
  return {
    house,
    whatsapp,
    channels,
    off,
    async close() {
      for (const { adapter } of channels.values()) await adapter.close();
      await house.close();
    },
  };
}

function switchesOf(whatsapp: FakeWhatsapp, { folder }: House): Map<AccountId, Switchable> {
  const parrot = (account: AccountId) => (): ChannelAdapter => ({
    ...createParrot(account),
    check: async () => FINDINGS,
  });
  const phone = (): ChannelAdapter =>
    createWhatsappWebAdapter(
      { account: 'whatsapp-web:main', chromium: null, proxy: null },
      createTestDeps({ dataDir: join(folder, 'data') }),
      whatsapp.make,
    );
  return new Map<AccountId, Switchable>([
    ['telegram:main', createSwitchable(parrot('telegram:main'))],
    ['telegram:opt', createSwitchable(parrot('telegram:opt'))],
    ['viber:main', createSwitchable(parrot('viber:main'))],
    ['whatsapp-web:main', createSwitchable(phone)],
  ]);
}
