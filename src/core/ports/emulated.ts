/**
 * A messenger played on this machine, as the playground and `talk` use it: phones that people move, settings that aim the
 * real adapter at it, and troubles that can be switched on. Nothing of it is loaded where real channels are set.
 */
import type { Clock, Random } from '../clock.ts';
import type { NewPhoneOwner, PhoneBook } from './phone.ts';

export type StartEmulated = (options: EmulatedOptions) => Promise<EmulatedPlatform>;

export interface EmulatedOptions {
  clock: Clock;
  random: Random;
  /** Where our own server will listen, without a trailing slash: platforms that call us are told by their adapters. */
  ownUrl: string;
  /** Who has a phone from the start. Their ids are the same at every start, so that their conversations go on. */
  first: readonly NewPhoneOwner[];
}

export interface EmulatedPlatform {
  /** Settings of the account `main` by suffix, as its platform's own `parse` takes them. */
  settings: Record<string, string>;
  phones: PhoneBook;
  troubles: Troubles;
  close(): Promise<void>;
}

/** What can go wrong with a messenger, at the wish of who plays. Nothing may be lost by any of it. */
export interface Troubles {
  set(trouble: Trouble, isOn: boolean): void;
  state(): TroubleState;
}

export const TROUBLES = [
  'down', // calls fail, and nothing that customers write comes through until it is over
  'twice', // everything that customers do is handed in a second time
  'mixed', // what customers do within a breath comes in another order
] as const;
export type Trouble = (typeof TROUBLES)[number];
export type TroubleState = Record<Trouble, boolean>;
