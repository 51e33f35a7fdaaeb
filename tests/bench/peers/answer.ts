/** The FAQ search of the other bots: fuse.js as its own documentation shows it, or our matcher. */
import Fuse from 'fuse.js';
import { faqQuestions } from '../../crash/faq-folder.ts';
import { createMatcher } from '../../../src/matcher/index.ts';
import { MATCHER } from './settings.ts';

const MISS = 'Sorry, I did not understand.';
const questions = faqQuestions(200);

export const answer: (text: string) => string = MATCHER === 'fuse' ? withFuse() : withOurs();

function withFuse(): (text: string) => string {
  const fuse = new Fuse(questions, { keys: ['question'], threshold: 0.4 });
  return (text) => fuse.search(text, { limit: 1 })[0]?.item.answer ?? MISS;
}

function withOurs(): (text: string) => string {
  const entries = questions.map(({ id, question, answer: text }) => ({
    id,
    locale: 'en' as const,
    question,
    phrasings: [],
    answer: text,
    links: [],
  }));
  const byId = new Map(questions.map((one) => [one.id, one.answer]));
  const matcher = createMatcher(entries, { defaultLocale: 'en' });
  return (text) => byId.get(matcher.match(text, { locale: 'en', limit: 1 })[0]?.id ?? '') ?? MISS;
}
