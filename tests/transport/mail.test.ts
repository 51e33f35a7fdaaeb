import { afterEach, describe, expect, test } from '@jest/globals';
import { createDemoMailer, createMailer } from '../../src/transport/mail.ts';
import { startSmtpServer, type SmtpMood, type SmtpServer } from './smtp-server.ts';

const LETTER = { to: 'anna@example.com', subject: 'Код для заказа ML-1007', text: 'Ваш код: 123456' };
let server: SmtpServer;
afterEach(() => server?.close());

async function mailerTo(mood: SmtpMood = {}, login = '') {
  server = await startSmtpServer(mood);
  return createMailer({
    url: `smtp://${login}127.0.0.1:${server.port}`,
    from: 'Мята и Лён <shop@example.com>',
  });
}

describe('letters by SMTP', () => {
  test('arrive with sender, recipient, subject and text in any alphabet', async () => {
    const mailer = await mailerTo();
    expect(mailer.available).toBe(true);
    expect(await mailer.send(LETTER)).toEqual({ ok: true });
    expect(server.letters).toHaveLength(1);
    const { to, data } = server.letters[0] ?? { to: [], data: '' };
    expect(to).toEqual(['anna@example.com']);
    expect(data).toContain('shop@example.com');
    expect(decoded(data)).toContain('Ваш код: 123456');
    expect(data).toMatch(/Subject: =\?UTF-8\?/i);
  });

  test('sign in with the name and password of the URL, decoded', async () => {
    const mailer = await mailerTo({}, 'robot%40shop:p%3Ass@');
    expect(await mailer.send(LETTER)).toEqual({ ok: true });
    expect(server.logins).toEqual(['\0robot@shop\0p:ss']);
  });

  test('reach one recipient only and cannot smuggle headers in', async () => {
    const mailer = await mailerTo();
    const subject = 'Код\r\nBcc: thief@example.com';
    await mailer.send({ ...LETTER, to: 'anna@example.com, thief@example.com', subject });
    for (const { to, data } of server.letters) {
      expect(to).not.toContain('thief@example.com');
      expect(data).not.toMatch(/^Bcc:/im);
    }
  });

  const refusals: [string, SmtpMood, RegExp][] = [
    ['a wrong password', { says: { AUTH: '535 no such user anna@example.com' } }, /^EAUTH 535$/],
    ['an unknown mailbox', { says: { RCPT: '550 anna@example.com does not exist' } }, /^EENVELOPE 550$/],
    ['a full server', { says: { DATA: '452 try later' } }, /452$/],
    ['a server that refuses everybody', { says: { greeting: '554 go away' } }, /^E/],
  ];
  test.each(refusals)('%s: a reason without address, password or text', async (_, mood, reason) => {
    const mailer = await mailerTo(mood, 'robot:secret@');
    const sent = await mailer.send(LETTER);
    expect(sent.ok).toBe(false);
    if (sent.ok) return;
    expect(sent.reason).toMatch(reason);
    expect(sent.reason).not.toMatch(/anna|secret|123456/);
  });

  test('nobody listens', async () => {
    const mailer = await mailerTo();
    await server.close();
    expect(await mailer.send(LETTER)).toEqual({ ok: false, reason: expect.stringMatching(/^E/) });
  });
});

describe('settings', () => {
  test('without a server nothing is available', async () => {
    const mailer = createMailer({ url: null, from: 'shop@example.com' });
    expect(mailer.available).toBe(false);
    expect((await mailer.send(LETTER)).ok).toBe(false);
  });

  test.each(['mail.example.com', 'http://mail.example.com', 'smtp://', ''])('%j is no mail server', (url) => {
    const make = () => createMailer({ url, from: 'shop@example.com' });
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

test('the demo mailer keeps the newest letters', async () => {
  const mailer = createDemoMailer();
  for (let i = 0; i < 60; i += 1) await mailer.send({ ...LETTER, subject: String(i) });
  expect(mailer.letters()).toHaveLength(50);
  expect(mailer.letters().at(-1)?.subject).toBe('59');
});

function decoded(data: string): string {
  const [head = '', ...body] = data.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  const joined = text.replaceAll('=\r\n', '');
  return decodeURIComponent(joined.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'));
}
