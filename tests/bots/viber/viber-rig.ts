/** A Viber adapter with its emulator and a bare webhook server between them, for tests of what is Viber's own. */
import type { ViberEmulator } from '../../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import type { Phone } from '../../../bots/viber/emulator/phone.ts';
import { createViberAdapter, type ViberConfig } from '../../../bots/viber/index.ts';
import type { IncomingContent, RenderableContent } from '../../../src/core/content.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { ChannelAdapter, SendResult } from '../../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../../src/core/ports/platform.ts';
import { createFastClock, createTestDeps } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

export const PERSON = '01234567890A=';

export interface ViberRig {
  emulator: ViberEmulator;
  phone: Phone;
  webhook: Awaited<ReturnType<typeof startWebhookServer>>;
  adapter: ChannelAdapter;
  /** Everything the adapter made of callbacks, in order. */
  events: ChannelEvent[];
  contents(): IncomingContent[];
  config(overrides?: Partial<ViberConfig>): ViberConfig;
  /** Another adapter of the same account; the caller closes it. */
  another(overrides?: Partial<ViberConfig>, deps?: Partial<PlatformDeps>): ChannelAdapter;
  /** Sends every part of a content to the person. */
  say(content: RenderableContent): Promise<SendResult[]>;
  close(): Promise<void>;
}

/** Opened: the webhook stands, nobody has written yet. The clock's waits are twenty times shorter. */
export async function openViberRig(deps: Partial<PlatformDeps> = {}): Promise<ViberRig> {
  const emulator = await startViberEmulator();
  const webhook = await startWebhookServer('/webhooks/viber');
  const events: ChannelEvent[] = [];
  const config = (overrides: Partial<ViberConfig> = {}): ViberConfig => ({
    account: 'viber:main',
    token: emulator.token,
    apiRoot: emulator.apiRoot,
    webhookUrl: webhook.url,
    proxy: null,
    ...overrides,
  });
  const another: ViberRig['another'] = (overrides, more) =>
    createViberAdapter(config(overrides), createTestDeps({ clock: createFastClock(20), ...deps, ...more }));
  const adapter = another();
  webhook.handle = async (request) => {
    const intake = adapter.receive(request);
    if (!intake.ok) return intake.status;
    events.push(...intake.updates.map(({ event }) => event));
    return { status: 200, ...(intake.answer === null ? {} : { body: JSON.stringify(intake.answer) }) };
  };
  await adapter.open(async () => {});
  const phone = emulator.user(PERSON);
  return {
    emulator,
    phone,
    webhook,
    adapter,
    events,
    contents: () => events.flatMap((event) => (event.type === 'message' ? [event.content] : [])),
    config,
    another,
    async say(content) {
      const results: SendResult[] = [];
      for (const part of adapter.render(content)) {
        results.push(await adapter.send(phone.chat.userId, part, 'key'));
      }
      return results;
    },
    async close() {
      await adapter.close();
      await emulator.close();
      await webhook.close();
    },
  };
}
