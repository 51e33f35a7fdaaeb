/**
 * Are the words of a script whole: every language of the shop, every slot known, no two buttons alike? Also splits a text
 * into its pieces for the catalogue.
 */
import { LIMITS } from '../../core/limits.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import { factsOf, GIVEN_FACTS, type Script, type ScriptText } from '../../core/script.ts';
import type { FindingSink } from '../finding.ts';
import { nearestOf } from '../nearest.ts';
import { parseTemplate } from '../text-template.ts';
import type { YamlData } from '../yaml-file.ts';
import type { ScriptSurroundings } from './script-surroundings.ts';

/** A text of a script and where it stands. */
export interface ScriptWords {
  path: string[];
  /** Part of its key in the catalogue, after the step. */
  step: string;
  part: string;
  text: ScriptText;
}

export function checkWords(
  script: Script,
  yaml: YamlData,
  { languages, slots }: Pick<ScriptSurroundings, 'languages' | 'slots'>,
  say: FindingSink,
): void {
  const facts = [...factsOf(script), ...GIVEN_FACTS];
  for (const { path, text, part } of wordsOf(script)) {
    const key = path.join('.');
    const missing = languages.filter((locale) => text[locale] === undefined);
    if (missing.length > 0) {
      say.error(yaml.lineOf(path), 'script.no-text', { key, languages: missing.join(', ') });
    }
    // Phrases that start a script are what customers write: nothing is filled in.
    if (path[0] === 'start') continue;
    for (const [locale, wording] of each(text)) {
      const line = yaml.lineOf([...path, locale]);
      const parsed = parseTemplate(wording, locale);
      if (!parsed.ok) {
        say.error(line, parsed.fault, { ...parsed.values, key });
        continue;
      }
      for (const piece of parsed.pieces) {
        if (piece.kind === 'text') continue;
        if (part === 'summary' && piece.kind !== 'slot') {
          say.error(line, 'script.facts-only', { key });
          continue;
        }
        const known = piece.kind === 'shop' ? slots.has(piece.name) : facts.includes(piece.name);
        if (known) continue;
        const others = piece.kind === 'shop' ? slots.keys() : facts;
        say.error(line, 'script.unknown-slot', { key, slot: piece.name }, nearestOf(piece.name, others));
      }
    }
  }
  checkLabels(script, yaml, say);
}

/** Every text of a script. */
export function wordsOf(script: Script): ScriptWords[] {
  const all: ScriptWords[] = [{ path: ['title'], step: '', part: 'title', text: oneEach(script.title) }];
  if (script.start) all.push({ path: ['start'], step: '', part: 'start', text: script.start });
  for (const [step, { say, more, unclear, choices, person }] of Object.entries(script.steps)) {
    const path = ['steps', step];
    if (say) all.push({ path: [...path, 'say'], step, part: 'say', text: say });
    for (const [index, text] of (more ?? []).entries()) {
      all.push({ path: [...path, 'more', String(index)], step, part: `more${index}`, text });
    }
    if (unclear) all.push({ path: [...path, 'unclear'], step, part: 'unclear', text: unclear });
    if (person) {
      const summary = oneEach(person.summary);
      all.push({ path: [...path, 'person', 'summary'], step, part: 'summary', text: summary });
    }
    for (const [index, { label }] of (choices ?? []).entries()) {
      const at = [...path, 'choices', String(index), 'label'];
      all.push({ path: at, step, part: `choice${index}`, text: oneEach(label) });
    }
  }
  return all;
}

/** Every wording with its language. */
export function each(text: ScriptText): [Locale, string][] {
  return LOCALES.flatMap((locale) =>
    (text[locale] ?? []).map((wording): [Locale, string] => [locale, wording]),
  );
}

function oneEach(text: Partial<Record<Locale, string | undefined>>): ScriptText {
  const found: ScriptText = {};
  for (const locale of LOCALES) {
    const wording = text[locale];
    if (wording !== undefined) found[locale] = [wording];
  }
  return found;
}

function checkLabels(script: Script, yaml: YamlData, say: FindingSink): void {
  for (const [id, { choices }] of Object.entries(script.steps)) {
    for (const locale of LOCALES) {
      const labels = (choices ?? []).flatMap(({ label }) => label[locale]?.toLowerCase() ?? []);
      const twice = labels.find((label, index) => labels.indexOf(label) !== index);
      if (twice === undefined) continue;
      const line = yaml.lineOfKey(['steps', id], 'choices');
      say.error(line, 'script.same-choices', { step: id, label: twice });
    }
    for (const [index, { label }] of (choices ?? []).entries()) {
      const most = LIMITS.scriptShortLabelChars;
      const long = LOCALES.find((locale) => (label[locale] ?? '').length > most);
      if (long === undefined) continue;
      const line = yaml.lineOf(['steps', id, 'choices', String(index), 'label', long]);
      const text = label[long] ?? '';
      say.warn(line, 'script.long-choice', { step: id, count: text.length, label: text, max: most });
    }
  }
}
