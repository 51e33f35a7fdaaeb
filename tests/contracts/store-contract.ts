/**
 * What every store must do, whatever it is built on. `makeStore` gives an empty one; `reopen` closes it and opens the
 * same data again, as a restart does.
 */
import { afterEach, beforeEach, describe } from '@jest/globals';
import { createDriver } from '../support/store-driver.ts';
import type { Driver, Store } from '../support/store-driver.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { channelsContract } from './store-channels.ts';
import { deliveryContract } from './store-deliveries.ts';
import { contactContract } from './store-contacts.ts';
import { deskContract } from './store-desk.ts';
import { identityContract } from './store-identity.ts';
import { faqDeskContract } from './store-faq-desk.ts';
import { feedbackContract } from './store-feedback.ts';
import { forgetContract } from './store-forget.ts';
import { inboxContract } from './store-inbox.ts';
import { laneContract } from './store-lane.ts';
import { ordersContract } from './store-orders.ts';
import { personalContract } from './store-personal.ts';
import { questionsContract } from './store-questions.ts';
import { scriptContract } from './store-scripts.ts';
import { stockAlertContract } from './store-stock-alerts.ts';
import { turnContract } from './store-turns.ts';
import { workContract } from './store-work.ts';

export interface StoreUnderTest {
  store: Store;
  clock: ManualClock;
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

/** Everything a part of the contract needs; `driver` is new for every test. */
export interface Bench {
  readonly driver: Driver;
  reopen(): Promise<Driver>;
}

export function describeStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${name}`, () => {
    let under: StoreUnderTest;
    let driver: Driver;
    const bench: Bench = {
      get driver() {
        return driver;
      },
      async reopen() {
        driver = createDriver(await under.reopen(), under.clock, 2);
        return driver;
      },
    };
    beforeEach(async () => {
      under = await makeStore();
      driver = createDriver(under.store, under.clock);
    });
    afterEach(() => under.close());

    describe('inbox', () => inboxContract(bench));
    describe('turns', () => turnContract(bench));
    describe('work', () => workContract(bench));
    describe('deliveries', () => deliveryContract(bench));
    describe('lane', () => laneContract(bench));
    describe('channels', () => channelsContract(bench));
    describe('desk', () => deskContract(bench));
    describe('identity', () => identityContract(bench));
    describe('contacts', () => contactContract(bench));
    describe('scripts', () => scriptContract(bench));
    describe('answers in hand', () => faqDeskContract(bench));
    describe('stock alerts', () => stockAlertContract(bench));
    describe('orders', () => ordersContract(bench));
    describe('personal', () => personalContract(bench));
    describe('feedback', () => feedbackContract(bench));
    describe('forgetting', () => forgetContract(bench));
    describe('questions', () => questionsContract(bench));
  });
}
