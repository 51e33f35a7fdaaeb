/** How each messenger shows the same words and buttons: made by the adapters' own rendering, read back for people who write answers. */
import { htmlToPlain, render as renderTelegram, toHtml } from '../../bots/telegram/render.ts';
import { readBody as readViber } from '../../bots/viber/body.ts';
import { render as renderViber } from '../../bots/viber/render.ts';
import { readBody as readLine } from '../../bots/webchat/line-body.ts';
import { render as renderWebchat } from '../../bots/webchat/render.ts';
import { factsOf } from '../../bots/whatsapp/facts.ts';
import { render as renderWhatsapp } from '../../bots/whatsapp/render.ts';
import { readBody as readWhatsappWeb, render as renderWhatsappWeb } from '../../bots/whatsapp-web/render.ts';
import type { Content, Json, Part, RenderableContent } from '../core/content.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqShown } from '../core/ports/faq-desk.ts';
import { withTokens } from '../rendering/with-tokens.ts';

type Bubble = FaqShown['bubbles'][number];
type Fields = { [field: string]: Json | undefined };

/** Only what is in use (`platforms`), in the order of this file. */
export function showContent(content: Content, locale: Locale, platforms: readonly string[]): FaqShown[] {
  const rendered: RenderableContent = { ...withTokens(content, 'preview'), locale };
  return SHOWN.filter(({ platform }) => platforms.includes(platform)).map(({ platform, parts, bubbleOf }) => {
    return { platform, bubbles: parts(rendered).map((part) => bubbleOf(fields(part.body))) };
  });
}

interface Shown {
  platform: string;
  parts(content: RenderableContent): Part[];
  bubbleOf(body: Fields): Bubble;
}

const NO_TEMPLATES = { templates: [], shopName: '', defaultLocale: 'en' } as const;

const SHOWN: readonly Shown[] = [
  { platform: 'telegram', parts: renderTelegram, bubbleOf: ofTelegram },
  { platform: 'viber', parts: (content) => renderViber(content), bubbleOf: ofViber },
  {
    platform: 'whatsapp',
    parts: (content) => renderWhatsapp(content, factsOf({ typing: true }), NO_TEMPLATES),
    bubbleOf: ofWhatsapp,
  },
  { platform: 'whatsapp-web', parts: renderWhatsappWeb, bubbleOf: ofWhatsappWeb },
  { platform: 'webchat', parts: renderWebchat, bubbleOf: ofWebchat },
];

function ofTelegram({ payload }: Fields): Bubble {
  const { text, caption, parse_mode: mode, reply_markup: markup } = fields(payload);
  const { inline_keyboard: inline, keyboard } = fields(markup);
  const rows = list(inline ?? keyboard).flatMap((row) => list(row));
  const buttons = rows.map((button) => words(fields(button)['text']));
  return { text: words(text ?? caption), markup: mode === 'HTML' ? 'html' : 'plain', buttons };
}

function ofViber(body: Fields): Bubble {
  const message = fields(readViber(body as Json)?.message);
  const keys = list(fields(message['keyboard'])['Buttons']);
  const buttons = keys.map((key) => htmlToPlain(words(fields(key)['Text'])));
  return { text: words(message['text']), markup: 'plain', buttons };
}

function ofWhatsapp(body: Fields): Bubble {
  const message = fields(body['message']);
  const text = fields(message['text'])['body'];
  const interactive = fields(message['interactive']);
  const action = fields(interactive['action']);
  const rows = list(action['sections']).flatMap((section) => list(fields(section)['rows']));
  const titles = rows.map((row) => words(fields(row)['title']));
  const replies = list(action['buttons']).map((button) => words(fields(fields(button)['reply'])['title']));
  const link = words(fields(action['parameters'])['display_text']);
  const buttons = [...replies, ...titles, ...(link === '' ? [] : [link])];
  return { text: words(text ?? fields(interactive['body'])['text']), markup: 'markdown', buttons };
}

function ofWhatsappWeb(body: Fields): Bubble {
  const read = readWhatsappWeb(body as Json);
  return { text: read?.do === 'text' ? read.text : '', markup: 'markdown', buttons: [] };
}

function ofWebchat({ line }: Fields): Bubble {
  const { text, buttons } = readLine(line ?? null);
  const runs = text.map(({ text: said, ...style }) => ({ text: said, ...defined(style) }));
  return { text: toHtml(runs), markup: 'html', buttons: buttons.map(({ label }) => label) };
}

function defined<T extends object>(given: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

function fields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function words(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
