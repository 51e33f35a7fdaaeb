/**
 * Troubles of an emulated messenger that are switched on by hand, the same for every platform: its emulator only says how
 * calls are made to fail and how updates are held, let go and handed in again.
 */
import type { Clock } from '../../core/clock.ts';
import type { Trouble, Troubles, TroubleState } from '../../core/ports/emulated.ts';
import type { CustomerPhone, PhoneBook } from '../../core/ports/phone.ts';

export interface TroubleWays {
  /** Every call of the shop fails from now on. */
  fail(): void;
  /** Calls are answered as usual again. */
  heal(): void;
  /** Keeps what customers do from the shop. */
  hold(): void;
  /** Hands in what was held, and everything after it at once. */
  letGo(order: 'kept' | 'mixed'): void;
  /** Hands in the latest update once more. */
  again(): void;
}

/** Within this time updates are mixed; long enough to write two messages. */
const MIXED_MS = 2_000;
/** A repeat comes when the first one has surely been read. */
const AGAIN_MS = 700;

/** The switches, and the phones with which they see that a hand has moved. */
export function createTroubles(
  clock: Clock,
  ways: TroubleWays,
  phones: PhoneBook,
): { troubles: Troubles; phones: PhoneBook } {
  const state: TroubleState = { down: false, twice: false, mixed: false };
  let isMixing = false;
  const acted = (): void => {
    if (state.twice) clock.after(AGAIN_MS, () => !state.down && ways.again());
    if (!state.mixed || state.down || isMixing) return;
    isMixing = true;
    ways.hold();
    clock.after(MIXED_MS, () => {
      isMixing = false;
      if (!state.down) ways.letGo('mixed');
    });
  };
  const set = (trouble: Trouble, isOn: boolean): void => {
    if (state[trouble] === isOn) return;
    state[trouble] = isOn;
    if (trouble !== 'down') return;
    if (isOn) {
      ways.hold();
      ways.fail();
    } else {
      ways.heal();
      ways.letGo('kept');
    }
  };
  return { troubles: { set, state: () => ({ ...state }) }, phones: noticing(phones, acted) };
}

/** The same book; `acted` is called before each act, so that what it leads to is held already. */
function noticing(phones: PhoneBook, acted: () => void): PhoneBook {
  const noticed = (phone: CustomerPhone): CustomerPhone => ({
    owner: phone.owner,
    screen: () => phone.screen(),
    file: (id) => phone.file(id),
    act(act) {
      acted();
      return phone.act(act);
    },
  });
  return {
    list: () => phones.list(),
    add: (person) => phones.add(person),
    watch: (watcher) => phones.watch(watcher),
    phone(id) {
      const phone = phones.phone(id);
      return phone === null ? null : noticed(phone);
    },
  };
}
