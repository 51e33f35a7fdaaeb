/** Files with a reply: what the customer's messenger takes is told before, and held to when it is sent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConversationDetail, ConversationList } from '../../src/api/conversations.ts';
import { MediaSaved } from '../../src/api/media.ts';
import { systemRandom } from '../../src/core/clock.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import { newPublicId } from '../../src/core/ids.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import { openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

let house: House;
let anna: Browser;
let id: string;
let media: ChannelFacts['media'];
beforeAll(async () => {
  house = await openHouse();
  await house.hire('anna');
  anna = openBrowser(house);
  await anna.signIn('anna');
  media = house.parrot.facts.media;
  const event: ChannelEvent = {
    account: house.parrot.account,
    externalId: 'f1',
    address: 'fedor',
    profile: { name: 'fedor' },
    occurredAtMs: Date.now(),
    type: 'message',
    messageId: 'm1',
    content: { text: 'здравствуйте' },
  };
  await house.engine.door.sink([{ event, raw: '{}' }]);
  const list = ConversationList.parse((await anna.get('/api/conversations?view=all'))?.json);
  id = list.rows[0]!.id;
});
afterAll(() => house.close());

const filesOf = async (): Promise<ConversationDetail['files']> =>
  ConversationDetail.parse((await anna.get(`/api/conversations/${id}`))?.json).files;

async function replyWith(bytes: number): Promise<number> {
  const saved = await anna.ask('/api/media?name=a.bin', {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: {
      'content-type': 'application/octet-stream',
      'x-csrf-token': anna.csrf,
      origin: `http://127.0.0.1:${house.port}`,
    },
  });
  const { file } = MediaSaved.parse(saved.json);
  const command = { do: 'reply', text: '', media: { file, name: 'a.bin' } };
  const clientId = newPublicId(systemRandom);
  return (await anna.send('POST', `/api/conversations/${id}/commands`, { clientId, command })).status;
}

test('the console is told what the messenger takes, and no more than we keep', async () => {
  Object.assign(media, { photoBytesMax: 1_000_000, documentBytesMax: 50_000_000 });
  expect(await filesOf()).toEqual({ bytes: 20_000_000, pictureBytes: 1_000_000 });
  Object.assign(media, { photoBytesMax: 2_000, documentBytesMax: 1_000 });
  expect(await filesOf()).toEqual({ bytes: 2_000, pictureBytes: 2_000 });
  Object.assign(media, { photoBytesMax: 0, documentBytesMax: 0 });
  expect(await filesOf()).toBeNull();
});

test('a file that the messenger does not take is refused when it is sent, in words', async () => {
  Object.assign(media, { photoBytesMax: 1_000, documentBytesMax: 1_000 });
  expect(await replyWith(1_000)).not.toBe(413);
  expect(await replyWith(1_001)).toBe(413);
  Object.assign(media, { photoBytesMax: 0, documentBytesMax: 0 });
  expect(await replyWith(1)).toBe(413);
});
