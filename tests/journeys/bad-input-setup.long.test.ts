/**
 * What must be mended by a person before anything starts: the real process says which key or line is wrong and where to
 * get it right, ends with status 78, and has neither listened nor written to the database.
 */
import { createServer } from 'node:net';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { makeProductFolder, type FolderOptions, type ProductInFolder } from '../support/product-in-folder.ts';

let product: ProductInFolder;
afterEach(() => product.close());

/** A cold start on a busy machine takes its time. */
const LONG = 60_000;

async function refused(): Promise<string> {
  product.start();
  expect(await product.gone(45_000)).toBe('status 78');
  expect(product.printed()).toContain('Prilavok does not start');
  expect(product.printed()).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return product.printed();
}

async function folder(env: Record<string, string> = {}, more: FolderOptions = {}) {
  product = await makeProductFolder({ ...more, env });
}

describe('a .env that is wrong', () => {
  test.each<[string, Record<string, string>, RegExp[]]>([
    ['a port that is no number', { PORT: 'eighty' }, [/PORT: must be a whole number/]],
    ['a port beyond the last', { PORT: '65536' }, [/PORT: must be a whole number/]],
    ['an address with a path', { PUBLIC_URL: 'https://a.example/x' }, [/PUBLIC_URL: must be an address/]],
    ['a word for a token', { TELEGRAM_BOT_TOKEN: 'hello' }, [/TELEGRAM_BOT_TOKEN: is not a bot token/]],
    ['an unknown mode', { TELEGRAM_MODE: 'push' }, [/TELEGRAM_MODE: must be webhook or poll/]],
    [
      'the value of an example',
      { VIBER_AUTH_TOKEN: 'your-token' },
      [/VIBER_AUTH_TOKEN: still has the value/],
    ],
  ])('%s', async (_name, env, expected) => {
    await folder(env);
    const printed = await refused();
    for (const one of expected) expect(printed).toMatch(one);
    expect(printed).toContain('.env.example');
    expect(existsSync(join(product.dataDir, 'prilavok.sqlite'))).toBe(false);
  });

  test('half-filled: the missing half is named, with where to get it', async () => {
    await folder({ TELEGRAM_BOT_TOKEN: '' });
    expect(await refused()).toMatch(
      /TELEGRAM_BOT_TOKEN: is missing although TELEGRAM_\w+ is set[^]*@BotFather/,
    );
  });

  test('webhooks without their secret: both keys are named at once', async () => {
    await folder({ TELEGRAM_MODE: 'webhook', SMTP_URL: 'smtp://mail.example.com' });
    const printed = await refused();
    expect(printed).toMatch(/TELEGRAM_WEBHOOK_SECRET: .*openssl rand/);
    expect(printed).toMatch(/PUBLIC_URL/);
    expect(printed).toMatch(/MAIL_FROM: is missing although SMTP_URL is set/);
  });

  test('a token that the messenger does not know: said at the start, the token is not', async () => {
    const token = '7000000009:AAWrongWrongWrongWrongWrongWrong12';
    await folder({ TELEGRAM_BOT_TOKEN: token });
    const printed = await refused();
    expect(printed).toMatch(/TELEGRAM_BOT_TOKEN/);
    expect(printed).not.toContain(token);
  });
});

describe('content that is wrong', () => {
  test('shop.yaml: file, line and key', async () => {
    await folder();
    const file = join(product.shopDir, 'shop.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.startsWith('timeZone:'));
    lines[line] = 'timeZone: Moscow';
    writeFileSync(file, lines.join('\n'));
    const printed = await refused();
    expect(printed).toContain(`shop.yaml:${line + 1}`);
    expect(printed).toMatch(/timeZone/);
  });

  test('a FAQ file: file and line', async () => {
    await folder();
    writeFileSync(join(product.faqDir, 'ru', 'cut.md'), '# Ещё\n\n## Вопрос без ответа {#cut-short}\n');
    expect(await refused()).toMatch(/cut\.md:3/);
  });
});

describe('a place that is taken', () => {
  test('a database of a newer version is refused and left as it is', async () => {
    await folder();
    const file = join(product.dataDir, 'prilavok.sqlite');
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(await refused()).toMatch(/DATABASE_NEWER[^]*99/);
    const after = new Database(file);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
  });

  test('the port: named, with the key to change', async () => {
    await folder();
    const squatter = createServer().listen(product.port, '127.0.0.1');
    try {
      expect(await refused()).toMatch(new RegExp(`PORT_TAKEN[^]*${product.port}[^]*PORT`));
    } finally {
      squatter.close();
    }
  });

  test(
    'the data: a second process does not start, the first goes on',
    async () => {
      await folder();
      await product.open();
      const second = await makeProductFolder({ dataDir: product.dataDir });
      try {
        second.start();
        expect(await second.gone(20_000)).toBe('status 78');
        expect(second.printed()).toMatch(/DATABASE_LOCKED[^]*Another process/);
      } finally {
        await second.close();
      }
      expect((await fetch(`${product.url}/readyz`)).status).toBe(200);
    },
    LONG,
  );

  test('a data folder that is a file', async () => {
    await folder({ DATA_DIR: '/dev/null/here' });
    expect(await refused()).toMatch(/DATA_DIR_UNUSABLE[^]*\/dev\/null\/here/);
  });
});

test('a name that is spelt almost right is told with the right one, and starts all the same', async () => {
  await folder();
  appendFileSync(join(product.folder, '.env'), 'TELEGRAM_BOT_TOKN=x\n');
  await product.open();
  expect(product.printed()).toMatch(/TELEGRAM_BOT_TOKN .*did you mean TELEGRAM_BOT_TOKEN/);
}, 60_000);
