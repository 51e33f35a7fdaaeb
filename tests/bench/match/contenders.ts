/** The matchers that are measured beside each other, each with the options it comes with. */
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { createFaq } from '../../../src/matcher/index.ts';
import type { Locale } from '../../../src/core/locale.ts';
import type { FaqEntry } from '../../../src/core/ports/words.ts';

export const CONTENDERS = ['prilavok', 'fuse.js', 'minisearch', 'nlp.js'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** The id that comes first for a text. */
export type Find = (text: string, locale: Locale) => string | undefined | Promise<string | undefined>;

export const BUILD: Record<Contender, (entries: readonly FaqEntry[]) => Find | Promise<Find>> = {
  prilavok(entries) {
    const faq = createFaq(entries, { defaultLocale: 'ru' });
    return (text, locale) => faq.nearest?.(text, locale, 1)[0]?.id;
  },
  'fuse.js'(entries) {
    const fuse = new Fuse(linesOf(entries), { keys: ['text'], includeScore: true });
    return (text) => fuse.search(text, { limit: 1 })[0]?.item.entry;
  },
  minisearch(entries) {
    const index = new MiniSearch({ fields: ['text'], storeFields: ['entry'] });
    index.addAll(linesOf(entries));
    return (text) => index.search(text)[0]?.['entry'] as string | undefined;
  },
  async 'nlp.js'(entries) {
    const [{ containerBootstrap, Nlp, LangEn }, { LangRu }, { LangUk }] = await Promise.all([
      import('@nlpjs/basic'),
      import('@nlpjs/lang-ru'),
      import('@nlpjs/lang-uk'),
    ]);
    const container = await containerBootstrap();
    for (const part of [Nlp, LangRu, LangUk, LangEn]) container.use(part);
    const nlp = container.get('nlp');
    nlp.settings.autoSave = false;
    nlp.settings.nlu = { log: false };
    for (const locale of ['ru', 'uk', 'en']) nlp.addLanguage(locale);
    for (const { id, locale, question, phrasings } of entries) {
      for (const text of [question, ...phrasings]) nlp.addDocument(locale, text, id);
    }
    await nlp.train();
    return async (text, locale) => (await nlp.process(locale, text)).intent;
  },
};

function linesOf(entries: readonly FaqEntry[]): { id: string; entry: string; text: string }[] {
  return entries.flatMap(({ id, question, phrasings }) =>
    [question, ...phrasings].map((text, at) => ({ id: `${id}/${at}`, entry: id, text })),
  );
}
