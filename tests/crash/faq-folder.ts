/** An FAQ of many entries whose answers can be told apart at a glance: for the crash test and for measurements. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FaqQuestion {
  id: string;
  question: string;
  /** Stands in the answer and in no other. */
  mark: string;
  answer: string;
}

const ASKING = [
  'How do I track',
  'How can I cancel',
  'What is the price of',
  'When will you restock',
  'May I exchange',
  'Is there a guarantee for',
  'How do I pay for',
  'Where can I collect',
  'Which sizes exist of',
  'Who assembles',
];

const THINGS = [
  'a gift card',
  'winter boots',
  'the coffee machine',
  'a bicycle helmet',
  'phone cases',
  'kitchen knives',
  'the baby stroller',
  'garden furniture',
  'a laptop bag',
  'running shoes',
  'the desk lamp',
  'a rain jacket',
  'water filters',
  'bed linen',
  'board games',
  'headphones',
  'the family tent',
  'a wrist watch',
  'wool blankets',
  'the tea set',
];

/** `count` questions, at most 200. */
export function faqQuestions(count = 200): FaqQuestion[] {
  return THINGS.flatMap((thing) => ASKING.map((asking) => `${asking} ${thing}?`))
    .slice(0, count)
    .map((question, index) => {
      const mark = `Answer ${String(index).padStart(3, '0')}`;
      const rest =
        'Open your account, choose the item and follow the steps; we reply within one working day.';
      return { id: `entry-${index}`, question, mark, answer: `${mark}. ${rest}` };
    });
}

/** Writes them as an FAQ folder in all languages of the shop and returns its path. */
export function writeFaqFolder(dir: string, questions: FaqQuestion[]): string {
  const folder = join(dir, 'faq');
  const text = questions
    .map(({ id, question, answer }) => `## ${question} {#${id}}\n\n${answer}\n`)
    .join('\n');
  for (const locale of ['ru', 'uk', 'en']) {
    mkdirSync(join(folder, locale), { recursive: true });
    writeFileSync(join(folder, locale, 'all.md'), `# Questions\n\n${text}`);
  }
  return folder;
}
