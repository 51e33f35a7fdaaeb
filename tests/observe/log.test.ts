import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { createLog, type LogLevel } from '../../src/observe/log.ts';

const SECRET = 'smtp-pass/word+1';

function open(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLog({
    level,
    clock: systemClock,
    secrets: [SECRET, 'x'],
    sink: { write: (line) => lines.push(line) },
  });
  return { log, lines, text: () => lines.join('') };
}

describe('no secret and no phone number reaches a line', () => {
  const canaries: Record<string, [text: string, hidden: string]> = {
    'a configured secret': [`mail failed for ${SECRET}!`, SECRET],
    'a Telegram token in an address': [
      'POST https://api.telegram.org/bot4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcQ/sendMessage',
      'AAFD39kkdpWt3ywyRZergyOLMaJhac60qcQ',
    ],
    'a Viber token': ['token 4453b6ac12ab345c-e02c5f12174805f9-daec9cbb5448c51f', 'daec9cbb5448c51f'],
    'a bearer': ['authorization: Bearer abcdef0123456789', 'abcdef0123456789'],
    'a token in a query': ['GET /x?a=1&token=s3cr3tvalue&b=2', 's3cr3tvalue'],
    'a password in an address': ['smtps://user:p4ssw0rd@mail.example.com', 'p4ssw0rd'],
    'a one-time link': ['http://localhost:8080/setup/AbCdEfGhIjKlMnOp', 'AbCdEfGhIjKlMnOp'],
    'an international number': ['call +7 (912) 345-67-89 now', '345-67-89'],
    'a plain Russian number': ['phone 89123456789', '89123456789'],
    'a plain Ukrainian number': ['phone 380501234567,', '380501234567'],
  };

  test.each(Object.entries(canaries))('%s', (_name, [text, hidden]) => {
    const { log, text: written } = open();
    const error = new Error(text, { cause: new Error(text) });
    log.info({ detail: text, error }, text);
    log.error({ error }, 'x');
    expect(written()).not.toContain(hidden);
    expect(written()).toContain('[redacted]');
  });

  test('fields that are secret by their name are hidden whatever they hold', () => {
    const { log, text } = open();
    const names = [
      'authorization',
      'Cookie',
      'set-cookie',
      'password',
      'bot_token',
      'webhookSecret',
      'phone',
      'csrf',
    ];
    for (const name of names) log.info({ [name]: 'canary' }, 'x');
    expect(text()).not.toContain('canary');
  });

  test('ids, times, amounts and words stay readable', () => {
    const { log, lines } = open();
    const fields = {
      conversation: 12,
      address: '91234567',
      at: '2026-11-22T06:55:18.311Z',
      order: 'A-1042',
      order2: 'TG-79123456789',
    };
    log.info({ ...fields, none: null, left: undefined, yes: true }, 'заказ 1042 в пути');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...fields,
      none: null,
      yes: true,
      msg: 'заказ 1042 в пути',
    });
  });
});

describe('a line', () => {
  test('is one line of JSON with level, time and message, whatever is in it', () => {
    const { log, lines } = open();
    log.warn({ text: 'a\nb\r\n{"level":"error"}' }, 'c\nd');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'warn', msg: 'c\nd', text: 'a\nb\r\n{"level":"error"}' });
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('is written only from its level on', () => {
    const { log, lines } = open('warn');
    log.debug({}, 'x');
    log.info({}, 'x');
    log.warn({}, 'x');
    log.error({}, 'x');
    expect(lines).toHaveLength(2);
  });
});
