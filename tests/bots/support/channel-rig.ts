/** What an adapter's test gives to the contract of all channels: a hand on the platform, the phone and the network. */
import type { IncomingMedia } from '../../../src/core/content.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type {
  ChannelAdapter,
  IncomingUpdate,
  Intake,
  WebhookRequest,
} from '../../../src/core/ports/channel.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';

export type Signature = 'right' | 'wrong' | 'missing' | 'prefix' | 'longer';

export type Trouble =
  /** The platform is flooded and asks for 7 seconds, if it can ask. */
  | 'too-many'
  /** Its own server error, in its own words. */
  | 'server-error'
  /** A page of a gateway in between. */
  | 'gateway-page'
  /** The connection is reset while it reads. */
  | 'reset'
  /** Carried out, but the answer is cut. */
  | 'cut-answer'
  | 'silence'
  | 'blocked'
  | 'bad-token';

/** A phone's message as its owner sees it. */
export interface Shown {
  text: string;
  buttons: string[];
  hasMedia: boolean;
}

/** A customer's file, and what it is called. */
export interface SentFile {
  as: 'photo' | 'file';
  bytes: Uint8Array;
  name: string;
  mime: string;
}

/** A hand on how files come from the platform. */
export interface FileHand {
  /** The customer sends it. */
  sends(file: SentFile): void;
  /** What the next download meets; and the same file, of which the platform says that it lies at this address. */
  meets?(fault: Omit<Fault, 'method'>): void;
  named?(url: string, media: IncomingMedia): IncomingMedia;
  /** Where there are no downloads: the next file never comes. */
  hangs?(): void;
}

/** One platform for the length of a describe block. */
export interface ChannelRig {
  /** In webhook mode where the platform has one; its clock runs 10 times faster. Each call a new adapter. */
  adapter(kind?: 'usual' | 'unreachable' | 'other-mode'): ChannelAdapter;
  /** The customer on the other side. */
  address: string;
  /** Makes contact, so that the bot may write. */
  greet(): void;
  says(text: string): void;
  shown(): Shown[];
  trouble(kind: Trouble): void;
  /** Ends every trouble. */
  calm(): void | Promise<void>;
  sign(body: Uint8Array, signature: Signature): WebhookRequest;
  /** Where there is no webhook: an update as it comes otherwise. */
  read?(body: Uint8Array): Intake;
  /** For platforms that send only while they are open: resolves once an opened adapter can. */
  connected?(adapter: ChannelAdapter): Promise<void>;
  /** Sends webhook calls to this handler over HTTP; resolves once the platform knows the address. */
  deliverTo?(handle: (request: WebhookRequest) => Promise<number>): Promise<void>;
  redeliver(): void;
  /** Where files are fetched. */
  files?: FileHand;
  /** Waits under way in the adapters' clocks, and connections open to the emulator. */
  openWaits(): number;
  openSockets(): Promise<number>;
  logLines(): string[];
  secrets: string[];
  close(): Promise<void>;
}

export type Skip =
  | 'captions'
  | 'poll'
  | 'retry-hint'
  | 'media-out'
  /** No file is fetched at all; or none from an address. */
  | 'files'
  | 'downloads'
  | 'server-error'
  /** Nothing is called from outside: no signature, no body. */
  | 'webhook'
  /** It never says that we are too fast, or that a customer has blocked us. */
  | 'flood'
  | 'blocked';

export interface ChannelContract {
  name: string;
  start(): Promise<ChannelRig>;
  /** Folder of `<name>.json` (the raw update) with `<name>.expected.json` (the events). */
  recordings: string;
  /** What the platform cannot do → why. */
  skips: Partial<Record<Skip, string>>;
}

/** Runs with an open adapter whose sink fails `refusals` times first; `stored` finds messages by their text in `events`. */
export async function withOpen(
  rig: ChannelRig,
  kind: 'usual' | 'other-mode',
  refusals: number,
  run: (
    stored: (text: string) => ChannelEvent[],
    adapter: ChannelAdapter,
    events: ChannelEvent[],
  ) => Promise<void>,
): Promise<void> {
  const opened = rig.adapter(kind);
  const events: ChannelEvent[] = [];
  let left = refusals;
  const sink = async (updates: IncomingUpdate[]): Promise<void> => {
    left -= 1;
    if (left >= 0) throw new Error('disk full');
    events.push(...updates.map((update) => update.event));
  };
  await rig.deliverTo?.(async (request) => {
    const intake = opened.receive(request);
    if (!intake.ok) return intake.status;
    return sink(intake.updates).then(
      () => 200,
      () => 503,
    );
  });
  const stored = (text: string): ChannelEvent[] =>
    events.filter((event) => event.type === 'message' && event.content.text === text);
  try {
    await opened.open(sink);
    await rig.connected?.(opened);
    await run(stored, opened, events);
  } finally {
    await opened.close();
  }
}
