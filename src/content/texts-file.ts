/**
 * One `texts.<locale>.yaml`: nested keys flattened to dotted ones, each with one wording or several variants. Step of
 * loading texts; what is wrong goes to the findings.
 */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import { sinkFor, type ContentFinding, type FindingSink } from './finding.ts';
import { keepReadings } from './kept-readings.ts';
import { readContentFile, shownPath } from './read-file.ts';
import { parseTemplate, type TemplatePiece } from './text-template.ts';
import { readYaml, type YamlData } from './yaml-file.ts';

/** One key of one file. */
export interface WrittenText {
  key: string;
  locale: Locale;
  variants: TemplatePiece[][];
  file: string;
  line: number;
}

const KEY_PART = /^[A-Za-z][A-Za-z0-9_-]*$/u;
const MAX_VARIANTS = 20;
const kept = keepReadings<{ written: WrittenText[]; findings: ContentFinding[] }>();

export function readTextsFile(
  path: string,
  root: string,
  locale: Locale,
  findings: ContentFinding[],
): WrittenText[] {
  const text = readContentFile(path, root, findings);
  if (text === null) return [];
  const read = kept(path, text, () => readTexts(text, shownPath(path), locale));
  findings.push(...read.findings);
  return read.written;
}

function readTexts(
  text: string,
  file: string,
  locale: Locale,
): { written: WrittenText[]; findings: ContentFinding[] } {
  const findings: ContentFinding[] = [];
  const written: WrittenText[] = [];
  const say = sinkFor(file, findings);
  const yaml = readYaml(text, say);
  if (yaml === null || yaml.value === null) return { written, findings };
  flatten(yaml, [], yaml.value, say, (keyPath, wordings) => {
    const line = yaml.lineOf(keyPath);
    const variants = wordings
      .map((wording) => parseWording(wording, locale, keyPath.join('.'), line, say))
      .filter((pieces) => pieces !== null);
    if (variants.length > 0) written.push({ key: keyPath.join('.'), locale, variants, file, line });
  });
  return { written, findings };
}

function flatten(
  yaml: YamlData,
  path: string[],
  value: unknown,
  say: FindingSink,
  use: (path: string[], wordings: string[]) => void,
): void {
  const name = path.join('.');
  if (typeof value === 'string' && path.length > 0) return use(path, [value]);
  if (Array.isArray(value) && path.length > 0) {
    const wordings = value.filter((one): one is string => typeof one === 'string');
    if (wordings.length === value.length && wordings.length > 0 && wordings.length <= MAX_VARIANTS) {
      return use(path, wordings);
    }
    return say.error(yaml.lineOf(path), 'text.no-list', { key: name, max: MAX_VARIANTS });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return say.error(yaml.lineOf(path), 'text.none', { key: name });
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key.split('.').every((part) => KEY_PART.test(part))) flatten(yaml, [...path, key], inner, say, use);
    else say.error(yaml.lineOfKey(path, key), 'text.key', { key });
  }
}

function parseWording(
  wording: string,
  locale: Locale,
  key: string,
  line: number,
  say: FindingSink,
): TemplatePiece[] | null {
  if (wording.trim() === '') {
    say.error(line, 'text.empty', { key });
    return null;
  }
  if (wording.length > LIMITS.answerChars) {
    say.error(line, 'text.too-long', { key, max: LIMITS.answerChars });
  }
  const parsed = parseTemplate(wording.trim(), locale);
  if (parsed.ok) return parsed.pieces;
  say.error(line, parsed.fault, { ...parsed.values, key });
  return null;
}
