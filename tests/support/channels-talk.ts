/** Small words for talks over several channels: the links of an offer, the person behind a chat. */
import { expect } from '@jest/globals';
import type { Button } from '../../src/core/content.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { ContactAddress } from '../../src/core/ports/channel.ts';
import { openTalk, type Talk, type TalkOptions } from './talk.ts';

export const VIBER = 'viber:main@anna';
export const TELEGRAM = 'telegram:main@52001';
export const WHATSAPP = 'whatsapp:main@7916';

const CHANNELS: Partial<Record<AccountId, ContactAddress | null>> = {
  'viber:main': { url: 'viber://pa?chatURI=shop&context={}', carries: 'start' },
  'telegram:main': { url: 'https://t.me/shop_bot?start={}', carries: 'start' },
  'whatsapp:main': { url: 'https://wa.me/79990000001?text={}', carries: 'text' },
  'vk:main': null,
};

export const openChannels = (over: TalkOptions = {}): Promise<Talk> =>
  openTalk({ channels: CHANNELS, operators: ['Ольга'], ...over });

/** The links under a message, by channel. */
export function links(message: { content: { buttons?: unknown[] } }): Record<string, string> {
  const buttons = (message.content.buttons ?? []) as Button[];
  return Object.fromEntries(buttons.map((button) => [button.label, 'url' in button ? button.url : '']));
}

export const payloadOf = (url = ''): string => new URL(url).searchParams.get('start') ?? '';

/** Asks for the other channels, in Viber unless said otherwise. */
export async function asks(talk: Talk, who = VIBER): Promise<Record<string, string>> {
  await talk.customer('другой мессенджер', who);
  return links(talk.bot('Где вам удобнее?', who));
}

export async function contactOf(talk: Talk, who: string) {
  const { id } = await talk.conversation(who);
  const contact = await talk.store.readContact(id, talk.clock.now());
  expect(contact).not.toBeNull();
  return contact!;
}

export const identitiesOf = async (talk: Talk, who: string): Promise<string[]> =>
  (await contactOf(talk, who)).identities.map(({ row }) => row.account).toSorted();

export const threadOf = async (talk: Talk, who: string) =>
  talk.store.readThread((await talk.conversation(who)).id, { limit: 50 });
