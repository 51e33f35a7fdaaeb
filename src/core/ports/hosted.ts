/** What the house gives to a platform that we are ourselves and not to one with servers of its own. */
import type { AccountId, Address } from '../ids.ts';
import type { Chat } from './accept.ts';
import type { Mailbox } from './mailbox.ts';
import type { SavedMedia } from './media.ts';

export interface HostedDeps {
  mailbox: Mailbox;
  saveMedia(bytes: Uint8Array, name: string): Promise<SavedMedia>;
  /** Deletes a file that nobody needs; one that is not there is no fault. */
  removeMedia(file: string): Promise<void>;
  /** Whether people are at the desk by the shop's hours. */
  desk(): DeskHours;
  /** Folder of the built pages; what is not in it is not served. */
  pagesDir: string;
  /** Changes with every release. */
  release: string;
  /** Where a visitor may go on; null: nowhere, or not yet. */
  readonly elsewhere: Elsewhere | null;
  /** A visitor types: shown to the desk for a moment, never stored. */
  visitorTypes(account: AccountId, address: Address): void;
}

export interface DeskHours {
  open: boolean;
  /** UTC ms; null: open now, or not known. */
  opensAtMs: number | null;
  /** IANA. */
  timeZone: string;
}

/** Links that join another messenger's chat with this one: each works once and not for long. */
export interface Elsewhere {
  /** Messengers that can be gone to now, such as `telegram`. */
  platforms(): string[];
  /** Null: that messenger cannot be gone to. `busy`: ask again later. */
  link(chat: Chat, platform: string): Promise<{ url: string; expiresAtMs: number } | 'busy' | null>;
}
