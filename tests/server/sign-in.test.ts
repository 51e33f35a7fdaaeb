import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SessionInfo, SetupInfo } from '../../src/api/session.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { systemClock } from '../../src/core/clock.ts';
import { ask, openBrowser } from './support/browser.ts';
import { openHouse, PASSWORD, type House } from './support/open-house.ts';

/** A wall clock that can be put forward; timers stay real. */
let shift = 0;
const clock = {
  ...systemClock,
  now: () => systemClock.now() + shift,
  monotonic: () => systemClock.monotonic() + shift,
};

let house: House;
beforeEach(async () => {
  shift = 0;
  house = await openHouse({ clock });
});
afterEach(() => house.close());

describe('the session', () => {
  test('opens with the right password, in a cookie that scripts cannot read', async () => {
    await house.hire('olga');
    const browser = openBrowser(house);
    const seen = await browser.signIn(' OLGA ');
    expect(seen.status).toBe(200);
    const info = SessionInfo.parse(seen.json);
    expect(info).toMatchObject({ operator: { login: 'olga', role: 'operator' }, shop: { name: 'Ромашка' } });
    const cookies = [seen.headers['set-cookie'] ?? []].flat();
    expect(cookies[0]).toMatch(/^prilavok=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookies[1]).toMatch(/^prilavok-device=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/api/session')).json).toMatchObject({ operator: { login: 'olga' } });
    expect(seen.headers['cache-control']).toBe('no-store');
  });

  test('on https the cookie is bound to the host and secure, and the browser is told to stay on https', async () => {
    const behind = await openHouse({ deps: { publicUrl: 'https://help.example.com' } });
    await behind.hire('olga');
    const seen = await ask(behind.port, '/api/session', {
      method: 'POST',
      json: { login: 'olga', password: PASSWORD },
      headers: {
        origin: 'https://help.example.com',
        'sec-fetch-site': 'same-origin',
        host: 'help.example.com',
      },
    });
    expect(seen.status).toBe(200);
    const cookies = [seen.headers['set-cookie'] ?? []].flat();
    expect(cookies[0]).toMatch(/^__Host-prilavok=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(seen.headers['strict-transport-security']).toContain('max-age=31536000');
    await behind.close();
  });

  test('is stored by its hash alone', async () => {
    await house.hire('olga');
    const browser = openBrowser(house);
    await browser.signIn('olga');
    const token = browser.cookies.get('prilavok') ?? '';
    expect(token).not.toBe('');
    expect(await house.store.readSession(token)).toBeNull();
  });

  test('is made anew at each sign-in: a planted or an earlier cookie is worth nothing', async () => {
    await house.hire('olga');
    const browser = openBrowser(house);
    browser.cookies.set('prilavok', 'planted-by-somebody-else-0000000000000000000');
    await browser.signIn('olga');
    const first = browser.cookies.get('prilavok') ?? '';
    expect(first).not.toContain('planted');
    await browser.signIn('olga');
    expect(browser.cookies.get('prilavok')).not.toBe(first);
    const old = await ask(house.port, '/api/session', { headers: { cookie: `prilavok=${first}` } });
    expect([old.status, old.json['error']]).toEqual([401, 'not-signed-in']);
  });

  test('ends by signing out, by idling, by age and when the operator is disabled', async () => {
    const olga = await house.hire('olga');
    const browser = openBrowser(house);
    await browser.signIn('olga');
    const cookie = `prilavok=${browser.cookies.get('prilavok')}`;
    const out = await browser.send('DELETE', '/api/session');
    expect([out.status, out.headers['clear-site-data']]).toEqual([204, '"cache"']);
    expect((await ask(house.port, '/api/session', { headers: { cookie } })).status).toBe(401);

    await browser.signIn('olga');
    shift += LIMITS.sessionIdleMs + 1_000;
    expect((await browser.get('/api/session')).status).toBe(401);

    await browser.signIn('olga');
    for (let passed = 0; passed <= LIMITS.sessionAbsoluteMs; passed += LIMITS.sessionIdleMs / 2) {
      shift += LIMITS.sessionIdleMs / 2;
      await browser.get('/api/session');
    }
    expect((await browser.get('/api/session')).status).toBe(401);

    await browser.signIn('olga');
    await house.store.updateOperator(olga.id, { disabled: true });
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await browser.signIn('olga')).json['error']).toBe('bad-credentials');
  });

  test('a new password ends every other session, asks for the present one, and refuses what is tried first', async () => {
    await house.hire('olga');
    const [here, there] = [openBrowser(house), openBrowser(house)];
    await here.signIn('olga');
    await there.signIn('olga');
    const change = (current: string, next: string) =>
      here.send('PATCH', '/api/me', { password: { current, next } });
    expect((await change('not my password', 'another fine phrase')).json['error']).toBe('wrong-password');
    expect((await change(PASSWORD, 'password1234')).json['error']).toBe('bad-request');
    expect((await change(PASSWORD, 'short')).json['error']).toBe('bad-request');
    expect((await change(PASSWORD, 'another fine phrase')).status).toBe(200);
    expect((await here.get('/api/session')).status).toBe(200);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await there.signIn('olga')).status).toBe(401);
    expect((await there.signIn('olga', 'another fine phrase')).status).toBe(200);
  });
});

describe('guessing', () => {
  test('an unknown login and a wrong password are the same answer', async () => {
    await house.hire('olga');
    const wrong = await openBrowser(house).signIn('olga', 'a wrong password');
    const unknown = await openBrowser(house).signIn('nobody', 'a wrong password');
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
    expect(wrong.json['error']).toBe('bad-credentials');
  });

  test('one address gets so many tries at a login; its owner at the usual device is not locked out', async () => {
    await house.hire('olga');
    const usual = openBrowser(house);
    await usual.signIn('olga');
    const stranger = openBrowser(house);
    const answers: number[] = [];
    for (let round = 0; round < LIMITS.signInTries + 3; round += 1) {
      answers.push((await stranger.signIn('olga', `guess number ${round}`)).status);
    }
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(LIMITS.signInTries);
    expect(answers.at(-1)).toBe(429);
    const right = await stranger.signIn('olga');
    expect([right.status, right.json['error'], right.headers['retry-after']]).toEqual([
      429,
      'throttled',
      '900',
    ]);
    expect((await usual.signIn('olga')).status).toBe(200);
    shift += LIMITS.signInWindowMs + 1_000;
    expect((await stranger.signIn('olga')).status).toBe(200);
  });

  test('a forged device cookie counts as a stranger', async () => {
    await house.hire('olga');
    const forger = openBrowser(house);
    const answers: number[] = [];
    for (let round = 0; round < LIMITS.signInTries + 2; round += 1) {
      forger.cookies.set('prilavok-device', `forged-${round}-${'x'.repeat(30)}`);
      answers.push((await forger.signIn('olga', 'a wrong password')).status);
    }
    expect(answers.at(-1)).toBe(429);
  });
});

describe('one-time links', () => {
  test('the first admin comes by the printed link, which works once; there is no other way in', async () => {
    const link = await house.server.createSetupLink(null);
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${house.port}/setup/[\\w-]{43}$`));
    const token = link?.split('/').at(-1) ?? '';
    const info = await ask(house.port, `/api/setup/${token}`);
    expect(SetupInfo.parse(info.json)).toMatchObject({ role: 'admin', first: true, shopName: 'Ромашка' });
    for (const [login, password] of [
      ['admin', 'admin'],
      ['admin', 'password'],
      ['root', 'prilavok'],
    ]) {
      expect((await openBrowser(house).signIn(login ?? '', password)).status).toBe(401);
    }
    const person = { token, login: 'Olga', name: 'Ольга', password: PASSWORD, locale: 'ru' };
    const browser = openBrowser(house);
    expect((await browser.send('POST', '/api/setup', person)).json).toMatchObject({
      operator: { role: 'admin' },
    });
    expect((await browser.get('/api/session')).status).toBe(200);
    const again = await openBrowser(house).send('POST', '/api/setup', { ...person, login: 'eve' });
    expect([again.status, again.json['error']]).toEqual([410, 'link-invalid']);
    expect(await house.server.createSetupLink(null)).toBeNull();
  });

  test('a second setup link that was left open dies with the first admin', async () => {
    const links = [
      await house.server.createSetupLink(null),
      await house.server.createSetupLink('preset-token-1234567'),
    ];
    const tokens = links.map((link) => link?.split('/').at(-1) ?? '');
    expect(tokens[1]).toBe('preset-token-1234567');
    const person = { login: 'olga', name: 'Ольга', password: PASSWORD, locale: 'ru' };
    expect(
      (await openBrowser(house).send('POST', '/api/setup', { ...person, token: tokens[1] })).status,
    ).toBe(200);
    const late = await openBrowser(house).send('POST', '/api/setup', {
      ...person,
      token: tokens[0],
      login: 'eve',
    });
    expect(late.json['error']).toBe('link-invalid');
  });

  test('two that use one link at once make one admin', async () => {
    const token = (await house.server.createSetupLink(null))?.split('/').at(-1);
    const seen = await Promise.all(
      ['anna', 'boris'].map((login) =>
        openBrowser(house).send('POST', '/api/setup', {
          token,
          login,
          name: login,
          password: PASSWORD,
          locale: 'ru',
        }),
      ),
    );
    expect(seen.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expect(await house.store.countOperators()).toBe(1);
  });

  test('an invite makes a colleague in its role; a taken login does not use it up; it expires', async () => {
    await house.hire('olga', 'admin');
    const admin = openBrowser(house);
    await admin.signIn('olga');
    const { json } = await admin.send('POST', '/api/invites', { role: 'supervisor' });
    const token = String(json['link']).split('/').at(-1);
    const person = { token, login: 'OLGA', name: 'Борис', password: PASSWORD, locale: 'uk' };
    expect((await openBrowser(house).send('POST', '/api/setup', person)).json['error']).toBe('login-taken');
    const made = await openBrowser(house).send('POST', '/api/setup', { ...person, login: 'boris' });
    expect(made.json).toMatchObject({ operator: { role: 'supervisor', locale: 'uk' } });

    const second = await admin.send('POST', '/api/invites', { role: 'operator' });
    shift += LIMITS.inviteMs + 1_000;
    expect(
      (await ask(house.port, `/api/setup/${String(second.json['link']).split('/').at(-1)}`)).status,
    ).toBe(410);
  });

  test('a sign-in link works once and for its operator', async () => {
    const olga = await house.hire('olga');
    const token = house.server.createSignInLink(olga.id).split('/').at(-1);
    const browser = openBrowser(house);
    expect((await browser.send('POST', '/api/link', { token })).json).toMatchObject({
      operator: { login: 'olga' },
    });
    expect((await browser.get('/api/session')).status).toBe(200);
    expect((await openBrowser(house).send('POST', '/api/link', { token })).json['error']).toBe(
      'link-invalid',
    );
    const late = house.server.createSignInLink(olga.id).split('/').at(-1);
    shift += LIMITS.signInLinkMs + 1_000;
    expect((await openBrowser(house).send('POST', '/api/link', { token: late })).status).toBe(410);
  });

  test('no link opens by GET, and a weak password does not use a link up', async () => {
    const token = (await house.server.createSetupLink(null))?.split('/').at(-1);
    const person = { token, login: 'olga', name: 'Ольга', password: 'qwerty123456', locale: 'ru' };
    const weak = await openBrowser(house).send('POST', '/api/setup', person);
    expect([weak.status, weak.json['error']]).toEqual([400, 'bad-request']);
    expect((await ask(house.port, `/api/setup/${token}`)).status).toBe(200);
    expect((await ask(house.port, `/api/setup?token=${token}`)).status).toBe(404);
    expect(await house.store.countOperators()).toBe(0);
  });
});

describe('a Host header', () => {
  let behind: House;
  beforeAll(async () => {
    behind = await openHouse({ deps: { publicUrl: 'https://help.example.com' } });
  });
  afterAll(() => behind.close());

  test('never gets into a link', async () => {
    await behind.hire('olga', 'admin');
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'https://help.example.com',
    };
    const signedIn = await ask(behind.port, '/api/session', {
      method: 'POST',
      json: { login: 'olga', password: PASSWORD },
      headers,
    });
    const cookie = String([signedIn.headers['set-cookie'] ?? []].flat()[0]).split(';')[0] ?? '';
    const invite = await ask(behind.port, '/api/invites', {
      method: 'POST',
      json: { role: 'operator' },
      headers: { ...headers, cookie, 'x-csrf-token': String(signedIn.json['csrf']) },
    });
    expect(invite.json['link']).toMatch(/^https:\/\/help\.example\.com\/setup\//);
  });

  test('that names somebody else is refused on loopback: a page cannot reach us by playing with DNS', async () => {
    for (const host of [
      'evil.example',
      'evil.example:8080',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
    ]) {
      expect((await ask(house.port, '/api/session', { headers: { host } })).status).toBe(421);
    }
    expect(
      (await ask(house.port, '/api/session', { headers: { host: `localhost:${house.port}` } })).status,
    ).toBe(401);
  });
});
