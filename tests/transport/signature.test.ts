/** Secrets, signatures, hosts, redaction: the small locks of the outer door. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import { createRedactor } from '../../src/transport/redact.ts';
import { hmacSha256, isSignedBy, sameSecret } from '../../src/transport/signature.ts';

describe('sameSecret', () => {
  test('only the very same text passes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (expected, given) => {
        expect(sameSecret(given, expected)).toBe(given === expected);
        expect(sameSecret(expected, expected)).toBe(true);
        expect(sameSecret(`${expected}${given}x`, expected)).toBe(false);
        expect(sameSecret(expected.slice(0, -1), expected)).toBe(false);
      }),
    );
  });

  test('nothing is equal to no secret', () => {
    expect(sameSecret('', '')).toBe(false);
    expect(sameSecret(undefined, '')).toBe(false);
    expect(sameSecret(undefined, 'x')).toBe(false);
  });
});

describe('isSignedBy', () => {
  const body = Buffer.from('{"text":"їжак"}');
  // Computed with: printf '{"text":"їжак"}' | openssl dgst -sha256 -hmac key
  const known = 'c75ff7142930dfd15b0f7b724dfe7f5368355383fe9e2261f6de846c49edf2de';

  test('a signature of another tool is understood', () => {
    expect(hmacSha256('key', body)).toBe(known);
    expect(isSignedBy('key', body, known)).toBe(true);
    expect(isSignedBy('key', body, known.toUpperCase())).toBe(true);
  });

  test('other bytes, another key, a part of it, none: refused', () => {
    expect(isSignedBy('key', Buffer.from('{"text": "їжак"}'), known)).toBe(false);
    expect(isSignedBy('kez', body, known)).toBe(false);
    expect(isSignedBy('key', body, known.slice(0, 63))).toBe(false);
    expect(isSignedBy('key', body, '')).toBe(false);
    expect(isSignedBy('key', body, undefined)).toBe(false);
    expect(isSignedBy('', body, hmacSha256('', body))).toBe(false);
  });
});

describe('createHostCheck', () => {
  const isOwn = createHostCheck(['.viber.com', 'files.example'], 'http://127.0.0.1:4010');

  test.each([
    'https://dl-media.viber.com/a/b?c=d',
    'https://viber.com/',
    'https://files.example/x',
    'http://127.0.0.1:4010/media/1',
  ])('%s is its own', (url) => expect(isOwn(url)).toBe(true));

  test.each([
    'http://dl-media.viber.com/a',
    'https://viber.com.evil.example/',
    'https://evilviber.com/',
    'https://dl.viber.com@evil.example/',
    'https://user:pass@dl.viber.com/',
    'https://dl.viber.com:8443/',
    'https://sub.files.example/',
    'http://127.0.0.1:4011/media/1',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'ftp://dl.viber.com/',
    '//dl.viber.com/',
    'dl.viber.com',
    '',
  ])('%s is not', (url) => expect(isOwn(url)).toBe(false));
});

test('secrets are blotted out in every form, short words stay', () => {
  const redact = createRedactor(['123:AA_secret', 'p@ss/word', 'ab', '']);
  expect(redact('https://api/bot123:AA_secret/x and p%40ss%2Fword and p@ss/word, ab')).toBe(
    'https://api/bot[secret]/x and [secret] and [secret], ab',
  );
});
