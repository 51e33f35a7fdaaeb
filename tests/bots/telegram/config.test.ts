/** The settings of Telegram accounts: what is enough, what is wrong, how it is said. */
import { describe, expect, test } from '@jest/globals';
import { telegramPlatform } from '../../../bots/telegram/index.ts';

const SECRET = 'a-secret-of-the-webhook-0123456789';

describe('the settings', () => {
  const context = { publicUrl: 'https://shop.example', account: 'telegram:main' as const };
  const token = `123456789:${'A'.repeat(35)}`;
  const keysOf = (values: Record<string, string>, publicUrl: string | null = context.publicUrl): string[] => {
    const parsed = telegramPlatform.parse(values, { ...context, publicUrl });
    return parsed.ok ? [] : parsed.problems.map(({ key }) => key);
  };

  test('a token is enough without a public address: poll', () => {
    expect(telegramPlatform.parse({ BOT_TOKEN: token }, { ...context, publicUrl: null })).toEqual({
      ok: true,
      config: {
        account: 'telegram:main',
        token,
        apiRoot: 'https://api.telegram.org',
        mode: 'poll',
        webhookUrl: null,
        webhookSecret: null,
        proxy: null,
      },
    });
  });

  test("with a public address: webhook, at the account's own path", () => {
    const parsed = telegramPlatform.parse(
      { BOT_TOKEN: token, WEBHOOK_SECRET: SECRET, API_ROOT: 'http://127.0.0.1:4000/' },
      { ...context, account: 'telegram:opt' },
    );
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        mode: 'webhook',
        webhookUrl: 'https://shop.example/webhooks/telegram/opt',
        apiRoot: 'http://127.0.0.1:4000',
      },
    });
  });

  test('everything wrong is said at once, and no secret with it', () => {
    expect(keysOf({})).toEqual(['BOT_TOKEN', 'WEBHOOK_SECRET']);
    expect(
      keysOf({ BOT_TOKEN: 'nonsense', MODE: 'carrier pigeon', API_ROOT: 'ftp://x', PROXY: 'x' }),
    ).toEqual(['BOT_TOKEN', 'MODE', 'API_ROOT', 'PROXY']);
    expect(keysOf({ BOT_TOKEN: token, WEBHOOK_SECRET: 'short' })).toEqual(['WEBHOOK_SECRET']);
    expect(keysOf({ BOT_TOKEN: token, WEBHOOK_SECRET: SECRET, MODE: 'webhook' }, null)).toEqual(['MODE']);
    expect(keysOf({ BOT_TOKEN: token, MODE: 'poll' })).toEqual([]);
    const parsed = telegramPlatform.parse({ BOT_TOKEN: 'half:a-token' }, context);
    expect(JSON.stringify(parsed)).not.toContain('half:a-token');
  });
});
