/** What shop.yaml says of the words of the trade: whether they stand for what they mean, and which this shop adds. */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';
import { hint } from './schema-hint.ts';

const { vocabularyChars, vocabularyWords } = LIMITS;
const aWord = hint('fix.vocabulary-word', { max: vocabularyChars });
const word = z
  .string(aWord)
  .trim()
  .max(vocabularyChars, aWord)
  .regex(/^[\p{L}\d'’ʼ-]+(\s+[\p{L}\d'’ʼ-]+){0,2}$/u, aWord);
const meaning = z.string().regex(/^[a-z][a-z-]{1,29}$/u, hint('fix.vocabulary-meaning'));

/** Words of one meaning under its name: `deliver: [экспресс, новая почта]`. A name that the bot knows already gets them added. */
export const vocabularySchema = z
  .strictObject(
    {
      concepts: z.boolean(hint('fix.true-false')).default(true),
      words: z
        .record(meaning, z.array(word, hint('fix.vocabulary-lists')), hint('fix.vocabulary-lists'))
        .default({})
        .refine(
          (words) => Object.values(words).flat().length <= vocabularyWords,
          hint('fix.vocabulary-many', { max: vocabularyWords }),
        ),
    },
    hint('fix.vocabulary'),
  )
  .prefault({});
