/**
 * The identifiers of the house. Integer keys stay inside; what leaves it (URLs, buttons) is a PublicId,
 * 128 random bits, so that nobody can count our customers or guess a neighbour's conversation.
 */
import type { Random } from './clock.ts';

export type ConversationId = number;
export type ContactId = number;
export type CaseId = number;
export type InboxId = number;
export type DeliveryId = number;
export type TaskId = number;
export type OperatorId = number;

/** One configured connection of one platform, such as `telegram:main`. */
export type AccountId = `${string}:${string}`;

/** Where a person can be reached on one account (a chat id, a user id): opaque outside the platform's folder. */
export type Address = string;

/** 22 characters of base64url: 128 random bits. */
export type PublicId = string;

/** A new unguessable id. */
export function newPublicId(random: Random): PublicId {
  return base64url(random.bytes(16));
}

/** `telegram:main` → `telegram`. */
export function platformOf(account: AccountId): string {
  return account.slice(0, account.indexOf(':'));
}

/** base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
