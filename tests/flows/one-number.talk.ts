/** What joins two chats without a word, what is only suggested, and what people have parted. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import {
  asks,
  contactOf,
  identitiesOf,
  openChannels,
  TELEGRAM,
  threadOf,
  VIBER,
  WHATSAPP,
} from '../support/channels-talk.ts';
import type { Talk, TalkOptions } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const open = async (over: TalkOptions = {}) => {
  talk = await openChannels(over);
};

describe('the same proven number', () => {
  const own = (phone: string) => ({ contact: { phone, own: true } });

  test('joins without a word to the customer; people see why', async () => {
    await open();
    await talk.sends(own('79161234567'), VIBER);
    talk.bot(/./, VIBER);
    await talk.sends(own('79161234567'), TELEGRAM);
    talk.bot(/./, TELEGRAM);
    talk.silence(TELEGRAM);
    talk.silence(VIBER);
    expect(await identitiesOf(talk, VIBER)).toEqual(['telegram:main', 'viber:main']);
    expect((await contactOf(talk, VIBER)).links).toMatchObject([{ kind: 'phone', evidence: '•••45-67' }]);
  });

  test('told by a card that nobody vouches for is a suggestion and no more', async () => {
    await open();
    await talk.sends(own('79161234567'), TELEGRAM);
    await talk.sends({ contact: { phone: '79161234567', own: false } }, VIBER);
    await talk.customer('мой номер 79161234567', WHATSAPP);
    expect(await identitiesOf(talk, VIBER)).toEqual(['viber:main']);
    expect(await identitiesOf(talk, WHATSAPP)).toEqual(['whatsapp:main']);
  });

  test('of half a year ago joins nobody: numbers change hands', async () => {
    await open();
    await talk.sends(own('79161234567'), VIBER);
    talk.clock.advance(LIMITS.phoneTrustMs + 1);
    await talk.sends(own('79161234567'), TELEGRAM);
    expect(await identitiesOf(talk, TELEGRAM)).toEqual(['telegram:main']);
    expect((await contactOf(talk, TELEGRAM)).suggestions).toMatchObject([{ why: 'old-phone' }]);
  });

  test('parted by a person stays apart until a person joins them', async () => {
    await open();
    const olga = talk.operator('Ольга');
    await talk.sends(own('79161234567'), VIBER);
    await talk.sends(own('79161234567'), TELEGRAM);
    const link = (await contactOf(talk, VIBER)).links[0]?.id ?? '';
    expect(await olga.does({ do: 'part', link }, VIBER)).toEqual({ ok: true });
    await talk.sends(own('79161234567'), TELEGRAM);
    expect(await identitiesOf(talk, TELEGRAM)).toEqual(['telegram:main']);
    expect(await olga.does({ do: 'part', link }, VIBER)).toEqual({ ok: false, code: 'no-link' });
    const { publicId } = await talk.conversation(TELEGRAM);
    expect(await olga.does({ do: 'join', with: publicId }, VIBER)).toEqual({ ok: true });
    expect(await identitiesOf(talk, TELEGRAM)).toEqual(['telegram:main', 'viber:main']);
    expect(await olga.does({ do: 'join', with: publicId }, VIBER)).toEqual({ ok: true });
    expect(await olga.does({ do: 'join', with: 'nobody-at-all' }, VIBER)).toEqual({
      ok: false,
      code: 'no-link',
    });
  });

  test('never the same name', async () => {
    await open({ name: 'Анна Котова' });
    await talk.customer('привет', VIBER);
    await talk.customer('привет', TELEGRAM);
    expect(await identitiesOf(talk, VIBER)).toEqual(['viber:main']);
    expect((await contactOf(talk, VIBER)).suggestions).toEqual([]);
  });
});

test('a code that would bring together others whom people have parted is left to people', async () => {
  await open();
  const olga = talk.operator('Ольга');
  for (const who of [VIBER, TELEGRAM]) {
    await talk.sends({ contact: { phone: '79161234567', own: true } }, who);
    talk.bot(/./, who);
  }
  await olga.does({ do: 'part', link: (await contactOf(talk, VIBER)).links[0]?.id ?? '' }, VIBER);
  const carried = async (from: string) => {
    const { WhatsApp = '' } = await asks(talk, from);
    await talk.customer(new URL(WhatsApp).searchParams.get('text') ?? '', WHATSAPP);
  };
  await carried(VIBER);
  talk.bot('мы вас узнали', WHATSAPP);
  await carried(TELEGRAM);
  talk.bot('Сотрудник проверит', WHATSAPP);
  expect(await identitiesOf(talk, WHATSAPP)).toEqual(['viber:main', 'whatsapp:main']);
  const { suggestions } = await contactOf(talk, WHATSAPP);
  expect(suggestions).toMatchObject([{ why: 'parted', row: { account: 'telegram:main' } }]);
  const held = (await threadOf(talk, WHATSAPP)).filter(
    (line) => line.kind === 'activity' && line.name === 'join-held',
  );
  expect(held).toHaveLength(1);
});
