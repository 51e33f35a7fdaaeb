/**
 * A strict stand-in for the Viber REST Bot API on loopback: the adapter's real client talks to it over HTTP. It signs callbacks,
 * calls back while a webhook is set, refuses what Viber refuses, and uses ids beyond 2^53. Never reaches the network.
 */
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import { createHttpClient } from '../../../src/transport/http-client.ts';
import {
  createFaults,
  isCarriedOut,
  isOnlyDelay,
  type Fault,
  type Faults,
} from '../../../src/transport/emulation/faults.ts';
import { misbehave } from '../../../src/transport/emulation/misbehave.ts';
import { answer, answerJson, serve, type Incoming } from '../../../src/transport/emulation/serve.ts';
import { createCallbacks } from './callbacks.ts';
import { readObject, type Answer } from './check-message.ts';
import { handleViberControl } from './control.ts';
import type { EmulatorOptions, ViberEmulator } from './emulator.ts';
import { METHODS, type Account } from './methods.ts';
import { createPhone } from './phone.ts';
import { createWorld, toWire, type World } from './world.ts';

const DEFAULT_TOKEN = '4453b6ac1s345678-e02c5f12174805f9-emulated0token';
const DOWNLOAD_BYTES = 50_000_000;

interface State extends Account {
  faults: Faults;
  hanging: Set<() => void>;
}

/** Starts an emulator with one bot account. */
export async function startViberEmulator(options: EmulatorOptions = {}): Promise<ViberEmulator> {
  const { clock = systemClock, random = systemRandom, token = DEFAULT_TOKEN } = options;
  const { history = 500, callsKept = 2_000, onlyWelcome = false } = options;
  const world = createWorld({ clock, random, token }, { history, callsKept, onlyWelcome });
  const callbacks = createCallbacks(world);
  const downloads = createHttpClient({ clock });
  const state: State = {
    world,
    callbacks,
    faults: createFaults(() => random.fraction()),
    hanging: new Set(),
    async download(url) {
      const outcome = await downloads.request({ method: 'GET', url, maxBytes: DOWNLOAD_BYTES });
      return outcome.kind === 'answer' && outcome.status === 200 ? outcome.body : null;
    },
  };
  const emulator = createEmulator(state);
  const served = await serve(options.port ?? 0, (incoming) => route(state, emulator, incoming));
  emulator.apiRoot = served.url;
  emulator.connections = served.connections;
  emulator.close = async () => {
    for (const release of state.hanging) release();
    await callbacks.close();
    await downloads.close();
    await served.close();
  };
  return emulator;
}

function createEmulator({ world, callbacks, faults }: State): ViberEmulator {
  const emulator: ViberEmulator = {
    apiRoot: '',
    token: world.token,
    world,
    user: (id) => createPhone(world, callbacks, emulator.apiRoot, id),
    fault: faults.add,
    clearFaults: faults.clear,
    redeliver: callbacks.redeliver,
    shuffle: callbacks.hold,
    hold: callbacks.hold,
    letGo: callbacks.letGo,
    callback: (event) => callbacks.push(event),
    calls: world.calls.list,
    deliveries: callbacks.deliveries,
    watch(watcher) {
      world.watchers.add(watcher);
      return () => void world.watchers.delete(watcher);
    },
    connections: async () => 0,
    close: async () => {},
  };
  return emulator;
}

async function route(state: State, emulator: ViberEmulator, incoming: Incoming): Promise<void> {
  const { path, response } = incoming;
  // Whoever compares clocks with the platform shall see the emulated one.
  response.setHeader('date', new Date(state.world.clock.now()).toUTCString());
  if (path.startsWith('/pa/')) return answerCall(state, incoming, path.slice('/pa/'.length));
  if (path.startsWith('/__sim/')) return handleViberControl(emulator, incoming);
  if (path.startsWith('/media/')) return answerFile(state, incoming, path.slice('/media/'.length));
  return answerJson(response, 404, { error: 'not found' });
}

async function answerCall(state: State, incoming: Incoming, method: string): Promise<void> {
  const { world, hanging } = state;
  const { body, response } = incoming;
  const fields = readObject(body.toString());
  const address = typeof fields?.['receiver'] === 'string' ? fields['receiver'] : undefined;
  const fault = state.faults.take({ method, address, token: world.token });
  if (fault?.delayMs !== undefined) await waitFor(world, fault.delayMs);
  const isDone = fault === undefined || isCarriedOut(fault);
  const result = isDone
    ? await carryOut(state, incoming, method)
    : { status: fault.status ?? 12, status_message: 'fault' };
  const outcome = `${result.status === 0 ? 'ok' : result.status_message}${noteOf(fault)}`;
  world.calls.push({ method, params: fields ?? {}, atMs: world.clock.now(), outcome });
  const isPlain = fault === undefined || isOnlyDelay(fault);
  if (isPlain) return answer(response, 200, 'application/json', toWire(result));
  misbehave(world.clock, hanging, response, fault, result);
}

/** Files live an hour on the real platform; here until the end. A fault of the method `media` stands in for the rest. */
async function answerFile(state: State, { response }: Incoming, name: string): Promise<void> {
  const { world, faults, hanging } = state;
  const fault = faults.take({ method: 'media', address: undefined, token: world.token });
  const file = world.files.get(name);
  if (fault?.delayMs !== undefined) await waitFor(world, fault.delayMs);
  if (fault !== undefined && !isOnlyDelay(fault)) {
    return misbehave(world.clock, hanging, response, fault, file?.bytes.toString('latin1') ?? '');
  }
  if (file === undefined) return answerJson(response, 404, { error: 'not found' });
  return answer(response, 200, 'application/octet-stream', file.bytes);
}

async function carryOut(state: State, { headers, body }: Incoming, name: string): Promise<Answer> {
  if (headers['x-viber-auth-token'] !== state.world.token)
    return { status: 2, status_message: 'invalidAuthToken' };
  const fields = readObject(body.toString());
  if (fields === null) return { status: 3, status_message: 'badData: not JSON' };
  const method = METHODS[name];
  if (method === undefined) return { status: 3, status_message: `badData: no method ${name}` };
  return method(state, fields, body.length);
}

function noteOf(fault: Fault | undefined): string {
  return fault === undefined ? '' : ` (fault: ${fault.drop ?? fault.status ?? 'delay'})`;
}

function waitFor({ clock }: World, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
