/** Nothing a stranger writes becomes code, nothing of the shop's page reaches in, and nobody but the shop's page is listened to. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bubbles, openShopPage, openWidget, until, visit, write, type WidgetRig } from './widget-rig.ts';

let rig: WidgetRig;

beforeAll(async () => {
  rig = await openWidget();
}, 60_000);

afterAll(async () => {
  await rig?.close();
});

afterEach(() => {
  Object.assign(rig.shop, {
    html: '<main><h1>Shop</h1></main>',
    policy: '',
    tag: { 'data-account': 'main' },
  });
});

const HOSTILE = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  'javascript:window.hit=1',
  '"><svg onload=window.hit=1>',
  '[click](javascript:window.hit=1)',
  '{{constructor.constructor("window.hit=1")()}}',
];

describe('hostile texts', () => {
  test('stay texts, wherever the shop or the visitor puts them', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    for (const text of HOSTILE) await write(frame, text);
    await until(() => rig.chat.events.filter(({ type }) => type === 'message').length > HOSTILE.length);
    const label = '<b>label</b>';
    await rig.says({
      text: HOSTILE.join('\n'),
      format: 'plain',
      from: '<i>Anna</i>',
      buttons: [
        { kind: 'reply', label, description: '<u>more</u>', token: 't.0' },
        { kind: 'url', label: 'evil', url: 'javascript:window.hit=1' },
        { kind: 'url', label: 'fine', url: 'https://shop.example/"onclick="window.hit=1' },
      ],
      cards: [{ title: '<h1>card</h1>', text: '<img src=x onerror=window.hit=1>', buttons: [] }],
    });
    await frame.waitForSelector(`.chip:has-text("${label}")`);
    expect((await bubbles(frame)).slice(0, HOSTILE.length)).toEqual(HOSTILE);
    expect(
      await frame.$$eval(
        'img:not([alt=""]), script[src=""], .lines svg[onload], .lines b, .lines h1',
        (all) => all.length,
      ),
    ).toBe(0);
    expect(
      await frame.$$eval('.lines a', (all) =>
        all.map((one) => [new URL(one.href).protocol, one.rel, one.target]),
      ),
    ).toEqual([['https:', 'noopener noreferrer nofollow', '_blank']]);
    expect(await frame.evaluate('window.hit')).toBeUndefined();
    expect(await visitor.page.evaluate('window.hit')).toBeUndefined();
    await visitor.close();
  }, 60_000);
});

describe('a hostile page', () => {
  test("neither its style nor its scripts reach the chat, and the chat's stays out of the page", async () => {
    rig.shop.html =
      '<style>body *, prilavok-chat{display:none!important;color:red!important;opacity:0!important}</style>' +
      '<script>window.seen=[];addEventListener("message",e=>seen.push(e.data))</script><main><h1>Shop</h1></main>';
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'still here');
    await until(async () => (await bubbles(frame)).length === 1);
    const reached = await visitor.page.evaluate(`(() => {
      const host = document.querySelector('prilavok-chat');
      const style = getComputedStyle(host);
      return [host.shadowRoot, style.position, style.display, style.opacity, document.querySelectorAll('iframe').length, window.frames.length, window.seen.length];
    })()`);
    // Not even the window of the frame can be found.
    expect(reached).toEqual([null, 'fixed', 'block', '1', 0, 0, 0]);
    const box = await frame.frameElement().then((element) => element.boundingBox());
    expect(box?.width).toBe(400);
    await visitor.close();
  }, 60_000);

  test('a strict policy of the shop lets the chat live', async () => {
    rig.shop.policy = `default-src 'none'; script-src ${rig.chat.url}; frame-src ${rig.chat.url}; base-uri 'none'`;
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'under a policy');
    await until(async () => (await bubbles(frame)).length === 1);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);

  test('a page that is not in the list gets no chat', async () => {
    const stranger = await openShopPage(() => rig.chat.url);
    const context = await rig.browser.newContext();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    await page.goto(stranger.url);
    await page.waitForFunction('window.Prilavok !== undefined');
    await page.evaluate('window.Prilavok.open()');
    await until(() => refused.some((text) => text.includes('frame-ancestors')), 'the refusal');
    expect(page.frames().filter((frame) => frame.url().includes('/frame'))).toEqual([]);
    await context.close();
    await stranger.close();
  }, 60_000);
});

describe('messages from elsewhere', () => {
  test('once the channel stands, nothing that is posted to the frame is heard', async () => {
    const visitor = await visit(rig);
    // A page that broke into the shadow root before we came has the window; it has no channel.
    await visitor.page.addInitScript(OPEN_SHADOWS);
    await visitor.page.reload();
    await visitor.page.waitForFunction('window.Prilavok !== undefined');
    const frame = await visitor.open();
    await write(frame, 'before the theft');
    await until(async () => (await bubbles(frame)).length === 1);
    await visitor.page.evaluate(`(() => {
      const { contentWindow } = document.querySelector('prilavok-chat').shadowRoot.querySelector('iframe');
      const channel = new MessageChannel();
      window.stolen = [];
      channel.port1.onmessage = (event) => window.stolen.push(event.data);
      contentWindow.postMessage({ type: 'prilavok:hello', kept: { token: 'x' }, keeps: true }, '*', [channel.port2]);
      contentWindow.postMessage({ do: 'identify', identity: 'forged' }, '*');
      contentWindow.postMessage('junk', '*');
    })()`);
    await write(frame, 'after the theft');
    await until(async () => (await bubbles(frame)).length === 2);
    expect(await visitor.page.evaluate('window.stolen')).toEqual([]);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);

  test('a page that is not the one named in the address of the frame is not listened to', async () => {
    const visitor = await visit(rig);
    const src = (page: string): string => `${rig.chat.url}/chat/main/frame#page=${encodeURIComponent(page)}`;
    const greet = (url: string): Promise<unknown> =>
      visitor.page.evaluate(`new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = '${url}';
        frame.onload = () => {
          const state = { open: true, full: false, looking: true };
          frame.contentWindow.postMessage({ type: 'prilavok:hello', kept: {}, keeps: false, locale: 'en', color: '',
            theme: 'light', identity: '', start: '', page: '', state }, '*', [new MessageChannel().port2]);
          resolve();
        };
        document.body.append(frame);
      })`);
    await greet(src('https://evil.example'));
    await greet(src(rig.shop.origin));
    const [evil, good] = visitor.page.frames().filter((one) => one.url().includes('#page='));
    // The one beside it shows that the greeting itself was right.
    await good?.waitForSelector('.app');
    expect(await evil?.$('.app')).toBeNull();
    await visitor.close();
  }, 60_000);
});

const OPEN_SHADOWS =
  'const attach = Element.prototype.attachShadow; Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };';
