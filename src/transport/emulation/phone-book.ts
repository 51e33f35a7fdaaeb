/**
 * Who has a phone of an emulated messenger: the list, its bound, its watchers, and ids that are the same at every start for
 * the first customers and never met again for later ones. What a phone is and does is the messenger's own affair.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CustomerPhone, NewPhoneOwner, PhoneBook, PhoneEvent } from '../../core/ports/phone.ts';

export type TellPhoneEvent = (ownerId: string, event: PhoneEvent) => void;

export interface EmulatedPhoneBook extends PhoneBook {
  /** Tells whoever watches; what is told of somebody without a phone here goes nowhere. */
  tell: TellPhoneEvent;
}

interface PhoneBookWays {
  clock: Clock;
  /** Who has a phone from the start. */
  first: readonly NewPhoneOwner[];
  /** Number of the first of them, the others count on from it; default 1. */
  firstNumber?: number;
  /** Makes a customer's phone; `number` is nobody else's, and the messenger makes its own kind of id of it. */
  open(person: NewPhoneOwner, number: number, tell: TellPhoneEvent): CustomerPhone;
}

export function createPhoneBook({ clock, first, firstNumber = 1, open }: PhoneBookWays): EmulatedPhoneBook {
  const phones = new Map<string, CustomerPhone>();
  const watchers = new Set<TellPhoneEvent>();
  const tell: TellPhoneEvent = (id, event) => {
    if (phones.has(id)) for (const watcher of watchers) watcher(id, event);
  };
  const enter = (person: NewPhoneOwner, number: number): CustomerPhone => {
    const phone = open(person, number, tell);
    phones.set(phone.owner.id, phone);
    return phone;
  };
  first.forEach((person, index) => void enter(person, firstNumber + index));
  let lastNumber = 0;
  return {
    tell,
    list: () => [...phones.values()].map(({ owner }) => owner),
    phone: (id) => phones.get(id) ?? null,
    add(person) {
      if (phones.size >= LIMITS.playgroundCustomers) return null;
      // By the clock, so that a restart never meets them again.
      lastNumber = Math.max(lastNumber + 1, clock.now());
      const { owner } = enter(person, lastNumber);
      tell(owner.id, { type: 'added', owner });
      return owner;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
