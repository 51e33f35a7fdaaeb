/** What is around a script when it is checked: nothing here is read from the script itself. */
import type { Locale } from '../../core/locale.ts';
import type { ShopSlots } from '../shop-slots.ts';

/** What a script is checked against. */
export interface ScriptSurroundings {
  /** The languages that every text must have. */
  languages: readonly Locale[];
  slots: ShopSlots;
  /** Flows and scripts that `flow:` may name. */
  knownFlows: readonly string[];
}
