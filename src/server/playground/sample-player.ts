/**
 * Plays a sample conversation on an emulated phone as a person would: reads the answer, thinks, types, sends. It knows the
 * shop's words as little as a customer does: it waits for an answer, for buttons, for a key, and gives up when they
 * do not come.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CustomerPhone, NewPhoneOwner, PhoneMessage } from '../../core/ports/phone.ts';
import type { Sample, SampleStep } from './samples.ts';

export type PlayEvent =
  | { type: 'drafting'; customer: string; text: string; ms: number }
  | { type: 'sample'; name: string; customer: string; ended: 'done' | 'stuck' | null };

export interface SamplePlayer {
  /** Begins with a customer of its own; null: too many play or too many customers. */
  play(sample: Sample): string | null;
  playing(): string[];
}

export interface PlayerDeps {
  phones: { phone(id: string): CustomerPhone | null; add(person: NewPhoneOwner): { id: string } | null };
  clock: Clock;
  tell(event: PlayEvent): void;
  failed(name: string, error: unknown): void;
}

const TYPING_MS_PER_CHAR = 32;
const TYPING_MS = { least: 600, most: 2_600 };
const READING_MS_PER_CHAR = 7;
const READING_MS = { least: 900, most: 2_400 };
/** The shop says a thing in several messages; this long without a further one means that it has finished. */
const QUIET_MS = 700;
const LOOK_MS = 100;
/** After this long the customer writes on, answered or not: somebody who waits in the queue is not answered at all. */
const PATIENCE_MS = 4_500;

/** A player; each sample plays at most once at a time. */
export function createSamplePlayer(deps: PlayerDeps): SamplePlayer {
  const { phones, tell } = deps;
  const playing = new Set<string>();
  const run = async (sample: Sample, phone: CustomerPhone): Promise<void> => {
    const { id: customer } = phone.owner;
    tell({ type: 'sample', name: sample.name, customer, ended: null });
    let ended: 'done' | 'stuck' = 'stuck';
    try {
      ended = (await playSteps(deps, sample, phone)) ? 'done' : 'stuck';
    } catch (error) {
      deps.failed(sample.name, error);
    } finally {
      playing.delete(sample.name);
      tell({ type: 'sample', name: sample.name, customer, ended });
    }
  };
  return {
    play(sample) {
      if (playing.has(sample.name) || playing.size >= LIMITS.playgroundSamples) return null;
      const { name, locale, phone: number } = sample.customer;
      const owner = phones.add({ name, locale, ...(number === undefined ? {} : { number }) });
      const phone = owner === null ? null : phones.phone(owner.id);
      if (phone === null) return null;
      playing.add(sample.name);
      void run(sample, phone);
      return phone.owner.id;
    },
    playing: () => [...playing],
  };
}

async function playSteps(deps: PlayerDeps, sample: Sample, phone: CustomerPhone): Promise<boolean> {
  phone.act({ do: 'start' });
  await answered(deps.clock, phone, 0);
  for (const [index, step] of sample.steps.entries()) {
    const before = lastId(phone);
    if (!(await playStep(deps, sample, phone, step))) return false;
    // Nobody waits for an answer to the last words.
    if (index < sample.steps.length - 1) await answered(deps.clock, phone, before);
  }
  return true;
}

async function playStep(
  { clock, tell }: PlayerDeps,
  sample: Sample,
  phone: CustomerPhone,
  step: SampleStep,
): Promise<boolean> {
  if ('pause' in step) {
    await wait(clock, step.pause * 1000);
    return true;
  }
  if ('say' in step || 'edit' in step) {
    const text = 'say' in step ? step.say : step.edit;
    const ms = within(text.length * TYPING_MS_PER_CHAR, TYPING_MS);
    tell({ type: 'drafting', customer: phone.owner.id, text, ms });
    await wait(clock, ms);
    if ('say' in step) return phone.act({ do: 'text', text }).ok;
    const own = phone.screen().messages.findLast(({ from }) => from === 'customer');
    return own !== undefined && phone.act({ do: 'edit', messageId: own.id, text }).ok;
  }
  if ('photo' in step) {
    const bytes = sample.pictures.get(step.photo);
    const { caption } = step;
    return bytes !== undefined && phone.act({ do: 'photo', bytes, ...(caption ? { caption } : {}) }).ok;
  }
  if ('tap' in step) return tapNewest(clock, phone, step.tap - 1);
  return share(clock, phone, step.share);
}

async function tapNewest(clock: Clock, phone: CustomerPhone, button: number): Promise<boolean> {
  const newest = (): PhoneMessage | undefined =>
    phone.screen().messages.findLast(({ buttons }) => buttons.length > 0);
  if (!(await until(clock, () => newest() !== undefined))) return false;
  const message = newest();
  return message !== undefined && phone.act({ do: 'tap', messageId: message.id, button }).ok;
}

async function share(clock: Clock, phone: CustomerPhone, what: 'phone' | 'location'): Promise<boolean> {
  const key = (): number =>
    phone
      .screen()
      .keyboard?.flat()
      .findIndex(({ shares }) => shares === what) ?? -1;
  if (!(await until(clock, () => key() >= 0))) return false;
  return phone.act({ do: 'key', key: key() }).ok;
}

/** Waits until the shop has said something after message `before` and fallen silent, then as long as reading takes. */
async function answered(clock: Clock, phone: CustomerPhone, before: number): Promise<void> {
  const news = (): PhoneMessage[] =>
    phone.screen().messages.filter(({ id, from }) => id > before && from === 'shop');
  await until(clock, () => news().length > 0, PATIENCE_MS);
  for (let seen = -1; seen < news().length;) {
    seen = news().length;
    await wait(clock, QUIET_MS);
  }
  const chars = news().reduce(
    (sum, { text }) => sum + text.reduce((all, span) => all + span.text.length, 0),
    0,
  );
  await wait(clock, within(chars * READING_MS_PER_CHAR, READING_MS));
}

async function until(
  clock: Clock,
  isSo: () => boolean,
  ms: number = LIMITS.playgroundAnswerMs,
): Promise<boolean> {
  const end = clock.monotonic() + ms;
  while (!isSo()) {
    if (clock.monotonic() >= end) return false;
    await wait(clock, LOOK_MS);
  }
  return true;
}

function lastId(phone: CustomerPhone): number {
  return phone.screen().messages.at(-1)?.id ?? 0;
}

function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

function within(ms: number, { least, most }: { least: number; most: number }): number {
  return Math.min(Math.max(ms, least), most);
}
