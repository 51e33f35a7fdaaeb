/**
 * A strict stand-in for WhatsApp's Cloud API on loopback: the adapter's real client talks to it over HTTP. It checks what Meta
 * checks, refuses in Meta's words, reports failures after it said 200, and signs what it tells. Never reaches the network.
 */
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import {
  createFaults,
  isCarriedOut,
  isOnlyDelay,
  type Fault,
  type Faults,
} from '../../../src/transport/emulation/faults.ts';
import { misbehave } from '../../../src/transport/emulation/misbehave.ts';
import { createRing, type Ring } from '../../../src/transport/emulation/ring.ts';
import { answer, answerJson, serve, type Incoming } from '../../../src/transport/emulation/serve.ts';
import { WANTED_FIELDS } from '../check.ts';
import { USAGE_HEADER } from '../usage.ts';
import { handleControl } from './control.ts';
import type { Call, EmulatorOptions, WhatsAppEmulator } from './emulator.ts';
import { answerCall, fileAt, methodOf } from './endpoints.ts';
import { errorBody, GraphError } from './graph-error.ts';
import { createPhone } from './phone.ts';
import { createPusher } from './pusher.ts';
import type { Platform } from './send-message.ts';
import { addNumber, chatOf, createWorld } from './world.ts';

export const DEFAULT_TOKEN = 'EAAEmulatedTokenForTestsAndPlayground0001';
export const DEFAULT_APP_SECRET = '0123456789abcdef0123456789abcdef';
const LIMITS = { throughput: 80, pairBurst: 45, pairRefillMs: 6_000 };
const VERSION = /^\/v\d{2}\.\d\//;
const FILE_PATH = '/whatsapp_business/attachments/';

interface State extends Platform {
  faults: Faults;
  calls: Ring<Call>;
  hanging: Set<() => void>;
}

/** Starts an emulator with one app and one number. */
export async function startWhatsAppEmulator(options: EmulatorOptions = {}): Promise<WhatsAppEmulator> {
  const { clock = systemClock, random = systemRandom } = options;
  const world = createWorld({
    clock,
    random,
    token: options.token ?? DEFAULT_TOKEN,
    appSecret: options.appSecret ?? DEFAULT_APP_SECRET,
    history: options.history ?? 500,
    limits: { ...LIMITS, ...options.limits },
  });
  const state: State = {
    world,
    pusher: createPusher(world),
    faults: createFaults(() => random.fraction()),
    calls: createRing<Call>(options.callsKept ?? 2_000),
    hanging: new Set(),
  };
  const emulator = createEmulator(state);
  const served = await serve(options.port ?? 0, (incoming) => route(state, emulator, incoming));
  emulator.apiRoot = served.url;
  emulator.connections = served.connections;
  emulator.close = async () => {
    for (const release of state.hanging) release();
    await state.pusher.close();
    await served.close();
  };
  return emulator;
}

function createEmulator(state: State): WhatsAppEmulator {
  const { world, pusher, faults, calls } = state;
  const [first] = world.numbers.keys();
  return {
    apiRoot: '',
    token: world.token,
    appSecret: world.appSecret,
    phoneNumberId: first ?? '',
    businessId: world.businessId,
    world,
    addNumber: (id, display) => addNumber(world, id, display, 'Прилавок'),
    user(waId, phoneNumberId = first ?? '') {
      const number = world.numbers.get(phoneNumberId);
      if (number === undefined) throw new Error(`no number ${phoneNumberId}`);
      return createPhone(state, chatOf(world, number, waId));
    },
    async setWebhook(url, verifyToken, fields = [...WANTED_FIELDS, 'smb_message_echoes', 'standby']) {
      const isOurs = await pusher.shakeHands(url, verifyToken);
      if (isOurs) world.webhook = { url, verifyToken, fields };
      return isOurs;
    },
    addTemplate(given) {
      const template = { language: 'ru', status: 'APPROVED', category: 'UTILITY', ...given } as const;
      world.templates.push(template);
      return template;
    },
    fault: faults.add,
    clearFaults: faults.clear,
    hold: pusher.hold,
    release: pusher.release,
    redeliver: pusher.redeliver,
    change: pusher.push,
    calls: calls.list,
    deliveries: pusher.deliveries,
    watch(watcher) {
      world.watchers.add(watcher);
      return () => void world.watchers.delete(watcher);
    },
    connections: async () => 0,
    close: async () => {},
  };
}

async function route(state: State, emulator: WhatsAppEmulator, incoming: Incoming): Promise<void> {
  const { path, response } = incoming;
  if (path.startsWith('/__sim/')) return handleControl(emulator, incoming);
  if (path === FILE_PATH) return answerFile(state, incoming);
  if (!VERSION.test(path)) {
    return answerJson(response, 400, errorBody(new GraphError(100, 'Unknown path components')));
  }
  return answerGraph(state, incoming, emulator.apiRoot);
}

async function answerGraph(state: State, incoming: Incoming, apiRoot: string): Promise<void> {
  const { world, faults, calls, hanging } = state;
  const { response } = incoming;
  const method = methodOf(incoming);
  const params = paramsOf(incoming);
  const address = [params['to'], params['recipient']].find((value) => typeof value === 'string');
  const fault = faults.take({ method, address: address, token: world.token });
  if (fault?.delayMs !== undefined) {
    await new Promise<void>((resolve) => void world.clock.after(fault.delayMs ?? 0, resolve));
  }
  const isDone = fault === undefined || isCarriedOut(fault);
  const executed = isDone ? execute(state, incoming, apiRoot, method) : faultBody(fault);
  const note = fault === undefined ? '' : ` (fault: ${fault.drop ?? fault.status ?? 'delay'})`;
  calls.push({
    method,
    params,
    atMs: world.clock.now(),
    outcome: `${isDone ? executed.outcome : 'not done'}${note}`,
  });
  if (fault === undefined || isOnlyDelay(fault)) {
    const headers = world.usage === null ? {} : { [USAGE_HEADER]: JSON.stringify(world.usage) };
    return answer(response, executed.status, 'application/json', JSON.stringify(executed.body), headers);
  }
  misbehave(world.clock, hanging, response, fault, executed.body);
}

interface Executed {
  status: number;
  body: unknown;
  outcome: string;
}

function execute(state: State, incoming: Incoming, apiRoot: string, method: string): Executed {
  try {
    checkToken(state, incoming, method);
    return { status: 200, body: answerCall(state, incoming, apiRoot), outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { status: error.status, body: errorBody(error), outcome: String(error.code) };
  }
}

/** An app speaks for itself with its id and its secret, and for nobody else. */
function checkToken({ world }: State, { headers, path }: Incoming, method: string): void {
  const given = headers.authorization?.replace(/^Bearer /, '');
  const [, , object] = path.split('/');
  const isApp = method === 'subscriptions' && given === `${object}|${world.appSecret}`;
  if (!isApp && (given !== world.token || method === 'subscriptions')) {
    throw new GraphError(190, 'The access token could not be decrypted');
  }
}

function faultBody(fault: Fault): Executed {
  const code = fault.status === 429 ? 130429 : 131000;
  const error = new GraphError(code, 'fault', { status: fault.status ?? 500 });
  return { status: error.status, body: errorBody(error), outcome: 'not done' };
}

function answerFile(state: State, incoming: Incoming): void {
  const { world, faults, hanging } = state;
  const { headers, response } = incoming;
  const fault = faults.take({ method: 'download', address: undefined, token: world.token });
  if (fault !== undefined) return misbehave(world.clock, hanging, response, fault, 'not here');
  const file = headers.authorization === `Bearer ${world.token}` ? fileAt(world, incoming) : null;
  if (file === null) return answer(response, 404, 'text/html', 'URL signature expired');
  answer(response, 200, file.mime, file.bytes);
}

function paramsOf({ headers, body }: Incoming): Record<string, unknown> {
  if (!(headers['content-type'] ?? '').startsWith('application/json')) return {};
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
