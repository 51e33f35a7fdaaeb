import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { PLATFORMS } from '../bots/registry.ts';
import { readConfig, type Config } from '../src/config.ts';
import { knownAccountKeys } from '../src/config/accounts.ts';
import { SETTINGS } from '../src/config/settings.ts';
import { PrilavokError } from '../src/core/errors.ts';
import type { Platform } from '../src/core/ports/platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const NO_FILE = join(folder, 'absent');
const TOKEN = '4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcQ';

/** A platform with the shape of a real one: a token with a form, a secret of two, and two settings with defaults. */
const parrot: Platform = {
  name: 'parrot',
  envKeys: [
    { suffix: 'BOT_TOKEN', secret: true, what: 'The token', where: '@ParrotFather', required: true },
    { suffix: 'WEBHOOK_SECRET', secret: true, what: 'The secret', where: '', required: false },
    { suffix: 'MODE', secret: false, what: 'poll or webhook', where: '', required: false },
  ],
  parse(values, { publicUrl, account }) {
    const problems = [];
    if (!/^\d+:[\w-]{20,}$/.test(values['BOT_TOKEN'] ?? '')) {
      problems.push({ key: 'BOT_TOKEN', message: 'is no token' });
    }
    if (values['MODE'] === 'webhook' && !publicUrl)
      problems.push({ key: 'MODE', message: 'needs PUBLIC_URL' });
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, config: { account, mode: values['MODE'] ?? (publicUrl ? 'webhook' : 'poll') } };
  },
  create() {
    throw new Error('not needed here');
  },
};

function read(env: Record<string, string>, envFile = NO_FILE): Config {
  return readConfig(env, { envFile, platforms: { parrot } });
}

function fault(env: Record<string, string>, envFile = NO_FILE): string {
  try {
    read(env, envFile);
  } catch (error) {
    if (error instanceof PrilavokError && error.code === 'CONFIG_INVALID') return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('defaults', () => {
  test('nothing set: this machine only, with the playground', () => {
    const config = read({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, publicUrl: null, playground: true });
    expect(config).toMatchObject({
      metricsPort: null,
      logLevel: 'info',
      mail: null,
      accounts: [],
      warnings: [],
    });
    expect(config.dataDir).toBe(join(process.cwd(), 'data', 'run'));
  });

  test('with a public address: every interface, webhooks, no playground', () => {
    const config = read({ PUBLIC_URL: 'https://help.example.com/', PARROT_BOT_TOKEN: TOKEN });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://help.example.com',
      playground: false,
    });
    expect(config.accounts).toEqual([
      {
        account: 'parrot:main',
        platform: 'parrot',
        config: { account: 'parrot:main', mode: 'webhook' },
        ca: null,
      },
    ]);
  });

  test('a messenger, or an address that others reach, switches the playground off', () => {
    expect(read({ PARROT_BOT_TOKEN: TOKEN }).playground).toBe(false);
    expect(read({ HOST: '0.0.0.0' }).playground).toBe(false);
    expect(read({ HOST: '127.0.0.2' }).playground).toBe(true);
  });

  test('an empty value is no value', () => {
    expect(read({ PORT: '', PARROT_BOT_TOKEN: '  ' })).toMatchObject({ port: 8080, playground: true });
  });
});

describe('faults', () => {
  test('every problem is told at once, each with its variable', () => {
    const text = fault({
      PORT: '80a',
      HOST: 'my host',
      LOG_LEVEL: 'loud',
      METRICS_PORT: '0',
      PUBLIC_URL: 'help.ru/x',
    });
    for (const key of ['PORT', 'HOST', 'LOG_LEVEL', 'METRICS_PORT', 'PUBLIC_URL'])
      expect(text).toContain(`${key}: `);
    expect(text).toContain('.env.example');
  });

  test.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PUBLIC_URL', 'ftp://x.ru'],
    ['PUBLIC_URL', 'https://user:pass@x.ru'],
    ['PUBLIC_URL', 'https://x.ru/bot'],
    ['PUBLIC_URL', 'https://x.ru/?a=1'],
    ['PRILAVOK_SETUP_TOKEN', 'short'],
    ['PRILAVOK_SETUP_TOKEN', 'with a space in it, long enough'],
    ['PARROT_BOT_TOKEN', '123:abc'],
    ['PARROT_BOT_TOKEN', '<token from @ParrotFather>'],
    ['PARROT_BOT_TOKEN', 'your-token-here'],
    ['PARROT_BOT_TOKEN', 'nonsense'],
    ['PARROT_ACCOUNTS', 'Main'],
    ['PARROT_ACCOUNTS', 'a b'],
  ])('%s=%s is refused', (key, value) => {
    expect(fault({ [key]: value })).toContain(`${key}: `);
  });

  test('a set that is begun must be complete, and the message says where to get the rest', () => {
    expect(fault({ PARROT_MODE: 'poll' })).toMatch(
      /PARROT_BOT_TOKEN: is missing.*PARROT_MODE.*@ParrotFather/s,
    );
    expect(fault({ SMTP_URL: 'smtp://mail.example.com' })).toContain('MAIL_FROM: ');
    expect(fault({ MAIL_FROM: 'a@b.ru' })).toContain('SMTP_URL: ');
    expect(fault({ METRICS_PORT: '8080' })).toContain('METRICS_PORT: must differ');
  });

  test('no value of a secret is ever repeated', () => {
    const secret = 'hunter2-hunter2-hunter2';
    for (const key of ['PARROT_BOT_TOKEN', 'SMTP_URL', 'PARROT_WEBHOOK_SECRET']) {
      expect(fault({ [key]: secret, PORT: 'x' })).not.toContain('hunter2');
    }
    expect(fault({ PRILAVOK_SETUP_TOKEN: 'hunter2 hunter2 hunter2' })).not.toContain('hunter2');
  });

  test('a platform names its suffix, the message the whole variable', () => {
    expect(fault({ PARROT_BOT_TOKEN: TOKEN, PARROT_MODE: 'webhook' })).toContain(
      'PARROT_MODE: needs PUBLIC_URL',
    );
  });
});

describe('several accounts', () => {
  test('each has its own token; what is no secret holds for all', () => {
    const other = `99${TOKEN}`;
    const config = read({
      PARROT_ACCOUNTS: 'main, opt',
      PARROT_BOT_TOKEN: TOKEN,
      PARROT_OPT_BOT_TOKEN: other,
      PARROT_MODE: 'poll',
    });
    expect(config.accounts.map(({ account }) => account)).toEqual(['parrot:main', 'parrot:opt']);
    expect(config.accounts[1]?.config).toMatchObject({ mode: 'poll' });
    expect(config.secrets).toEqual(expect.arrayContaining([TOKEN, other]));
  });

  test('a listed account without a token, twice the same, and a token of an unlisted one are faults', () => {
    expect(fault({ PARROT_ACCOUNTS: 'main,opt', PARROT_BOT_TOKEN: TOKEN })).toContain(
      'PARROT_OPT_BOT_TOKEN: is missing',
    );
    expect(fault({ PARROT_ACCOUNTS: 'main,main', PARROT_BOT_TOKEN: TOKEN })).toContain('listed twice');
    expect(fault({ PARROT_ACCOUNTS: 'opt', PARROT_BOT_TOKEN: TOKEN, PARROT_OPT_BOT_TOKEN: TOKEN })).toContain(
      '"main"',
    );
  });
});

describe('slips', () => {
  test('a name that nobody reads gets a warning with the one that was meant', () => {
    expect(read({ PARROT_TOKEN: 'x' }).warnings.join()).toMatch(
      /PARROT_TOKEN is not a setting.*PARROT_BOT_TOKEN/,
    );
    expect(read({ PRILAVOK_SETUP_TOKN: 'x' }).warnings.join()).toContain('PRILAVOK_SETUP_TOKEN');
    expect(read({ HOME: '/root', SOMETHING_ELSE: '1' }).warnings).toEqual([]);
  });

  test('in .env every unknown name is a slip; the process wins over the file', () => {
    const file = join(folder, '.env');
    writeFileSync(file, 'PROT=9000\nPORT=9001\nHOST="127.0.0.2"\n# comment\n');
    const config = read({ PORT: '9002' }, file);
    expect(config).toMatchObject({ port: 9002, host: '127.0.0.2' });
    expect(config.warnings).toEqual(['PROT is not a setting and is ignored; did you mean PORT?']);
  });

  test('a mistyped token in .env, and no messenger besides, is a fault: the bot would silently not start', () => {
    const file = join(folder, '.env-typo');
    writeFileSync(file, `PARROT_TOKEN=${TOKEN}\n`);
    expect(fault({}, file)).toContain(
      'PARROT_TOKEN: is not a setting and is ignored; did you mean PARROT_BOT_TOKEN?',
    );
    expect(read({ PARROT_BOT_TOKEN: TOKEN }, file).warnings).toHaveLength(1);
    expect(read({ PARROT_CHAT: '1' })).toMatchObject({ playground: true });
  });

  test('being open to others without https is said', () => {
    expect(read({ HOST: '0.0.0.0' }).warnings.join()).toContain('PUBLIC_URL');
    expect(read({ PUBLIC_URL: 'http://help.example.com' }).warnings.join()).toContain('https');
    expect(read({ PUBLIC_URL: 'http://127.0.0.1:8080' }).warnings).toEqual([]);
  });
});

describe('what any account can be told', () => {
  const two = { PARROT_BOT_TOKEN: TOKEN, PARROT_ACCOUNTS: 'main,opt', PARROT_OPT_BOT_TOKEN: TOKEN };

  test('one rests, the others go on, and it is said', () => {
    const config = read({ ...two, PARROT_OPT_ENABLED: 'no' });
    expect(config.accounts.map(({ account }) => account)).toEqual(['parrot:main']);
    expect(config.warnings).toEqual(['parrot:opt is switched off by PARROT_OPT_ENABLED']);
    expect(config.playground).toBe(false);
  });

  test('an account that rests may be half filled in', () => {
    expect(read({ PARROT_MODE: 'poll', PARROT_ENABLED: 'no' }).accounts).toEqual([]);
  });

  test('neither yes nor no is a fault', () => {
    expect(fault({ ...two, PARROT_OPT_ENABLED: 'maybe' })).toContain('PARROT_OPT_ENABLED: must be yes or no');
  });
});

test.each([
  'https://me:50%@shop.example/feed.xml',
  'https://%zz@shop.example/feed.xml',
  'file:///srv/%zz.xml',
])('a % of a feed that stands for nothing is a fault, and nothing of the address is said: %s', (url) => {
  const message = fault({ SHOP_FEED_URL: url });
  expect(message).toMatch(/SHOP_FEED_URL: .*%25/);
  expect(message).not.toMatch(/50%|%zz/);
});

test('a feed address may hold a name and a password', () => {
  expect(read({ SHOP_FEED_URL: 'https://me:p%40ss@shop.example/feed.xml' }).feed?.source.kind).toBe('url');
});

describe('.env.example', () => {
  const lines = readFileSync(join(process.cwd(), '.env.example'), 'utf8').split('\n');
  const shown = lines.flatMap((line) => /^#? ?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  const known = [...SETTINGS.map(({ key }) => key), ...knownAccountKeys({}, PLATFORMS)];

  test('names every setting once, and no other', () => {
    expect(shown.toSorted()).toEqual(known.toSorted());
  });

  test('says in the line above what each is for', () => {
    for (const [index, line] of lines.entries()) {
      if (/^#? ?[A-Z][A-Z0-9_]+=/.test(line)) expect(lines[index - 1]).toMatch(/^# \S.{8,}/);
    }
  });

  test('copied as it is, it starts with the playground and no warning', () => {
    const config = readConfig({}, { envFile: join(process.cwd(), '.env.example') });
    expect(config).toMatchObject({ playground: true, warnings: [] });
  });
});
