/** Typing marks and "seen": fire and forget, few at a time, and nobody waits for them. */
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Signal } from '../../src/core/ports/channel.ts';
import type { Driver } from './driver.ts';
import { isPersonal } from './message-id.ts';

/** Never throws. `driver` null: there is nobody to tell. */
export function createSignaller(driver: () => Driver | null): (address: Address, signal: Signal) => void {
  let underWay = 0;
  return (address, signal) => {
    const now = driver();
    if (now === null || !isPersonal(address) || signal.kind === 'tap-answered') return;
    if (underWay >= LIMITS.signalsAtOnce) return;
    underWay += 1;
    const done = signal.kind === 'typing' ? now.typing(address) : now.markRead(address);
    void done
      .catch(() => {}) // worth nothing a moment later
      .finally(() => {
        underWay -= 1;
      });
  };
}
