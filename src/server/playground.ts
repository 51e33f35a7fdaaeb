/**
 * The playground: emulated customers' phones beside the console, so that one look shows the product. What is done on a phone
 * goes through the emulator, the real adapter and the real engine. Mounted at /playground, only where no channel is set; it
 * answers nobody but this machine, because it hands out a way into the console.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  NewCustomer,
  PlaygroundAct,
  PlaygroundTrouble,
  type CustomerView,
  type LetterView,
} from '../api/playground.ts';
import type { PlaygroundState } from '../api/playground.ts';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { Log } from '../core/ports/log.ts';
import type { Troubles } from '../core/ports/emulated.ts';
import type { PhoneAct, PhoneBook, PhoneEvent } from '../core/ports/phone.ts';
import { readBody } from './body.ts';
import { answerFile, answerJson, refuse } from './playground/answers.ts';
import { joinPhones, type JoinedPhones, type PlacedPhone } from './playground/joined-phones.ts';
import { isLocalRequest } from './playground/local-only.ts';
import { createSamplePlayer, type SamplePlayer } from './playground/sample-player.ts';
import type { Sample } from './playground/samples.ts';
import { createStreams, type Streams } from './playground/streams.ts';
import type { RawHandler } from './webhooks.ts';

export interface PlaygroundOptions {
  /** The emulated messengers by name, in the order in which they are shown; samples play on the first one. */
  platforms: ReadonlyMap<string, { phones: PhoneBook; troubles: Troubles }>;
  /** Our words that wait to be sent. */
  waiting(): number;
  /** A new one-time link that signs its visitor into the console; a whole URL. */
  signInLink(): Promise<string>;
  /** Letters that were not sent but kept, newest last. */
  letters(): readonly LetterView[];
  /** The folder of the built console, in which playground.html lies. */
  consoleDir: string;
  shop: { name(locale: Locale): string; timeZone(): string };
  samples: readonly Sample[];
  log: Log;
  clock: Clock;
}

interface Playground {
  options: PlaygroundOptions;
  phones: JoinedPhones;
  streams: Streams;
  player: SamplePlayer;
  /** Read once, like the files it names; null: not built. */
  page: Promise<Buffer | null>;
}

/** The handler of everything under /playground. It sets its own frame policy over the headers that are there already. */
export function createPlayground(options: PlaygroundOptions): RawHandler {
  const { clock, log } = options;
  const phones = joinPhones(new Map([...options.platforms].map(([name, { phones: book }]) => [name, book])));
  const [first = ''] = options.platforms.keys();
  const letters = (): LetterView[] => [...options.letters()];
  const streams = createStreams({
    clock,
    letters,
    waiting: options.waiting,
    state: () => stateOf(playground),
  });
  const player = createSamplePlayer({
    phones: { phone: phones.phone, add: (person) => phones.add(first, person) },
    clock,
    tell: streams.tell,
    failed: (name, error) => log.error({ error: toError(error), sample: name }, 'a sample broke off'),
  });
  const page = readFile(join(options.consoleDir, 'playground.html')).catch(() => null);
  const playground: Playground = { options, phones, streams, player, page };
  phones.watch((customer, event) => tellShown(playground, customer, event));
  return (request, response) => {
    if (!isLocalRequest(request)) return refuse(response, 403, 'The playground is for this machine only');
    route(playground, request, response).catch((thrown: unknown) => {
      log.error({ error: toError(thrown) }, 'a request of the playground failed');
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Something went wrong; the log has it');
    });
  };
}

const API = '/playground/api/';

async function route(
  playground: Playground,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (/^\/playground\/?$/.test(pathname) && request.method === 'GET') return sendPage(playground, response);
  if (!pathname.startsWith(API)) return refuse(response, 404, 'There is no such page');
  const [thing = '', id = '', what = '', file = ''] = pathname.slice(API.length).split('/');
  switch (`${request.method} ${thing}${what === '' ? '' : `/${what}`}`) {
    case 'GET state':
      return answerJson(response, 200, stateOf(playground));
    case 'GET events':
      return playground.streams.open(response);
    case 'POST sign-in':
      return signIn(playground, response);
    case 'POST customers':
      return addCustomer(playground, request, response);
    case 'POST platforms':
      return trouble(playground, id, request, response);
    case 'POST samples':
      return playSample(playground, id, response);
    case 'POST customers/acts':
      return act(playground, id, request, response);
    case 'POST customers/files':
      return takeFile(playground, id, searchParams, request, response);
    case 'GET customers/files':
      return sendFile(playground, id, file, response);
    default:
      return refuse(response, 404, 'There is no such address');
  }
}

/** The page frames the console, which the general policy forbids. */
async function sendPage({ page: reading }: Playground, response: ServerResponse): Promise<void> {
  const page = await reading;
  if (page === null) return refuse(response, 503, 'The playground is not built: run npm run build');
  const policy = String(response.getHeader('Content-Security-Policy') ?? "default-src 'self'");
  response.setHeader('Content-Security-Policy', `${policy}; frame-src 'self'`);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(page);
}

/** Only the path: the page must stay on the name by which it was called, or the cookie would belong to another one. */
async function signIn({ options }: Playground, response: ServerResponse): Promise<void> {
  const link = new URL(await options.signInLink());
  answerJson(response, 200, { path: link.pathname + link.search });
}

async function addCustomer(
  playground: Playground,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wish = NewCustomer.safeParse(await readJson(request));
  if (!wish.success) {
    return refuse(response, 400, 'A customer has a name, a language (ru, uk or en) and a messenger');
  }
  const { platform, number, ...named } = wish.data;
  const person = number === undefined ? named : { ...named, number };
  if (!playground.options.platforms.has(platform)) return refuse(response, 404, 'There is no such messenger');
  const owner = playground.phones.add(platform, person);
  const phone = owner === null ? null : playground.phones.phone(owner.id);
  if (phone === null) return refuse(response, 503, 'There are enough customers; restart to begin afresh');
  answerJson(response, 201, customerView(phone));
}

/** Switches one kind of trouble of one messenger on or off. */
async function trouble(
  playground: Playground,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const platform = playground.options.platforms.get(name);
  if (platform === undefined) return refuse(response, 404, 'There is no such messenger');
  const wish = PlaygroundTrouble.safeParse(await readJson(request));
  if (!wish.success) return refuse(response, 400, 'Not a trouble that a messenger has');
  platform.troubles.set(wish.data.trouble, wish.data.on);
  playground.streams.tell({ type: 'platform', platform: { name, troubles: platform.troubles.state() } });
  answerJson(response, 200, { name, troubles: platform.troubles.state() });
}

function playSample({ options, player }: Playground, name: string, response: ServerResponse): void {
  const sample = options.samples.find((one) => one.name === name);
  if (sample === undefined) return refuse(response, 404, 'There is no such sample');
  const customerId = player.play(sample);
  if (customerId === null) return refuse(response, 503, 'It is playing already, or too many are');
  answerJson(response, 202, { customerId });
}

async function act(
  { phones }: Playground,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const phone = phones.phone(id);
  if (phone === null) return refuse(response, 404, 'There is no such customer');
  const wish = PlaygroundAct.safeParse(await readJson(request));
  if (!wish.success) return refuse(response, 400, 'Not an act that a phone knows');
  carryOut(phone, withoutUndefined(wish.data), response);
}

async function takeFile(
  { phones }: Playground,
  id: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const phone = phones.phone(id);
  if (phone === null) return refuse(response, 404, 'There is no such customer');
  const body = await readBody(request, LIMITS.mediaBytes);
  if (!body.ok || body.bytes.length === 0) return refuse(response, 413, 'A file has 1 byte to 20 MB');
  const { bytes } = body;
  const caption = query.get('caption')?.slice(0, 1_000) ?? '';
  const name = query.get('name')?.slice(0, LIMITS.nameChars) ?? 'file';
  const said = caption === '' ? {} : { caption };
  const isPhoto = query.get('kind') === 'photo';
  carryOut(
    phone,
    isPhoto ? { do: 'photo', bytes, ...said } : { do: 'document', bytes, name, ...said },
    response,
  );
}

function carryOut(phone: PlacedPhone, wish: PhoneAct, response: ServerResponse): void {
  const acted = phone.act(wish);
  if (acted.ok) answerJson(response, 200, { tapId: acted.tapId });
  else refuse(response, 404, `The phone shows ${acted.reason}`);
}

function sendFile({ phones }: Playground, id: string, name: string, response: ServerResponse): void {
  const file = phones.phone(id)?.file(name) ?? null;
  if (file === null) return refuse(response, 404, 'There is no such file');
  answerFile(response, file.bytes, file.name);
}

function stateOf({ options, phones, player }: Playground): PlaygroundState {
  const { samples, letters } = options;
  const { shop } = options;
  return {
    shopName: { ru: shop.name('ru'), uk: shop.name('uk'), en: shop.name('en') },
    timeZone: shop.timeZone(),
    platforms: [...options.platforms].map(([name, { troubles }]) => ({ name, troubles: troubles.state() })),
    waiting: options.waiting(),
    customers: phones.list().flatMap(({ id }) => {
      const phone = phones.phone(id);
      return phone === null ? [] : [customerView(phone)];
    }),
    samples: samples.map(({ name, title, about, customer }) => ({
      name,
      title,
      about,
      locale: customer.locale,
    })),
    letters: [...letters()],
    playing: player.playing(),
  };
}

function customerView(phone: PlacedPhone): CustomerView {
  return { ...phone.owner, screen: phone.screen() };
}

function tellShown({ phones, streams }: Playground, customer: string, event: PhoneEvent): void {
  if (event.type !== 'added') return streams.tell({ ...event, customer });
  const phone = phones.phone(customer);
  if (phone !== null) streams.tell({ type: 'added', customer: customerView(phone) });
}

/** Null when it is no JSON or too long; the schema refuses that. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, LIMITS.apiBodyBytes);
  if (!body.ok) return null;
  try {
    return JSON.parse(Buffer.from(body.bytes).toString());
  } catch {
    return null;
  }
}

/** The schema leaves `payload: undefined` where the port wants it absent. */
function withoutUndefined(wish: PlaygroundAct): PhoneAct {
  if (wish.do !== 'start') return wish;
  return wish.payload === undefined ? { do: 'start' } : { do: 'start', payload: wish.payload };
}
