/**
 * A strict stand-in for the Viber REST Bot API on loopback: the adapter's real client talks to it over HTTP. It signs callbacks,
 * calls back while a webhook is set, refuses what Viber refuses, and uses ids beyond 2^53. Never reaches the network.
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
import { createCallbacks, type Callbacks } from './callbacks.ts';
import { handleControl } from './control.ts';
import type { Call, EmulatorOptions, ViberEmulator } from './emulator.ts';
import { getAccountInfo, readObject, sendMessage, setWebhook, type Answer } from './methods.ts';
import { createPhone } from './phone.ts';
import { createWorld, toWire, type World } from './world.ts';

export const DEFAULT_TOKEN = '4453b6ac1s345678-e02c5f12174805f9-emulated0token';

interface State {
  world: World;
  callbacks: Callbacks;
  faults: Faults;
  calls: Ring<Call>;
  hanging: Set<() => void>;
}

/** Starts an emulator with one bot account. */
export async function startViberEmulator(options: EmulatorOptions = {}): Promise<ViberEmulator> {
  const { clock = systemClock, random = systemRandom, token = DEFAULT_TOKEN } = options;
  const world = createWorld(clock, random, token, options.history ?? 500);
  const callbacks = createCallbacks(world);
  const state: State = {
    world,
    callbacks,
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
    await callbacks.close();
    await served.close();
  };
  return emulator;
}

function createEmulator({ world, callbacks, faults, calls }: State): ViberEmulator {
  const emulator: ViberEmulator = {
    apiRoot: '',
    token: world.token,
    world,
    user: (id) => createPhone(world, callbacks, emulator.apiRoot, id),
    fault: faults.add,
    clearFaults: faults.clear,
    redeliver: callbacks.redeliver,
    callback: (event) => callbacks.push(event),
    calls: calls.list,
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
  if (path.startsWith('/pa/')) return answerCall(state, incoming, path.slice('/pa/'.length));
  if (path.startsWith('/__sim/')) return handleControl(emulator, incoming);
  const file = path.startsWith('/media/') ? state.world.files.get(path.slice('/media/'.length)) : undefined;
  if (file !== undefined) return answer(response, 200, 'application/octet-stream', file);
  return answerJson(response, 404, { error: 'not found' });
}

async function answerCall(state: State, incoming: Incoming, method: string): Promise<void> {
  const { world, faults, calls, hanging } = state;
  const { headers, body, response } = incoming;
  const fields = readObject(body.toString());
  const address = typeof fields?.['receiver'] === 'string' ? fields['receiver'] : undefined;
  const fault = faults.take({ method, address, token: world.token });
  if (fault?.delayMs !== undefined) await waitFor(world, fault.delayMs);
  const isDone = fault === undefined || isCarriedOut(fault);
  const result = isDone
    ? await carryOut(state, method, headers['x-viber-auth-token'], fields, body.length)
    : { status: fault.status ?? 12, status_message: 'fault' };
  const outcome = `${result.status === 0 ? 'ok' : result.status_message}${noteOf(fault)}`;
  calls.push({ method, params: fields ?? {}, atMs: world.clock.now(), outcome });
  const isPlain = fault === undefined || isOnlyDelay(fault);
  if (isPlain) return answer(response, 200, 'application/json', toWire(result));
  misbehave(world.clock, hanging, response, fault, result);
}

async function carryOut(
  { world, callbacks }: State,
  method: string,
  token: string | string[] | undefined,
  fields: Record<string, unknown> | null,
  bytes: number,
): Promise<Answer> {
  if (token !== world.token) return { status: 2, status_message: 'invalidAuthToken' };
  if (fields === null) return { status: 3, status_message: 'badData: not JSON' };
  switch (method) {
    case 'set_webhook':
      return setWebhook(world, callbacks, fields);
    case 'get_account_info':
      return getAccountInfo(world);
    case 'send_message':
      return sendMessage(world, callbacks, fields, bytes);
    default:
      return { status: 3, status_message: `badData: no method ${method}` };
  }
}

function noteOf(fault: Fault | undefined): string {
  return fault === undefined ? '' : ` (fault: ${fault.drop ?? fault.status ?? 'delay'})`;
}

function waitFor({ clock }: World, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
