/** What `doctor` is told of an account, and two accounts side by side. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Finding } from '../../../src/core/ports/channel.ts';
import { eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { openViberRig, type ViberRig } from './viber-rig.ts';

let rig: ViberRig;

beforeEach(async () => {
  rig = await openViberRig();
});

afterEach(() => rig.close());

const about = (findings: Finding[], subject: string): Finding | undefined =>
  findings.find((finding) => finding.subject === subject);

test('all is well', async () => {
  const findings = await rig.adapter.check();
  expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
  expect(findings.map(({ subject }) => subject)).toEqual(['token', 'callbacks', 'clock']);
  expect(about(findings, 'token')?.message).toContain('Прилавок');
});

test('a token that is not accepted, with the variable to mend and without its value', async () => {
  const wrong = rig.another({ token: 'wrong-wrong-wrong-wrong', account: 'viber:opt' });
  const [finding] = await wrong.check();
  expect(finding).toMatchObject({ level: 'error', subject: 'token' });
  expect(finding?.message).toContain('VIBER_OPT_AUTH_TOKEN');
  expect(finding?.message).not.toContain('wrong-wrong');
  await wrong.close();
});

test('a platform that cannot be reached, and one that has closed the account', async () => {
  const away = rig.another({ apiRoot: 'http://127.0.0.1:1' });
  expect(await away.check()).toMatchObject([
    { level: 'error', message: expect.stringContaining('VIBER_PROXY') },
  ]);
  await away.close();
  rig.emulator.fault({
    method: 'get_account_info',
    body: { status: 9, status_message: 'publicAccountSuspended' },
  });
  expect(await rig.adapter.check()).toMatchObject([
    { level: 'error', message: expect.stringContaining('publicAccountSuspended') },
  ]);
});

test('callbacks that go nowhere, elsewhere, or not all of them to us', async () => {
  rig.emulator.world.webhook = null;
  expect(about(await rig.adapter.check(), 'callbacks')).toMatchObject({ level: 'warn' });
  rig.emulator.world.webhook = 'https://old.example/webhooks/viber';
  expect(about(await rig.adapter.check(), 'callbacks')?.message).toContain('https://old.example');
  rig.emulator.world.webhook = rig.webhook.url;
  rig.emulator.world.eventTypes = ['message', 'delivered', 'seen', 'conversation_started'];
  const findings = await rig.adapter.check();
  expect(about(findings, 'callbacks')).toMatchObject({ level: 'ok' });
  expect(about(findings, 'events')).toMatchObject({ level: 'warn', message: /^failed is not reported/ });
});

test('a clock that is wrong', async () => {
  const slow = rig.another({}, { clock: { ...systemClock, now: () => systemClock.now() - 300_000 } });
  expect(about(await slow.check(), 'clock')).toMatchObject({
    level: 'warn',
    message: /-300 s|-29\d s|-30\d s/,
  });
  await slow.close();
});

test('two bots in one process: each has its own token, webhook and people', async () => {
  const second = await startViberEmulator({ token: 'second-token-0123456789' });
  const hook = await startWebhookServer('/webhooks/viber/opt');
  const other = rig.another({
    account: 'viber:opt',
    token: second.token,
    apiRoot: second.apiRoot,
    webhookUrl: hook.url,
  });
  const seen: string[] = [];
  const crossed: number[] = [];
  hook.handle = async (request) => {
    const intake = other.receive(request);
    // The other bot's adapter takes nothing that this one's key signed.
    const astray = rig.adapter.receive(request);
    if (!astray.ok) crossed.push(astray.status);
    if (!intake.ok) return intake.status;
    seen.push(...intake.updates.map(({ event }) => `${event.account} ${event.type}`));
    return 200;
  };
  await other.open(async () => {});
  second.user('same=').text('привіт');
  rig.emulator.user('same=').text('привіт');
  await eventually(() => seen.includes('viber:opt message') && rig.contents().length === 1, 'both messages');
  const [part] = other.render({ text: 'x' });
  expect(await other.send('same=', part!, 'k')).toMatchObject({ kind: 'sent' });
  expect(second.user('same=').received()).toHaveLength(1);
  expect(rig.emulator.user('same=').received()).toHaveLength(0);
  await other.close();
  await second.close();
  await hook.close();
  expect(new Set(crossed)).toEqual(new Set([401]));
  expect(rig.events.every(({ account }) => account === 'viber:main')).toBe(true);
});
