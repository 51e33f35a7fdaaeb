/**
 * What to send when the reply window is closed: an approved template that was named, or the one that carries an operator's
 * own words. Pure; nothing fits: null, and the message is refused with the reason.
 */
import type { Json, RenderableContent } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { MessageTemplate, TemplateLanguage } from '../../src/core/message-template.ts';

export interface TemplateSetting {
  templates: readonly MessageTemplate[];
  shopName: string;
  defaultLocale: Locale;
}

/** The filled-in body of a template in all: the platform refuses more. */
export const TEMPLATE_BODY_MAX = 1024;

/** The fields of the call, or null. */
export function templateFor(
  content: RenderableContent,
  setting: TemplateSetting,
): { [field: string]: Json } | null {
  const { template, text = '' } = content;
  if (template !== undefined) {
    const found = setting.templates.find(({ name }) => name === template.name);
    return found === undefined
      ? null
      : fill(found, template.slots, template.locale ?? localeOf(text, setting));
  }
  if (!isPlainWords(content)) return null;
  const carriers = setting.templates.filter(({ use }) => use === 'operator-reply');
  const slots = { text, operator: content.from ?? setting.shopName, shop: setting.shopName };
  for (const carrier of carriers) {
    const filled = fill(carrier, slots, localeOf(text, setting));
    if (filled !== null) return filled;
  }
  return null;
}

function isPlainWords({
  format,
  text,
  media,
  location,
  buttons = [],
  cards = [],
}: RenderableContent): boolean {
  return (
    format === 'plain' &&
    text !== undefined &&
    media === undefined &&
    location === undefined &&
    buttons.length + cards.length === 0
  );
}

function fill(
  { name, slots, languages }: MessageTemplate,
  values: Record<string, string>,
  locale: Locale,
): { [field: string]: Json } | null {
  const language = languages[locale] ?? firstOf(languages);
  const filled = slots.map((slot) => oneLine(values[slot] ?? ''));
  if (language === undefined || filled.some((value) => value === '')) return null;
  if (bodyOf(language, filled).length > TEMPLATE_BODY_MAX) return null;
  const parameters = filled.map((text) => ({ type: 'text', text }));
  return {
    type: 'template',
    template: {
      name,
      language: { code: language.code },
      ...(parameters.length > 0 ? { components: [{ type: 'body', parameters }] } : {}),
    },
  };
}

/** The body as the customer reads it. */
export function bodyOf({ body }: TemplateLanguage, filled: readonly string[]): string {
  return body.replace(/\{\{(\d+)\}\}/g, (whole, number: string) => filled[Number(number) - 1] ?? whole);
}

/** A slot takes no line breaks, no tabs, and no more than four spaces in a row. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function firstOf(languages: MessageTemplate['languages']): TemplateLanguage | undefined {
  return Object.values(languages)[0];
}

/** The frame speaks the language of the words in it. */
function localeOf(text: string, { defaultLocale }: TemplateSetting): Locale {
  if (/[іїєґ]/i.test(text)) return 'uk';
  if (/\p{Script=Cyrillic}/u.test(text)) return defaultLocale === 'uk' && !/[ыэъё]/i.test(text) ? 'uk' : 'ru';
  return /\p{Script=Latin}/u.test(text) ? 'en' : defaultLocale;
}
