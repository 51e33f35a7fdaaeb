/** The settings of a web chat: which are taken, and what is said of those that are not. */
import { describe, expect, test } from '@jest/globals';
import { parseWebchatConfig } from '../../../bots/webchat/config.ts';

const context = { publicUrl: 'https://help.shop.example', account: 'webchat:main' as const };
const secret = 'x'.repeat(32);

describe('settings', () => {
  test('origins are made as browsers write them', () => {
    const origins = ' https://Shop.Example/ , https://shop.example:443,http://localhost:3000 ';
    expect(parseWebchatConfig({ ORIGINS: origins }, context)).toEqual({
      ok: true,
      config: {
        account: 'webchat:main',
        origins: ['https://shop.example', 'http://localhost:3000'],
        publicOrigin: 'https://help.shop.example',
        identitySecret: null,
        color: null,
      },
    });
    const all = { ORIGINS: 'https://shop.example', IDENTITY_SECRET: secret, COLOR: '#0A7D55' };
    expect(parseWebchatConfig(all, { ...context, publicUrl: null })).toMatchObject({
      config: { publicOrigin: null, identitySecret: secret, color: '#0a7d55' },
    });
  });

  test.each([
    ['a path', 'https://shop.example/catalog'],
    ['a wildcard', 'https://*.shop.example'],
    ['a name alone', 'shop.example'],
    ['another scheme', 'ftp://shop.example'],
    ['a password', 'https://a:b@shop.example'],
    ['null', 'null'],
    ['nothing', ' , '],
    ['too many', Array.from({ length: 51 }, (_, index) => `https://s${index}.example`).join(',')],
  ])('%s is no origin', (_name, ORIGINS) => {
    expect(parseWebchatConfig({ ORIGINS }, context)).toMatchObject({
      ok: false,
      problems: [{ key: 'ORIGINS' }],
    });
  });

  test('a short secret and a wrong colour are told together, the secret without its value', () => {
    const parsed = parseWebchatConfig(
      { ORIGINS: 'https://a.example', IDENTITY_SECRET: 'hunter2', COLOR: 'red' },
      context,
    );
    expect(parsed).toMatchObject({ ok: false, problems: [{ key: 'IDENTITY_SECRET' }, { key: 'COLOR' }] });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });
});
