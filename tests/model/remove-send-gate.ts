/**
 * Takes the last gate of speech out of the store, for the proof that the model would notice. The statements are changed on
 * their way into SQLite; the product has no switch for this.
 */
import Database from 'better-sqlite3';
import { MAY_SPEAK } from '../../src/store/sqlite/gate.ts';

/** Every statement prepared from now on lets everybody speak. Returns the way back. */
export function removeSendGate(): () => void {
  const prototype = Database.prototype as { prepare(sql: string): unknown };
  const { prepare } = prototype;
  prototype.prepare = function without(this: unknown, sql: string): unknown {
    return Reflect.apply(prepare, this, [sql.replaceAll(MAY_SPEAK, "'yes'")]);
  };
  return () => {
    prototype.prepare = prepare;
  };
}
