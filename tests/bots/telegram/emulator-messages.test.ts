/** What the emulator shows, and what it refuses, in the words of the real server. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startEmulatorRig, inline, textsOf, type EmulatorRig, type Updates } from './emulator-rig.ts';

let rig: EmulatorRig;

beforeEach(async () => {
  rig = await startEmulatorRig();
});

afterEach(() => rig.emulator.close());

describe('messages', () => {
  beforeEach(() => void rig.phone.start());

  test.each<[string, object, string]>([
    ['sendMessage', { text: '' }, 'Bad Request: message text is empty'],
    ['sendMessage', { text: ' \n' }, 'Bad Request: message text is empty'],
    ['sendMessage', { text: 'я'.repeat(4_097) }, 'Bad Request: message is too long'],
    ['sendMessage', { text: 'x', chat_id: 1 }, 'Bad Request: chat not found'],
    ['sendMessage', { text: 'x', chat_id: '' }, 'Bad Request: chat_id is empty'],
    ['sendMessage', { text: 'x', parse_mode: 'Fancy' }, 'Bad Request: unsupported parse_mode'],
    [
      'sendMessage',
      { text: 'x', reply_markup: inline({ text: 'a', callback_data: 'ж'.repeat(33) }) },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'sendMessage',
      { text: 'x', reply_markup: inline({ text: 'a' }) },
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'sendMessage',
      { text: 'x', reply_markup: inline({ text: 'a', url: 'javascript:x' }) },
      "Bad Request: inline keyboard button URL 'javascript:x' is invalid: Unsupported URL protocol",
    ],
    [
      'sendMessage',
      { text: 'x', reply_markup: 'nonsense' },
      "Bad Request: can't parse reply markup JSON object",
    ],
    [
      'sendMessage',
      { text: 'x', reply_parameters: { message_id: 999 } },
      'Bad Request: message to be replied not found',
    ],
    ['sendPhoto', {}, 'Bad Request: there is no photo in the request'],
    [
      'sendPhoto',
      { photo: 'no-such-id' },
      'Bad Request: wrong remote file identifier specified: Wrong string length',
    ],
    [
      'sendDocument',
      { document: 'x', caption: 'я'.repeat(1_025) },
      'Bad Request: message caption is too long',
    ],
    ['sendLocation', { latitude: 91, longitude: 0 }, 'Bad Request: wrong latitude or longitude specified'],
    ['sendChatAction', { action: 'dancing' }, 'Bad Request: wrong parameter action in request'],
    ['editMessageText', { message_id: 999, text: 'x' }, 'Bad Request: message to edit not found'],
    ['deleteMessage', { message_id: 999 }, 'Bad Request: message to delete not found'],
    [
      'answerCallbackQuery',
      { callback_query_id: 'x' },
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    ['getFile', { file_id: 'x' }, 'Bad Request: wrong file_id or the file is temporarily unavailable'],
    [
      'setMyCommands',
      { commands: [{ command: 'Меню', description: 'x' }] },
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    ['flyToTheMoon', {}, 'Not Found: method not found'],
  ])('%s %j is refused', async (method, payload, description) => {
    expect(await rig.call(method, { chat_id: 52_001, ...payload })).toMatchObject({ ok: false, description });
  });

  test.each([
    ['<b>a</b> &lt;b&gt; &amp;amp; &#8470;', 'a <b> &amp; №', [{ type: 'bold', offset: 0, length: 1 }]],
    [
      '<a href="https://x.example/?a=1&amp;b=2">link</a>',
      'link',
      [{ type: 'text_link', offset: 0, length: 4, url: 'https://x.example/?a=1&b=2' }],
    ],
    ['👍<i>x</i>', '👍x', [{ type: 'italic', offset: 2, length: 1 }]],
    ['  <b> a </b>', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
  ])('HTML %s', async (text, shown, entities) => {
    await rig.call('sendMessage', { chat_id: 52_001, text, parse_mode: 'HTML' });
    expect(rig.phone.received().at(-1)).toMatchObject({ text: shown, entities });
  });

  test.each([
    ['HTML', 'жук <x>', 'Unsupported start tag "x" at byte offset 7'],
    ['HTML', '<b>a', `Can't find end tag corresponding to start tag "b"`],
    ['HTML', '<b><i>a</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['HTML', 'a</b>', 'Unexpected end tag at byte offset 1'],
    ['HTML', '1 < 2', 'Unclosed start tag at byte offset 2'],
    ['MarkdownV2', 'a.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['MarkdownV2', '*a', "Can't find end of Bold entity at byte offset 0"],
  ])('%s %s cannot be read', async (parseMode, text, reason) => {
    const answer = await rig.call('sendMessage', { chat_id: 52_001, text, parse_mode: parseMode });
    expect(answer.description).toBe(`Bad Request: can't parse entities: ${reason}`);
  });

  test('MarkdownV2 is shown without its marks', async () => {
    await rig.call('sendMessage', {
      chat_id: 52_001,
      text: '*a* _b_ `c.d` [e](https://x.example)\\.',
      parse_mode: 'MarkdownV2',
    });
    expect(rig.phone.received().at(-1)!.text).toBe('a b c.d e.');
    expect(
      rig.phone
        .received()
        .at(-1)!
        .entities?.map(({ type }) => type),
    ).toEqual(['bold', 'italic', 'code', 'text_link']);
  });

  test('edit, refuse the same again, delete', async () => {
    const sent = (await rig.call('sendMessage', { chat_id: 52_001, text: 'раз' })) as unknown as {
      result: { message_id: number };
    };
    const { message_id } = sent.result;
    expect((await rig.call('editMessageText', { chat_id: 52_001, message_id, text: 'два' })).ok).toBe(true);
    expect(
      (await rig.call('editMessageText', { chat_id: 52_001, message_id, text: 'два' })).description,
    ).toMatch(/^Bad Request: message is not modified/);
    const reply_markup = inline({ text: 'a', callback_data: 'b' });
    expect((await rig.call('editMessageReplyMarkup', { chat_id: 52_001, message_id, reply_markup })).ok).toBe(
      true,
    );
    expect(rig.phone.received().at(-1)).toMatchObject({ text: 'два', reply_markup });
    expect((await rig.call('deleteMessage', { chat_id: 52_001, message_id })).ok).toBe(true);
    expect(rig.phone.received()).toEqual([]);
  });

  test('a tap can be answered once, and not when it is old', async () => {
    const tapId = (rig.phone.tapData('x') as unknown as { callback_query: { id: string } }).callback_query.id;
    expect((await rig.call('answerCallbackQuery', { callback_query_id: tapId })).ok).toBe(true);
    expect((await rig.call('answerCallbackQuery', { callback_query_id: tapId })).ok).toBe(false);
    const old = (rig.phone.tapData('x') as unknown as { callback_query: { id: string } }).callback_query.id;
    rig.clock.advance(151_000);
    expect((await rig.call('answerCallbackQuery', { callback_query_id: old })).ok).toBe(false);
  });

  test('who has blocked the bot or is gone cannot be written to', async () => {
    rig.phone.block();
    expect(await rig.call('sendMessage', { chat_id: 52_001, text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    rig.phone.unblock();
    rig.phone.person.deactivated = true;
    expect(await rig.call('sendMessage', { chat_id: 52_001, text: 'x' })).toMatchObject({
      description: 'Forbidden: user is deactivated',
    });
  });

  test('files: up by form, down by link for an hour, not beyond 20 MB', async () => {
    const form = new FormData();
    form.set('chat_id', '52001');
    form.set('document', new Blob(['содержимое']), 'чек.txt');
    const answer = await fetch(`${rig.emulator.apiRoot}/bot${rig.emulator.token}/sendDocument`, {
      method: 'POST',
      body: form,
    });
    const { result } = (await answer.json()) as {
      result: { document: { file_id: string; file_name: string } };
    };
    expect(result.document.file_name).toBe('чек.txt');
    const again = await rig.call('sendDocument', { chat_id: 52_001, document: result.document.file_id });
    expect(again.ok).toBe(true);
    const file = (await rig.call('getFile', { file_id: result.document.file_id })) as unknown as {
      result: { file_path: string };
    };
    const link = `${rig.emulator.apiRoot}/file/bot${rig.emulator.token}/${file.result.file_path}`;
    expect(await (await fetch(link)).text()).toBe('содержимое');
    rig.clock.advance(3_600_001);
    expect((await fetch(link)).status).toBe(404);
    const large = rig.phone.document(Buffer.alloc(20_000_001), 'large.bin') as unknown as {
      message: { document: { file_id: string } };
    };
    expect((await rig.call('getFile', { file_id: large.message.document.file_id })).description).toBe(
      'Bad Request: file is too big',
    );
  });

  test('albums, and parameters as a form or in the address', async () => {
    const photo = rig.phone.photo() as unknown as { message: { photo: { file_id: string }[] } };
    const media = [1, 2].map(() => ({ type: 'photo', media: photo.message.photo.at(-1)!.file_id }));
    expect((await rig.call('sendMediaGroup', { chat_id: 52_001, media })).result).toHaveLength(2);
    const body = new URLSearchParams({ chat_id: '52001', text: 'форма' });
    await fetch(`${rig.emulator.apiRoot}/bot${rig.emulator.token}/sendmessage`, { method: 'POST', body });
    await fetch(
      `${rig.emulator.apiRoot}/bot${rig.emulator.token}/SendMessage?chat_id=52001&text=${encodeURIComponent('адрес')}`,
    );
    expect(
      rig.phone
        .received()
        .slice(-2)
        .map(({ text }) => text),
    ).toEqual(['форма', 'адрес']);
  });
});

test('strange tokens are told apart', async () => {
  const status = async (token: string): Promise<number> =>
    (await fetch(`${rig.emulator.apiRoot}/bot${token}/getMe`)).status;
  expect(await status(`1:${'x'.repeat(35)}`)).toBe(401);
  expect(await status('nonsense')).toBe(404);
});

test('several bots live side by side', async () => {
  const token = `8:${'b'.repeat(35)}`;
  rig.emulator.addBot(token);
  rig.emulator.user(52_001, token).text('другому');
  expect(await rig.updates()).toEqual([]);
  const answer = await fetch(`${rig.emulator.apiRoot}/bot${token}/getUpdates`);
  expect(textsOf(((await answer.json()) as { result: Updates }).result)).toEqual(['другому']);
});
