/**
 * The grammar of one `SHOP_DIR/scripts/<name>.yaml`, as zod reads it: which keys there are and what they may hold. Whether
 * steps lead anywhere is looked at afterwards.
 */
import { z } from 'zod';
import { PRIORITY } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import { SCRIPT_QUESTIONS } from '../../core/script.ts';

const PRIORITIES = ['urgent', 'high', 'normal'] as const;
const REASONS = { angry: 'angry', 'not-helped': 'not-helped', question: 'flow' } as const;

const TESTS = ['is', 'isNot', 'below', 'above', 'known'] as const;

const languages = <T extends z.ZodType>(inner: T) =>
  z.strictObject(
    { ru: inner.optional(), uk: inner.optional(), en: inner.optional() } satisfies Record<Locale, unknown>,
    `write one text for each language of the shop: ${LOCALES.map((one) => `${one}: …`).join(', ')}`,
  );
const text = (max: number) =>
  z
    .string('write a text; in quotes if it holds ": " or begins with a mark')
    .trim()
    .min(1, 'write a text')
    .max(max, `at most ${max} characters`);
const wordings = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z
    .array(text(LIMITS.scriptTextChars))
    .min(1)
    .max(LIMITS.scriptVariants, `at most ${LIMITS.scriptVariants} wordings`),
);
const words = languages(wordings);
const id = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, 'name it with Latin letters, digits and hyphens, a small letter first');
const factName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'name facts with Latin letters and digits, a small letter first');
const factValue = z.union(
  [text(LIMITS.scriptFactChars), z.number()],
  'a word or a number; write yes and no in quotes',
);
const facts = z.record(factName, factValue);

const choice = z.strictObject({
  label: languages(text(LIMITS.scriptLabelChars)),
  to: id,
  set: facts.optional(),
});

const branch = z
  .strictObject({
    fact: factName,
    is: factValue.optional(),
    isNot: factValue.optional(),
    below: z.number().optional(),
    above: z.number().optional(),
    known: z.boolean('write true or false').optional(),
    to: id,
  })
  .refine(
    (tests) => TESTS.some((test) => tests[test] !== undefined),
    'say what is compared: is, isNot, below, above or known',
  );

const person = z.strictObject({
  reason: z
    .enum(['angry', 'not-helped', 'question'], 'angry, not-helped or question')
    .default('question')
    .transform((reason) => REASONS[reason]),
  priority: z
    .enum(PRIORITIES, `one of ${PRIORITIES.join(', ')}`)
    .default('normal')
    .transform((name) => PRIORITY[name]),
  summary: languages(text(LIMITS.scriptTextChars)),
});

const step = z.strictObject({
  say: words.optional(),
  set: facts.optional(),
  choices: z
    .array(choice)
    .min(1, 'offer at least one choice, or leave `choices` out')
    .max(LIMITS.scriptChoices, `at most ${LIMITS.scriptChoices} choices`)
    .optional(),
  ask: z.enum(SCRIPT_QUESTIONS, `one of ${SCRIPT_QUESTIONS.join(', ')}`).optional(),
  keep: factName.optional(),
  unclear: words.optional(),
  to: id.optional(),
  yes: id.optional(),
  no: id.optional(),
  if: z.array(branch).min(1).max(LIMITS.scriptBranches, `at most ${LIMITS.scriptBranches}`).optional(),
  else: id.optional(),
  flow: z.string().min(1, 'name a flow or a script').optional(),
  person: person.optional(),
  end: z.literal(true, 'write end: true').optional(),
});

/** A script's file. */
export const scriptSchema = z.strictObject({
  title: languages(text(LIMITS.scriptLabelChars)),
  start: languages(
    z
      .array(text(LIMITS.matchTextChars))
      .min(1)
      .max(LIMITS.phrasingsPerEntry, `at most ${LIMITS.phrasingsPerEntry} phrases`),
  ).optional(),
  steps: z
    .record(id, step)
    .refine((steps) => Object.keys(steps).length > 0, 'write at least one step')
    .refine(
      (steps) => Object.keys(steps).length <= LIMITS.scriptSteps,
      `at most ${LIMITS.scriptSteps} steps: cut it into two scripts, one leading to the other by flow:`,
    ),
});
