/**
 * Who somebody is to WhatsApp: the id that Meta gave them for this business, or, where there is none, their number.
 * A person with a user name may keep the number to themselves; a new number means a new id.
 */
import type { Address } from '../../src/core/ids.ts';

/** Two letters of a country, and an opaque word: `RU.1349120865530274`. */
const USER_ID = /^[A-Z]{2}\.(?:[A-Z]{2,8}\.)?[A-Za-z0-9]{1,128}$/;
const NUMBER = /^\d{5,20}$/;

/** One person as an event names them: `address` is the id if there is one; `aliases` the number beside it. */
export interface Person {
  address: Address;
  aliases: Address[];
  /** Digits with country code; null: kept to themselves. */
  number: string | null;
}

/** Null when neither names anybody. */
export function personOf(userId: string | undefined, waId: string | undefined): Person | null {
  const id = userId !== undefined && USER_ID.test(userId) ? userId : null;
  const number = numberOf(waId);
  const address = id ?? number;
  if (address === null) return null;
  return { address, aliases: id !== null && number !== null ? [number] : [], number };
}

/** Digits with country code out of `+7 916 123-45-67`; null: no number. */
export function numberOf(text: string | undefined): string | null {
  const digits = text?.replace(/[\s()+.-]/g, '') ?? '';
  return NUMBER.test(digits) ? digits : null;
}

/** The field of a call that says whom it is for; null: not an address of this platform. */
export function recipientOf(address: Address): { to: string } | { recipient: string } | null {
  if (NUMBER.test(address)) return { to: address };
  return USER_ID.test(address) ? { recipient: address } : null;
}
