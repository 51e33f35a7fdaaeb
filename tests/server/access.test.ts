import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES, type Role } from '../../src/core/ports/desk-store.ts';
import type { ApiDeps } from '../../src/server/desk-api/api-deps.ts';
import { apiRoutes } from '../../src/server/desk-api/routes.ts';
import type { Route } from '../../src/server/desk-api/route.ts';
import { ask, openBrowser, type Browser, type Seen } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

/** Every door and who may use it, written down a second time on purpose: a new or a wider door must be put here by hand. */
const TABLE: Record<string, 'anyone' | Role[]> = {
  'POST /session': 'anyone',
  'GET /session': ['admin', 'supervisor', 'operator', 'editor'],
  'DELETE /session': ['admin', 'supervisor', 'operator', 'editor'],
  'GET /setup/:token': 'anyone',
  'POST /setup': 'anyone',
  'POST /link': 'anyone',
  'GET /operators': ['admin', 'supervisor', 'operator', 'editor'],
  'PATCH /operators/:id': ['admin'],
  'POST /invites': ['admin'],
  'PATCH /me': ['admin', 'supervisor', 'operator', 'editor'],
  'PUT /me/duty': ['admin', 'supervisor', 'operator'],
  'POST /me/presence': ['admin', 'supervisor', 'operator'],
  'GET /conversations': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id': ['admin', 'supervisor', 'operator'],
  'GET /failures': ['admin', 'supervisor'],
  'GET /feedback': ['admin', 'supervisor', 'operator'],
  'GET /feedback.csv': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id/thread': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id/personal': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id/contact': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id/contact/thread': ['admin', 'supervisor', 'operator'],
  'PUT /conversations/:id/contact/apart/:other': ['admin', 'supervisor'],
  'DELETE /conversations/:id/contact/apart/:other': ['admin', 'supervisor'],
  'POST /queue/next': ['admin', 'supervisor', 'operator'],
  'POST /conversations/:id/seen': ['admin', 'supervisor', 'operator'],
  'GET /conversations/:id/draft': ['admin', 'supervisor', 'operator'],
  'PUT /conversations/:id/draft': ['admin', 'supervisor', 'operator'],
  'POST /conversations/:id/commands': ['admin', 'supervisor', 'operator'],
  'POST /media': ['admin', 'supervisor', 'operator'],
  'GET /media/:file': ['admin', 'supervisor', 'operator'],
  'GET /live': ['admin', 'supervisor', 'operator'],
};

// The table is data; nothing behind it runs here.
const routes = apiRoutes({} as ApiDeps);
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const pathOf = ({ path }: Route): string => `/api${path.replace(/:[a-z]+/g, 'AAAAAAAAAAAAAAAAAAAAAA')}`;

let house: House;
const browsers = new Map<Role, Browser>();
beforeAll(async () => {
  house = await openHouse();
  for (const role of ROLES) {
    await house.hire(role, role);
    const browser = openBrowser(house);
    await browser.signIn(role);
    browsers.set(role, browser);
  }
});
afterAll(() => house.close());

/** The status alone: a live stream never ends by itself. */
function knock(route: Route, headers: Record<string, string>): Promise<Pick<Seen, 'status' | 'json'>> {
  if (route.path !== '/live') return ask(house.port, pathOf(route), { method: route.method, headers });
  return new Promise((resolve, reject) => {
    const call = request({ port: house.port, host: '127.0.0.1', path: '/api/live', headers }, (response) => {
      resolve({ status: response.statusCode ?? 0, json: {} });
      call.destroy();
    });
    call.on('error', reject);
    call.end();
  });
}

function sessionHeaders(role: Role): Record<string, string> {
  const browser = browsers.get(role);
  return { cookie: `prilavok=${browser?.cookies.get('prilavok')}`, 'x-csrf-token': browser?.csrf ?? '' };
}

test('the table of doors is the one written down here', () => {
  expect(Object.fromEntries(routes.map((route) => [nameOf(route), route.access]))).toEqual(TABLE);
});

describe.each(
  routes.filter(({ access }) => access !== 'anyone').map((route) => [nameOf(route), route] as const),
)('%s', (name, route) => {
  test('is shut without a session', async () => {
    const seen = await knock(route, { 'x-csrf-token': 'x' });
    expect([seen.status, seen.json['error'] ?? 'not-signed-in']).toEqual([401, 'not-signed-in']);
  });

  const shut = ROLES.filter((role) => !TABLE[name]?.includes(role));
  if (shut.length > 0) {
    test.each(shut)('is shut to the role %s', async (role) => {
      const seen = await knock(route, sessionHeaders(role));
      expect([seen.status, seen.json['error'] ?? 'forbidden']).toEqual([403, 'forbidden']);
    });
  }

  // Signing out would end the session that the other tests need.
  const open = name === 'DELETE /session' ? [] : ROLES.filter((role) => TABLE[name]?.includes(role));
  if (open.length > 0) {
    test.each(open)('is open to the role %s', async (role) => {
      expect([401, 403, 500]).not.toContain((await knock(route, sessionHeaders(role))).status);
    });
  }

  if (route.method !== 'GET') {
    test('does nothing for a page of somebody else', async () => {
      const role = ROLES.find((one) => TABLE[name]?.includes(one)) ?? 'admin';
      const good = sessionHeaders(role);
      for (const bad of [
        { ...good, 'x-csrf-token': '' },
        {
          ...good,
          'x-csrf-token': sessionHeaders('editor')['x-csrf-token'] === good['x-csrf-token'] ? 'x' : 'stale',
        },
        { ...good, 'sec-fetch-site': 'cross-site' },
        { ...good, 'sec-fetch-site': 'same-site' },
        { ...good, origin: 'https://evil.example' },
        { ...good, origin: 'null' },
      ]) {
        const seen = await knock(route, bad);
        expect([seen.status, seen.json['error']]).toEqual([403, 'csrf']);
      }
    });
  }
});

describe('before signing in', () => {
  const open = routes.filter(({ access, method }) => access === 'anyone' && method !== 'GET');

  test.each(open.map((route) => [nameOf(route), route] as const))(
    '%s takes JSON from our own page only',
    async (_name, route) => {
      const body = '{"login":"admin","password":"x","token":"xxxxxxxx"}';
      const json = { 'content-type': 'application/json' };
      for (const headers of [
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { ...json, origin: 'https://evil.example' },
        { ...json, 'sec-fetch-site': 'cross-site' },
      ]) {
        const seen = await ask(house.port, pathOf(route), { method: route.method, headers, body });
        expect([400, 403]).toContain(seen.status);
        expect(seen.headers['set-cookie']).toBeUndefined();
      }
    },
  );
});

test('no changing door opens by GET, and an unknown one is a plain 404', async () => {
  const changing = routes.filter(({ method }) => method !== 'GET');
  const readable = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
  for (const route of changing.filter(({ path }) => !readable.has(path))) {
    const seen = await ask(house.port, pathOf(route), { headers: sessionHeaders('admin') });
    expect(seen.status).toBe(404);
  }
  for (const path of [
    '/api/',
    '/api/users',
    '/api/operators/',
    '/api/../etc/passwd',
    '/api/conversations//thread',
  ]) {
    expect((await ask(house.port, path, { headers: sessionHeaders('admin') })).status).toBe(404);
  }
});
