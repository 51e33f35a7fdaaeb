/**
 * The playground of an installation without channels: the emulated phone and a console that is signed in by a one-time
 * link. Nothing of it exists when a real channel is set.
 */
import { newPublicId, type OperatorId } from '../core/ids.ts';
import type { Clock, Random } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { DeskStore } from '../core/ports/desk-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { PrilavokServer } from '../server/app.ts';
import type { RawHandler } from '../server/webhooks.ts';
import type { Channels } from './channels.ts';
import type { OpenShop } from './shop.ts';

export interface OpenPlayground {
  mounts: Record<string, RawHandler>;
  /** Links can be made once the server listens. */
  opened(server: Pick<PrilavokServer, 'createSignInLink'>): void;
}

export interface PlaygroundParts {
  channels: Channels;
  shop: OpenShop;
  store: DeskStore;
  root: string;
  clock: Clock;
  random: Random;
  log: Log;
}

/** The playground's own operator: nobody can sign in as them but by a link, because no password fits. */
const OPERATOR = { login: 'playground', name: 'Мария', role: 'admin', locale: 'ru' } as const;

export async function openPlayground(parts: PlaygroundParts): Promise<OpenPlayground> {
  if (!parts.channels.emulator) return { mounts: {}, opened() {} };
  await operatorOf(parts);
  return { mounts: {}, opened() {} };
}

async function operatorOf({ store, clock, random }: PlaygroundParts): Promise<OperatorId> {
  const known = await store.findOperatorByLogin(OPERATOR.login);
  const operator =
    known ??
    (await store.createOperator({
      ...OPERATOR,
      publicId: newPublicId(random),
      maxLoad: LIMITS.operatorLoad,
      passwordHash: 'none',
      atMs: clock.now(),
    }));
  if (!operator) throw new Error('The operator of the playground could not be made');
  await store.setOnDuty(operator.id, true, clock.now());
  return operator.id;
}
