/**
 * An emulator of a foreign messenger as the playground takes it: people's phones, and the troubles that any such messenger
 * can have, made by the emulator's own faults and holds.
 */
import type { Clock } from '../../core/clock.ts';
import type { EmulatedPlatform } from '../../core/ports/emulated.ts';
import type { PhoneBook } from '../../core/ports/phone.ts';
import type { Fault } from './faults.ts';
import { createTroubles } from './troubles.ts';

/** What every emulator of a foreign messenger can do. */
export interface PlayableEmulator {
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Keeps back what customers do, until it is let go. */
  hold(): void;
  letGo(order: 'kept' | 'mixed'): void;
  /** Hands in the latest updates again. */
  redeliver(count: number): number;
  close(): Promise<void>;
}

/** All of an emulated platform but its settings. Closing it closes the emulator. */
export function playEmulator(
  clock: Clock,
  emulator: PlayableEmulator,
  book: PhoneBook,
): Omit<EmulatedPlatform, 'settings'> {
  const ways = {
    fail: () => emulator.fault({ method: '*', status: 502, times: Infinity }),
    heal: () => emulator.clearFaults(),
    hold: () => emulator.hold(),
    letGo: (order: 'kept' | 'mixed') => emulator.letGo(order),
    again: () => void emulator.redeliver(1),
  };
  return { ...createTroubles(clock, ways, book), close: () => emulator.close() };
}
