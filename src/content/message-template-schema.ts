/** The shape of a template's file. Each message says what is allowed, because it is shown to the person who edits it. */
import { z } from 'zod';
import { hint } from './schema-hint.ts';

const language = z.strictObject(
  {
    code: z
      .string(hint('fix.template-language'))
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, hint('fix.template-language')),
    body: z
      .string(hint('fix.template-text'))
      .transform((text) => text.trim())
      .pipe(z.string().min(1, hint('fix.not-nothing'))),
  },
  hint('fix.template-block'),
);

export const templateSchema = z.strictObject(
  {
    use: z.enum(['notice', 'operator-reply'], hint('fix.template-use')),
    category: z.enum(['utility', 'marketing'], hint('fix.template-category')),
    slots: z
      .array(
        z.string(hint('fix.word')).regex(/^[a-z][A-Za-z0-9]{0,39}$/, hint('fix.slot-word')),
        hint('fix.slot-words'),
      )
      .max(20),
    languages: z
      .strictObject(
        { ru: language.optional(), uk: language.optional(), en: language.optional() },
        hint('fix.template-languages'),
      )
      .refine((languages) => Object.keys(languages).length > 0, hint('fix.one-language')),
  },
  hint('fix.template'),
);
export type TemplateFile = z.infer<typeof templateSchema>;
