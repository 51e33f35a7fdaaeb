import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import { createServer } from '../../src/server/app.ts';
import { ask, openBrowser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

let folder: string;
let house: House;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Prilavok</title>');
  await writeFile(join(folder, 'assets', 'main-4f3a.js'), `console.log(${'1,'.repeat(2_000)}1)`);
  await writeFile(join(folder, 'secret.key'), 'not for anybody');
  house = await openHouse({
    deps: {
      consoleDir: folder,
      timeouts: {
        headersMs: 300,
        requestMs: 600,
        checkMs: 100,
        uploadMs: 3_000,
        uploadLookMs: 300,
        uploadLeastBytes: 1_000,
      },
      mounts: {
        '/playground': (request, response) => {
          if (request.url === '/playground/broken') throw new Error('broken');
          response.end(`mounted ${request.url}`);
        },
      },
      notReady: () => notReady,
    },
  });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
let notReady: string[] = [];

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

describe('headers', () => {
  test.each([
    '/',
    '/c/abc',
    '/assets/main-4f3a.js',
    '/api/session',
    '/api/nothing',
    '/nowhere',
    '/playground/x',
  ])('%s carries the whole set', async (path) => {
    const { headers } = await ask(house.port, path);
    expect(headers).toMatchObject(SECURITY);
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('what the API says is kept by nobody', async () => {
    for (const path of ['/api/session', '/api/nothing', '/api/setup/aaaaaaaaaa']) {
      expect((await ask(house.port, path)).headers['cache-control']).toBe('no-store');
    }
  });
});

describe('the console', () => {
  test('is one page for all its addresses, never cached; its assets for good', async () => {
    for (const path of ['/', '/?x=1', '/people', '/c/AAAA', '/setup/token-token', '/link/token-token']) {
      const seen = await ask(house.port, path);
      expect([seen.status, seen.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(seen.text).toContain('Prilavok');
    }
    const asset = await ask(house.port, '/assets/main-4f3a.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
  });

  test('gives nothing else away', async () => {
    for (const path of [
      '/secret.key',
      '/assets/../secret.key',
      '/%2e%2e/secret.key',
      '/index.html',
      '/assets/',
      '/c/',
      '/c/a/b',
      '//x',
    ]) {
      expect((await ask(house.port, path)).status).toBe(404);
    }
    expect((await ask(house.port, '/', { method: 'POST' })).status).toBe(404);
  });
});

describe('a mount', () => {
  test('gets its whole prefix and nothing beside it', async () => {
    expect((await ask(house.port, '/playground')).text).toBe('mounted /playground');
    expect((await ask(house.port, '/playground/a?b=1')).text).toBe('mounted /playground/a?b=1');
    expect((await ask(house.port, '/playgrounds')).status).toBe(404);
  });

  test('that throws is a 500 with an id, and the server goes on', async () => {
    const seen = await ask(house.port, '/playground/broken');
    expect(seen.status).toBe(500);
    expect(seen.text).toMatch(/the log has it under [\w-]{22}/);
    expect((await ask(house.port, '/healthz')).status).toBe(200);
  });
});

describe('health', () => {
  test('alive is alive; ready names what is missing', async () => {
    expect((await ask(house.port, '/healthz')).json).toEqual({ status: 'alive' });
    expect((await ask(house.port, '/readyz')).json).toEqual({ status: 'ready', not: [] });
    notReady = ['telegram:main'];
    const seen = await ask(house.port, '/readyz');
    expect([seen.status, seen.json]).toEqual([503, { status: 'not ready', not: ['telegram:main'] }]);
    notReady = [];
  });

  test('what is not as it should be and stops nobody is told beside', async () => {
    const other = await openHouse({ deps: { notes: () => ['shop_feed: the feed did not come'] } });
    const seen = await ask(other.port, '/readyz');
    const notes = ['shop_feed: the feed did not come'];
    expect([seen.status, seen.json]).toEqual([200, { status: 'ready', not: [], notes }]);
    await other.close();
  });

  test('a store that cannot write is not ready, and the process stays alive', async () => {
    const store = { ...house.store, countTry: () => Promise.reject(new Error('disk full')) };
    const other = await openHouse({ deps: { store } });
    const seen = await ask(other.port, '/readyz');
    expect([seen.status, seen.json['not']]).toEqual([503, ['store']]);
    expect((await ask(other.port, '/healthz')).status).toBe(200);
    await other.close();
  });
});

describe('slow and broken clients', () => {
  function drip(first: string, every: string): Promise<{ ms: number; text: string }> {
    const started = performance.now();
    return new Promise((resolve) => {
      const socket = connect(house.port, '127.0.0.1');
      let text = '';
      socket.write(first);
      const timer = setInterval(() => {
        socket.write(every);
        if (performance.now() - started > 6_000) socket.destroy();
      }, 50);
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(timer);
        resolve({ ms: performance.now() - started, text });
      });
    });
  }

  test('headers that drip are cut off', async () => {
    const { ms, text } = await drip('GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n');
    expect(ms).toBeLessThan(3_000);
    expect(text).toContain('408');
  });

  test('a body that drips is cut off', async () => {
    const head = 'POST /webhooks/parrot HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n';
    expect((await drip(head, 'x')).ms).toBeLessThan(3_000);
  });

  test.each([
    ['junk', '\u0000\u0001\u0002\r\n\r\n'],
    ['a header without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('%s is refused and the server goes on', async (_name, bytes) => {
    expect((await drip(bytes, '')).text).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect((await ask(house.port, '/healthz')).status).toBe(200);
  });
});

describe('starting and stopping', () => {
  test('a taken port is said plainly', async () => {
    const other = createServer({
      ...plainDeps(),
      port: house.port,
    });
    await expect(other.listen()).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining('PORT'),
    });
    await other.close();
  });

  test('stops accepting at once, lets an answer under way finish, and may be told twice', async () => {
    let release = (): void => {};
    const slow = await openHouse({
      deps: { mounts: { '/slow': (_request, response) => (release = () => void response.end('finished')) } },
    });
    const under = ask(slow.port, '/slow');
    await new Promise((go) => setTimeout(go, 50));
    const closing = slow.server.close();
    // Refused while the other one has no answer yet.
    await expect(ask(slow.port, '/healthz')).rejects.toThrow();
    release();
    expect((await under).text).toBe('finished');
    await Promise.all([closing, slow.server.close()]);
    await slow.close();
  });
});

function plainDeps() {
  const { store, engine, clock } = house;
  return {
    host: '127.0.0.1',
    publicUrl: null,
    store,
    door: engine.door,
    adapters: [],
    media: {
      save: () => Promise.reject(new Error('no')),
      read: () => Promise.resolve(null),
      remove: () => Promise.resolve(),
    },
    presence: {
      beat: async () => {},
      releaseAll: async () => {},
      sweep: async () => 0,
      start() {},
      stop() {},
    },
    clock,
    random: { bytes: (count: number) => new Uint8Array(count), fraction: () => 0 },
    log: silentLog,
    metrics: { count() {} },
    consoleDir: folder,
    shop: () => ({ name: 'x', timeZone: 'UTC' }),
    release: 'test',
    playground: false,
  };
}

test('names with markup reach the console as JSON text only', async () => {
  await house.hire('anna');
  const browser = openBrowser(house);
  await browser.signIn('anna');
  const vectors = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "javascript:alert('x')",
    '\u202Egnp.exe',
    '</textarea><svg/onload=alert(1)>',
  ];
  for (const [index, name] of vectors.entries()) {
    await ask(house.port, '/webhooks/parrot', {
      method: 'POST',
      headers: { 'x-parrot-secret': house.parrot.secret },
      json: { id: `x${index}`, from: `x${index}`, name, text: name },
    });
  }
  const seen = await browser.get('/api/conversations?view=all');
  expect(seen.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', ...SECURITY });
  const names = (seen.json['rows'] as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([vectors[0], vectors[1]]));
});
