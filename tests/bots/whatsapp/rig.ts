/** An emulated WhatsApp with an adapter whose webhook is entered at the app, for the tests of this folder. */
import { startWhatsAppEmulator } from '../../../bots/whatsapp/emulator/index.ts';
import type { EmulatorOptions, WhatsAppEmulator } from '../../../bots/whatsapp/emulator/emulator.ts';
import { createWhatsAppAdapter, type WhatsAppConfig } from '../../../bots/whatsapp/index.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { ChannelAdapter, Intake, WebhookRequest } from '../../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../../src/core/ports/platform.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { createFastClock, createTestDeps } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

export const VERIFY_TOKEN = 'a-verify-token-of-ours-0123456789';
export const PERSON = '79161234567';

export interface WhatsAppRig {
  emulator: WhatsAppEmulator;
  webhook: Awaited<ReturnType<typeof startWebhookServer>>;
  adapter: ChannelAdapter;
  events: ChannelEvent[];
  config(overrides?: Partial<WhatsAppConfig>): WhatsAppConfig;
  make(overrides?: Partial<WhatsAppConfig>, deps?: Partial<PlatformDeps>): ChannelAdapter;
  close(): Promise<void>;
}

/** Every call is answered by the adapter; what it makes of them is in `events`. */
export async function startRig(
  options: EmulatorOptions & { typing?: boolean; deps?: Partial<PlatformDeps> } = {},
): Promise<WhatsAppRig> {
  const emulator = await startWhatsAppEmulator({
    limits: { pairBurst: 10_000, throughput: 10_000 },
    ...options,
  });
  const webhook = await startWebhookServer('/webhooks/whatsapp');
  const made: ChannelAdapter[] = [];
  const rig: WhatsAppRig = {
    emulator,
    webhook,
    events: [],
    config: (overrides = {}) => ({
      account: 'whatsapp:main',
      token: emulator.token,
      phoneNumberId: emulator.phoneNumberId,
      appSecret: emulator.appSecret,
      verifyToken: VERIFY_TOKEN,
      businessId: emulator.businessId,
      apiRoot: emulator.apiRoot,
      apiVersion: 'v26.0',
      typing: options.typing ?? false,
      webhookUrl: webhook.url,
      proxy: null,
      ...overrides,
    }),
    make(overrides = {}, deps = {}) {
      const adapter = createWhatsAppAdapter(
        rig.config(overrides),
        createTestDeps({ clock: createFastClock(20), ...options.deps, ...deps }),
      );
      made.push(adapter);
      return adapter;
    },
    adapter: undefined as unknown as ChannelAdapter,
    async close() {
      for (const adapter of made) await adapter.close();
      await emulator.close();
      await webhook.close();
    },
  };
  rig.adapter = rig.make();
  webhook.handle = async (request) => {
    const intake = rig.adapter.receive(request);
    if (intake.ok) rig.events.push(...intake.updates.map(({ event }) => event));
    return replyOf(intake);
  };
  if (!(await emulator.setWebhook(webhook.url, VERIFY_TOKEN))) throw new Error('the handshake failed');
  return rig;
}

/** As the server answers. */
export function replyOf(intake: Intake): { status: number; body?: string } {
  if (!intake.ok) return { status: intake.status };
  return intake.plain === undefined ? { status: 200 } : { status: 200, body: intake.plain };
}

/** A call as Meta would make it. */
export function signed(secret: string, body: Uint8Array | string): WebhookRequest {
  const bytes = Buffer.from(body);
  const headers = { 'x-hub-signature-256': `sha256=${hmacSha256(secret, bytes)}` };
  return { method: 'POST', headers, query: {}, body: bytes };
}
