/**
 * By which addresses a person is known. A conversation has one at a time, the one to write to; former ones, and others that
 * the platform uses for the same person, lead to it as well. Nothing here runs for people who have only one.
 */
import type { AccountId, Address, ConversationId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Context } from './context.ts';
import type { ConversationRecord } from './rows.ts';

/** A conversation with the address that it is kept under. */
interface Kept {
  id: ConversationId;
  account: AccountId;
  kept: Address;
}

export function createAddresses({ db }: Context) {
  const byAddress = db.prepare<[string, string], ConversationRecord>(
    'SELECT * FROM conversations WHERE account = ? AND address = ?',
  );
  const byOther = db.prepare<[string, string], ConversationRecord>(
    `SELECT c.* FROM other_addresses o JOIN conversations c ON c.id = o.conversation_id
      WHERE o.account = ? AND o.address = ?`,
  );
  const move = db.prepare<[string, number]>(
    'UPDATE conversations SET address = ?, version = version + 1 WHERE id = ?',
  );
  const remember = db.prepare<[string, string, number]>(
    'INSERT INTO other_addresses (account, address, conversation_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const forget = db.prepare<[string, string]>(
    'DELETE FROM other_addresses WHERE account = ? AND address = ?',
  );

  return {
    /**
     * Whose address this is, or else one of the aliases. Found by an alias alone it comes with the new address in its
     * record, to be settled by whoever stores the event.
     */
    find(account: AccountId, address: Address, aliases: readonly Address[] = []): ConversationRecord | null {
      const known = byAddress.get(account, address) ?? byOther.get(account, address);
      if (known) return known;
      for (const alias of aliases.slice(0, LIMITS.aliases)) {
        const found = byAddress.get(account, alias) ?? byOther.get(account, alias);
        if (found) return { ...found, address };
      }
      return null;
    },

    /** Moves a conversation to `address`, unless another one lives there, and keeps the other ways to it. */
    settle({ id, account, kept }: Kept, address: Address, aliases: readonly Address[]): void {
      if (address !== kept && byAddress.get(account, address) === undefined) {
        // The version goes up: a turn that was made for the old address would bring it back.
        move.run(address, id);
        forget.run(account, address);
        remember.run(account, kept, id);
      }
      for (const alias of aliases.slice(0, LIMITS.aliases)) {
        if (alias !== address) remember.run(account, alias, id);
      }
    },
  };
}
