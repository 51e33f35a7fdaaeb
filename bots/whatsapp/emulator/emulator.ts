/** What the emulator offers to code in the same process. */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import type { Phone } from './phone.ts';
import type { Change, Delivery } from './pusher.ts';
import type { BusinessNumber, Chat, Limits, PhoneEvent, Template, World } from './world.ts';

export interface EmulatorOptions {
  /** 0, the default: any free port. */
  port?: number;
  clock?: Clock;
  random?: Random;
  token?: string;
  appSecret?: string;
  /** Messages remembered per chat (default 500) and calls remembered in all (default 2,000). */
  history?: number;
  callsKept?: number;
  /** Default: as on the platform, 80 calls a second and number; 45 messages to one person at once, then one in six seconds. */
  limits?: Partial<Limits>;
}

export interface WhatsAppEmulator {
  /** What goes into WHATSAPP_API_ROOT. */
  apiRoot: string;
  token: string;
  appSecret: string;
  /** The first number, and the account it belongs to. */
  phoneNumberId: string;
  businessId: string;
  /** A second number of the same app. */
  addNumber(id: string, display: string): BusinessNumber;
  /** The phone of whoever has this number, in the chat with a number of the shop (the first unless named). */
  user(waId: string, phoneNumberId?: string): Phone;
  /** Enters the webhook at the app: false when the handshake failed. All fields unless named. */
  setWebhook(url: string, verifyToken: string, fields?: string[]): Promise<boolean>;
  addTemplate(template: Partial<Template> & Pick<Template, 'name' | 'body'>): Template;
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Changes wait from here on, and go out together or one by one, in their order or another. */
  hold(): void;
  release(how?: { together?: boolean; shuffled?: boolean }): number;
  /** Posts the last calls again; the number posted. */
  redeliver(count: number): number;
  /** Posts any change. */
  change(change: Change): void;
  calls(): Call[];
  deliveries(): Delivery[];
  /** Told of everything that any phone shows. Returns its own end. */
  watch(watcher: (event: PhoneEvent, chat: Chat) => void): () => void;
  world: World;
  /** Open connections of clients. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** One call, without its token. */
export interface Call {
  /** `messages`, `upload`, `download`, `object`, `subscribed_apps` … */
  method: string;
  params: Record<string, unknown>;
  atMs: number;
  /** `ok`, the code of a refusal, or the fault it met. */
  outcome: string;
}
