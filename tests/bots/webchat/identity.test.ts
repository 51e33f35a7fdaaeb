/** The shop's word for its customers: what a right one opens, and what forged, old and cut ones do not. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signIdentity } from '../../../bots/webchat/emulator/sign-identity.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { openChat, SECRET, type ChatRig } from './chat-rig.ts';

let chat: ChatRig;

/** Each group has its own: one address may not open many sessions at once, which is what another group is about. */
function withOwnChat(): void {
  beforeAll(async () => {
    chat = await openChat();
  });
  afterAll(() => chat.close());
}

const soon = () => Math.floor(systemClock.now() / 1_000) + 600;

describe('identities', () => {
  withOwnChat();
  const open = (identity: string, token?: string) =>
    chat.visitor({ session: { identity }, ...(token === undefined ? {} : { token }) });
  const fields = { user: 'u-1', name: 'Анна Смирнова', phone: '+7 999 000-10-01' };

  test('a signed customer is known by name and number, in every browser the same one', async () => {
    const identity = signIdentity(SECRET, { ...fields, expires: soon() });
    const first = open(identity);
    const session = await first.open();
    expect(session).toMatchObject({ signed: true, name: 'Анна Смирнова' });
    await first.says('Где мой заказ?');
    expect(chat.events.at(-1)).toMatchObject({
      profile: { name: 'Анна Смирнова', phone: '79990001001', phoneVerified: true },
    });
    const second = open(identity);
    expect(await second.open()).toMatchObject({ visitor: session.visitor, signed: true, cursor: 1 });
    expect(second.knows.token).not.toBe(first.knows.token);
    // Without the shop's word that token means nobody: someone signed out on a shared computer.
    const after = chat.visitor({ token: first.knows.token ?? '' });
    const anonymous = await after.open();
    expect(anonymous).toMatchObject({ signed: false, cursor: 0 });
    expect(anonymous.visitor).not.toBe(session.visitor);
  });

  test('what was said before signing in goes along, and the old token dies', async () => {
    const before = chat.visitor();
    const { visitor: address } = await before.open();
    await before.says('Я ещё не вошла');
    const old = before.knows.token ?? '';
    const after = open(signIdentity(SECRET, { user: 'u-2', expires: soon() }), old);
    expect(await after.open()).toMatchObject({ visitor: address, signed: true, cursor: 1 });
    expect(after.knows.token).not.toBe(old);
    expect((await before.call('GET', 'history')).status).toBe(401);
  });

  test('a number that a customer types never replaces one that the shop signed', async () => {
    const visitor = open(signIdentity(SECRET, { ...fields, user: 'u-3', expires: soon() }));
    await visitor.open();
    await visitor.post({ kind: 'phone', phone: '+7 900 000 00 00' });
    await visitor.says('и что?');
    expect(chat.events.at(-1)).toMatchObject({ profile: { phone: '79990001001', phoneVerified: true } });
  });

  test.each([
    [
      'a forged signature',
      () => signIdentity('another-secret-of-the-same-length-as-ours!', { ...fields, expires: soon() }),
    ],
    ['one that has run out', () => signIdentity(SECRET, { ...fields, expires: soon() - 700 })],
    ['one for ever', () => signIdentity(SECRET, { ...fields, expires: soon() + 100 * 86_400 })],
    [
      'milliseconds for seconds',
      () => signIdentity(SECRET, { ...fields, expires: systemClock.now() + 1_000 }),
    ],
    ['no time', () => signIdentity(SECRET, fields as never)],
    ['no user', () => signIdentity(SECRET, { expires: soon() } as never)],
    [
      'another payload under the signature',
      () => {
        const [, signature] = signIdentity(SECRET, { ...fields, expires: soon() }).split('.');
        const payload = Buffer.from(JSON.stringify({ ...fields, user: 'admin', expires: soon() }));
        return `${payload.toString('base64url')}.${signature}`;
      },
    ],
    ['half a signature', () => signIdentity(SECRET, { ...fields, expires: soon() }).slice(0, -32)],
    ['no signature', () => signIdentity(SECRET, { ...fields, expires: soon() }).split('.')[0]!],
    ['an empty one', () => '.'],
    ['words', () => 'анна'],
  ])('%s is refused', async (_name, make) => {
    const visitor = open(make());
    await expect(visitor.open()).rejects.toThrow('403 {"error":"identity"}');
  });

  test('without a secret nobody can be vouched for, not even by an empty key', async () => {
    const bare = await openChat({ config: { identitySecret: null } });
    const visitor = bare.visitor({ session: { identity: signIdentity('', { ...fields, expires: soon() }) } });
    await expect(visitor.open()).rejects.toThrow('403');
    await bare.close();
  });
});
