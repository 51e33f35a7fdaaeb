/**
 * A strict stand-in for the Telegram Bot API on loopback: the adapter's real client talks to it over HTTP in tests, in the
 * playground and in the bench. It checks what Telegram checks and refuses as Telegram refuses. Never reaches the network.
 */
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import {
  createFaults,
  isCarriedOut,
  isOnlyDelay,
  type Fault,
  type Faults,
} from '../../../src/transport/emulation/faults.ts';
import { createRing } from '../../../src/transport/emulation/ring.ts';
import { answer, answerJson, serve, type Incoming } from '../../../src/transport/emulation/serve.ts';
import { misbehave } from '../../../src/transport/emulation/misbehave.ts';
import { handleControl } from './control.ts';
import type { Call, EmulatorOptions, TelegramEmulator } from './emulator.ts';
import { callMethod } from './methods.ts';
import { createPhone, type Phone } from './phone.ts';
import { ApiError, createParams, readParams, type Params, type WireMessage } from './wire.ts';
import { addBot, createWorld, type Bot, type Chat, type PhoneEvent, type World } from './world.ts';

export const DEFAULT_TOKEN = '7000000001:AAEmulatedTokenForTestsAndPlayground';
const CALL_PATH = /^\/bot([^/]+)\/(?:test\/)?(\w+)$/;
const FILE_PATH = /^\/file\/bot([^/]+)\/(.+)$/;

/** Starts an emulator with one bot. */
export async function startTelegramEmulator(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
  const { clock = systemClock, random = systemRandom, token = DEFAULT_TOKEN } = options;
  const world = createWorld(clock, random, options.history ?? 500);
  const state: State = {
    world,
    faults: createFaults(() => random.fraction()),
    calls: createRing<Call>(options.callsKept ?? 2_000),
    defaultToken: token,
    hanging: new Set(),
  };
  newBot(state, token, 'prilavok_bot');
  const emulator = createEmulator(state);
  const served = await serve(options.port ?? 0, (incoming) => route(state, emulator, incoming));
  emulator.apiRoot = served.url;
  emulator.connections = served.connections;
  emulator.close = async () => {
    for (const bot of world.bots.values()) await bot.updates.close();
    for (const release of state.hanging) release();
    await served.close();
  };
  return emulator;
}

interface State {
  world: World;
  faults: Faults;
  calls: ReturnType<typeof createRing<Call>>;
  defaultToken: string;
  hanging: Set<() => void>;
}

function createEmulator(state: State): TelegramEmulator {
  const { world } = state;
  const botOf = (token = state.defaultToken): Bot => {
    const bot = world.bots.get(token);
    if (bot === undefined) throw new Error('no such bot');
    return bot;
  };
  return {
    apiRoot: '',
    token: state.defaultToken,
    world,
    addBot: (token, username = `bot${token.split(':')[0]}`) => void newBot(state, token, username),
    user: (id, token) => createPhone(world, botOf(token), id),
    update: (kind, payload, token) => botOf(token).updates.push(kind, payload, `raw:${kind}`),
    fault: state.faults.add,
    clearFaults: state.faults.clear,
    redeliver: (count, token) => botOf(token).updates.redeliver(count),
    shuffle: (count, token) => botOf(token).updates.shuffle(count),
    hold: () => botOf(undefined).updates.hold(),
    letGo: (order) => botOf(undefined).updates.letGo(order),
    calls: state.calls.list,
    watch(watcher) {
      const inner = (event: PhoneEvent, chat: Chat): void => watcher(event, chat.person.id);
      world.watchers.add(inner);
      return () => void world.watchers.delete(inner);
    },
    connections: async () => 0,
    close: async () => {},
  };
}

function newBot(state: State, token: string, username: string): Bot {
  const bot = addBot(state.world, token, username);
  // A webhook may answer with one call; its result is never learnt, as on the real platform.
  bot.updates.onReply = (call) => {
    const method = String(call['method']);
    if (/^(get|setWebhook|deleteWebhook|close|logOut)/i.test(method)) return;
    void execute(state, bot, method, createParams(call, {}));
  };
  return bot;
}

async function route(state: State, emulator: TelegramEmulator, incoming: Incoming): Promise<void> {
  const call = CALL_PATH.exec(incoming.path);
  if (call !== null) return answerCall(state, incoming, call[1]!, call[2]!);
  if (incoming.path.startsWith('/__sim/')) return handleControl(emulator, state.defaultToken, incoming);
  const file = FILE_PATH.exec(incoming.path);
  if (file !== null) return answerFile(state, incoming, file[1]!, decodeURIComponent(file[2]!));
  return answerJson(incoming.response, 404, envelope(new ApiError(404, 'Not Found')));
}

async function answerCall(state: State, incoming: Incoming, token: string, method: string): Promise<void> {
  const { response } = incoming;
  const bot = state.world.bots.get(token);
  if (bot === undefined) {
    const unknown = /^\d+:[\w-]{30,}$/.test(token)
      ? new ApiError(401, 'Unauthorized')
      : new ApiError(404, 'Not Found');
    return answerJson(response, unknown.code, envelope(unknown));
  }
  const params = safely(() => readParams(incoming.headers['content-type'], incoming.query, incoming.body));
  if (params instanceof ApiError) return answerJson(response, params.code, envelope(params));
  const fault = state.faults.take({ method, address: params.text('chat_id'), token });
  if (fault !== undefined) return answerFaulty(state, incoming, bot, method, params, fault);
  const outcome = await execute(state, bot, method, params);
  answerJson(response, outcome.status, outcome.body);
}

interface Executed {
  status: number;
  body: unknown;
}

async function execute(state: State, bot: Bot, method: string, params: Params, note = ''): Promise<Executed> {
  let executed: Executed;
  try {
    executed = {
      status: 200,
      body: { ok: true, ...(await callMethod(method, { world: state.world, bot, params })) },
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    executed = { status: error.code, body: envelope(error) };
  }
  const outcome = executed.status === 200 ? 'ok' : (executed.body as { description: string }).description;
  state.calls.push({
    method,
    params: params.raw,
    atMs: state.world.clock.now(),
    outcome: `${outcome}${note}`,
  });
  return executed;
}

async function answerFaulty(
  state: State,
  { response }: Incoming,
  bot: Bot,
  method: string,
  params: Params,
  fault: Fault,
): Promise<void> {
  const { clock } = state.world;
  if (fault.delayMs !== undefined)
    await new Promise<void>((resolve) => void clock.after(fault.delayMs ?? 0, resolve));
  const note = ` (fault: ${fault.drop ?? fault.status ?? 'delay'})`;
  let executed: Executed | null = null;
  if (isCarriedOut(fault)) executed = await execute(state, bot, method, params, note);
  else state.calls.push({ method, params: params.raw, atMs: clock.now(), outcome: `not carried out${note}` });
  if (isOnlyDelay(fault) && executed !== null) return answerJson(response, executed.status, executed.body);
  misbehave(clock, state.hanging, response, fault, executed?.body ?? statusEnvelope(fault));
}

function statusEnvelope(fault: Fault): unknown {
  const status = fault.status ?? 500;
  const retry = fault.retryAfter;
  const words: Record<number, string> = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden: bot was blocked by the user',
    409: 'Conflict',
    429: retry === undefined ? 'Too Many Requests' : `Too Many Requests: retry after ${retry}`,
    502: 'Bad Gateway',
  };
  const parameters = retry === undefined ? undefined : { retry_after: retry };
  return envelope(new ApiError(status, words[status] ?? 'Internal Server Error', parameters));
}

function envelope(error: ApiError): unknown {
  return {
    ok: false,
    error_code: error.code,
    description: error.message,
    ...(error.parameters === undefined ? {} : { parameters: error.parameters }),
  };
}

function answerFile(
  { world, faults, hanging }: State,
  { response }: Incoming,
  token: string,
  path: string,
): void {
  const fault = faults.take({ method: 'file', address: undefined, token });
  if (fault !== undefined) return misbehave(world.clock, hanging, response, fault, statusEnvelope(fault));
  const bot = world.bots.get(token);
  const file = [...(bot?.files.values() ?? [])].find((stored) => stored.path === path);
  if (file === undefined || file.linkUntilMs < world.clock.now()) {
    return answerJson(response, 404, envelope(new ApiError(404, 'Not Found')));
  }
  answer(response, 200, 'application/octet-stream', file.bytes);
}

function safely<T>(read: () => T): T | ApiError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

export type { Fault, Phone, WireMessage };
