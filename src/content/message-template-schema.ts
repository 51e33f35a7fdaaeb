/** The shape of a template's file. Each message says what is allowed, because it is shown to the person who edits it. */
import { z } from 'zod';

const language = z.strictObject(
  {
    code: z
      .string('write the language as the platform names it: ru, uk, en, en_US')
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'write the language as the platform names it: ru, uk, en, en_US'),
    body: z
      .string('write the text as it was handed in, with {{1}} for the first slot')
      .transform((text) => text.trim())
      .pipe(z.string().min(1, 'write a text, not nothing')),
  },
  'write code and body',
);

export const templateSchema = z.strictObject(
  {
    use: z.enum(
      ['notice', 'operator-reply'],
      'write notice (the bot asks for it by name) or operator-reply (carries what an operator wrote)',
    ),
    category: z.enum(['utility', 'marketing'], 'write utility or marketing, as at the platform'),
    slots: z
      .array(
        z
          .string('write a word')
          .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a slot is a word such as order or dueDate'),
        'write a list of words: [order, status]; [] means none',
      )
      .max(20, 'at most 20 slots'),
    languages: z
      .strictObject(
        { ru: language.optional(), uk: language.optional(), en: language.optional() },
        'write one block a language: ru, uk, en',
      )
      .refine((languages) => Object.keys(languages).length > 0, 'give at least one language'),
  },
  'write use, category, slots and languages',
);
export type TemplateFile = z.infer<typeof templateSchema>;
