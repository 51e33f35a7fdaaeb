/**
 * A page between two messengers: most of them open web addresses only, so a link into an app such as `viber://…` goes by way
 * of `/to/<platform>/<account>?p=<payload>`. It leads to our own accounts and nowhere else, and asks and keeps nothing.
 */
import type { AccountId } from '../core/ids.ts';
import { localeOfTag, type Locale } from '../core/locale.ts';
import type { ContactAddress } from '../core/ports/channel.ts';
import type { RawHandler } from './webhooks.ts';

export const BRIDGE_PREFIX = '/to';

export interface BridgeDeps {
  /** Null: no such account, or nobody can be sent there (yet). */
  addressOf(account: AccountId): ContactAddress | null;
  defaultLocale: Locale;
  /** Words of the page, plain. */
  words(locale: Locale, platform: string): { title: string; hint: string; open: string };
}

const PATH = /^\/to\/([a-z][a-z-]{0,19})\/([a-z][a-z0-9]{0,19})$/;
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;
const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };

export function createContactBridge(deps: BridgeDeps): RawHandler {
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, platform = '', name = ''] = PATH.exec(pathname) ?? [];
    const payload = searchParams.get('p') ?? '';
    const address = platform === '' ? null : deps.addressOf(`${platform}:${name}`);
    request.resume();
    if (request.method !== 'GET' || !PAYLOAD.test(payload) || address?.carries !== 'start') {
      response.writeHead(404, { 'Content-Length': '0' }).end();
      return;
    }
    const locale = spoken(request.headers['accept-language']) ?? deps.defaultLocale;
    const target = address.url.replace('{}', encodeURIComponent(payload));
    response.writeHead(200, HTML).end(page(target, locale, deps.words(locale, platform)));
  };
}

/** The first language of ours that the browser asks for. */
function spoken(header: string | undefined): Locale | null {
  for (const tag of (header ?? '').split(',').slice(0, 10)) {
    const locale = localeOfTag(tag.split(';')[0]?.trim());
    if (locale) return locale;
  }
  return null;
}

function page(target: string, locale: Locale, words: ReturnType<BridgeDeps['words']>): string {
  const [url, title, hint, open] = [target, words.title, words.hint, words.open].map((text) =>
    escapeHtml(text),
  );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${url}">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-content: center; gap: 16px; padding: 24px; text-align: center; }
a { padding: 14px 22px; border-radius: 12px; background: #14664a; color: #fff; font-size: 17px; text-decoration: none; }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${hint}</p>
<a href="${url}">${open}</a>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
