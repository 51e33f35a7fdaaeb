/** The API of channels: who sees what, switching that outlives a restart and loses nothing, checks, pairing. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ChannelFindings, ChannelList, type ChannelRow } from '../../src/api/channels.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { openOffList } from '../../src/product/off-list.ts';
import { openChannelsHouse, type ChannelsHouse } from '../console/channels-house.ts';
import { eventually } from '../bots/support/test-deps.ts';
import { openBrowser, type Browser } from './support/browser.ts';

const PHONE = 'whatsapp-web:main';
let open: ChannelsHouse;
let admin: Browser;

beforeEach(async () => {
  open = await openChannelsHouse();
  admin = await signIn('anna', 'admin');
  await eventually(async () => (await row(PHONE)).phone?.code != null, 'a code is shown');
});
afterEach(() => open.close());

async function signIn(login: string, role: 'admin' | 'supervisor' | 'operator'): Promise<Browser> {
  await open.house.hire(login, role);
  const browser = openBrowser(open.house);
  expect((await browser.signIn(login)).status).toBe(200);
  return browser;
}

async function rows(browser = admin): Promise<ChannelRow[]> {
  return ChannelList.parse((await browser.get('/api/channels')).json).channels;
}

async function row(id: string, browser = admin): Promise<ChannelRow> {
  const found = (await rows(browser)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

const path = (id: string, what: string): string => `/api/channels/${encodeURIComponent(id)}/${what}`;

test('every condition is told, in the order of the settings', async () => {
  expect((await rows()).map(({ id, condition }) => [id, condition.is])).toEqual([
    ['telegram:main', 'works'],
    ['telegram:opt', 'failing'],
    ['viber:main', 'broken'],
    [PHONE, 'unpaired'],
  ]);
});

test('the code is for admins alone, and so are switch and pairing', async () => {
  for (const role of ['operator', 'supervisor'] as const) {
    const browser = await signIn(role, role);
    expect((await row(PHONE, browser)).phone).toEqual({ is: 'pairing', code: null, number: null });
    expect((await browser.send('PUT', path('telegram:main', 'switch'), { on: false })).status).toBe(403);
    expect((await browser.send('POST', path(PHONE, 'pair'))).status).toBe(403);
  }
  expect((await openBrowser(open.house).get('/api/channels')).status).toBe(401);
});

test('a channel that is switched off hears nothing and stays off after a restart', async () => {
  const { adapter } = open.channels.get('telegram:main')!;
  const off = await admin.send('PUT', path('telegram:main', 'switch'), { on: false });
  expect(off.json).toMatchObject({ id: 'telegram:main', condition: { is: 'off' } });
  const sent = await adapter.send('1', { kind: 'message', body: { text: 'x' } }, 'k');
  expect(sent).toMatchObject({ kind: 'retry', reason: 'switched-off' });
  expect((await openOffList(open.house.folder, silentLog)).has('telegram:main')).toBe(true);
  await admin.send('PUT', path('telegram:main', 'switch'), { on: true });
  expect((await row('telegram:main')).condition).toEqual({ is: 'works' });
  expect((await openOffList(open.house.folder, silentLog)).has('telegram:main')).toBe(false);
  expect(await adapter.send('1', { kind: 'message', body: { text: 'x' } }, 'k')).toMatchObject({
    kind: 'sent',
  });
});

test('the page of a phone that is switched off is closed, and opened again', async () => {
  await admin.send('PUT', path(PHONE, 'switch'), { on: false });
  expect(open.whatsapp.running).toBe(0);
  expect(await row(PHONE)).toMatchObject({ condition: { is: 'off' }, phone: { is: 'off', code: null } });
  await admin.send('PUT', path(PHONE, 'switch'), { on: true });
  await eventually(async () => (await row(PHONE)).phone?.is === 'pairing', 'a code again');
});

test('scanned, logged out on the phone, paired again', async () => {
  open.whatsapp.scan();
  expect(await row(PHONE)).toMatchObject({
    condition: { is: 'works' },
    phone: { is: 'ready', code: null, number: '79990000000' },
  });
  open.whatsapp.unlink();
  expect((await row(PHONE)).condition).toEqual({ is: 'unpaired', reason: 'unlinked' });
  expect((await admin.send('POST', path(PHONE, 'pair'))).status).toBe(204);
  await eventually(async () => (await row(PHONE)).phone?.code != null, 'a new code');
});

test('checks, also of a channel that is off, and of none', async () => {
  await admin.send('PUT', path('telegram:main', 'switch'), { on: false });
  const checked = await admin.send('POST', path('telegram:main', 'check'));
  expect(ChannelFindings.parse(checked.json).findings.map(({ level }) => level)).toEqual([
    'ok',
    'warn',
    'error',
  ]);
  for (const id of ['telegram:nobody', 'x', '../../etc', '__proto__']) {
    expect((await admin.send('POST', path(id, 'check'))).status).toBe(404);
    expect((await admin.send('PUT', path(id, 'switch'), { on: false })).status).toBe(404);
    expect((await admin.send('POST', path(id, 'pair'))).status).toBe(404);
  }
  expect((await admin.send('POST', path('viber:main', 'pair'))).status).toBe(404);
  expect((await admin.send('PUT', path('telegram:main', 'switch'), { on: 'no' })).status).toBe(400);
});

test('what comes in and goes out is counted', async () => {
  expect(await row('telegram:main')).toMatchObject({ waiting: 0, lastInMs: null, lastOutMs: null });
  const { door } = open.house.engine;
  const head = { account: 'parrot:main' as const, address: '7', occurredAtMs: 1 };
  const event = {
    ...head,
    externalId: 'e1',
    type: 'message' as const,
    messageId: 'm1',
    content: { text: 'привет' },
  };
  await door.sink([{ event, raw: '{}' }]);
  await eventually(async () => {
    const traffic = await open.house.store.readTraffic();
    const parrot = traffic.find(({ account }) => account === 'parrot:main');
    return (
      parrot !== undefined && parrot.lastInMs !== null && parrot.lastOutMs !== null && parrot.waiting === 0
    );
  }, 'the answer is out');
});
