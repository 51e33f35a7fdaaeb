/**
 * The grammar of one `SHOP_DIR/scripts/<name>.yaml`, as zod reads it: which keys there are and what they may hold. Whether
 * steps lead anywhere is looked at afterwards.
 */
import { z } from 'zod';
import { PRIORITY } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import { SCRIPT_LOOK_UPS, SCRIPT_QUESTIONS } from '../../core/script.ts';
import { hint } from '../schema-hint.ts';

const PRIORITIES = ['urgent', 'high', 'normal'] as const;
const REASONS = { angry: 'angry', 'not-helped': 'not-helped', question: 'flow' } as const;

const TESTS = ['is', 'isNot', 'below', 'above', 'known'] as const;

const languages = <T extends z.ZodType>(inner: T) =>
  z.strictObject(
    { ru: inner.optional(), uk: inner.optional(), en: inner.optional() } satisfies Record<Locale, unknown>,
    hint('fix.languages'),
  );
const text = (max: number) => z.string(hint('fix.text')).trim().min(1, hint('fix.text')).max(max);
const wordings = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(text(LIMITS.scriptTextChars)).min(1).max(LIMITS.scriptVariants),
);
const words = languages(wordings);
const id = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, hint('fix.step-name'));
const factName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, hint('fix.fact-name'));
const factValue = z.union([text(LIMITS.scriptFactChars), z.number()], hint('fix.fact-value'));
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
    known: z.boolean(hint('fix.true-false')).optional(),
    to: id,
  })
  .refine((tests) => TESTS.some((test) => tests[test] !== undefined), hint('fix.comparison'));

const person = z.strictObject({
  reason: z
    .enum(['angry', 'not-helped', 'question'])
    .default('question')
    .transform((reason) => REASONS[reason]),
  priority: z
    .enum(PRIORITIES)
    .default('normal')
    .transform((name) => PRIORITY[name]),
  summary: languages(text(LIMITS.scriptTextChars)),
});

const step = z.strictObject({
  say: words.optional(),
  more: z.array(words).min(1).max(LIMITS.scriptParagraphs).optional(),
  set: facts.optional(),
  choices: z.array(choice).min(1, hint('fix.one-choice')).max(LIMITS.scriptChoices).optional(),
  ask: z.enum(SCRIPT_QUESTIONS).optional(),
  keep: factName.optional(),
  unclear: words.optional(),
  to: id.optional(),
  yes: id.optional(),
  no: id.optional(),
  if: z.array(branch).min(1).max(LIMITS.scriptBranches).optional(),
  else: id.optional(),
  lookUp: z.enum(SCRIPT_LOOK_UPS).optional(),
  about: factName.optional(),
  found: id.optional(),
  notFound: id.optional(),
  down: id.optional(),
  flow: z.string().min(1, hint('fix.flow-name')).optional(),
  person: person.optional(),
  end: z.literal(true, hint('fix.end-true')).optional(),
});

/** A script's file. */
export const scriptSchema = z.strictObject({
  title: languages(text(LIMITS.scriptLabelChars)),
  start: languages(z.array(text(LIMITS.matchTextChars)).min(1).max(LIMITS.phrasingsPerEntry)).optional(),
  steps: z
    .record(id, step)
    .refine((steps) => Object.keys(steps).length > 0, hint('fix.one-step'))
    .refine(
      (steps) => Object.keys(steps).length <= LIMITS.scriptSteps,
      hint('fix.cut-script', { max: LIMITS.scriptSteps }),
    ),
});
