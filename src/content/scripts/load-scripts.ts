/**
 * All scripts of a shop: `SHOP_DIR/scripts/*.yaml`, read and checked together, as they may lead to each other. A set with an
 * error is never used. No folder: no scripts.
 */
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { FaqEntry } from '../../core/ports/words.ts';
import { scriptKey } from '../../core/script.ts';
import { hasErrors, sinkFor, type ContentFinding } from '../finding.ts';
import { listFolder, readContentFile, shownPath } from '../read-file.ts';
import { parseTemplate, type TemplatePiece } from '../text-template.ts';
import type { TextsCatalogue } from '../texts.ts';
import { wordsOf } from './check-words.ts';
import { readScript, type ReadScript } from './read-script.ts';
import type { ScriptSurroundings } from './script-surroundings.ts';

export type LoadedScripts =
  { ok: true; scripts: ReadScript[]; warnings: ContentFinding[] } | { ok: false; findings: ContentFinding[] };

const NAME = /^([a-z][a-z0-9-]{0,39})\.ya?ml$/u;

/** `around.knownFlows` are the flows besides scripts. */
export function loadScripts(shopDir: string, around: ScriptSurroundings): LoadedScripts {
  const findings: ContentFinding[] = [];
  const folder = join(shopDir, 'scripts');
  const files = scriptFiles(folder, findings);
  checkNames(folder, files, around, findings);
  const knownFlows = [...around.knownFlows, ...files.map(({ name }) => name)];
  const scripts = files.slice(0, LIMITS.scripts).flatMap(({ name, path }) => {
    const text = readContentFile(path, folder, findings);
    if (text === null) return [];
    return readScript(text, name, shownPath(path), { ...around, knownFlows }, findings) ?? [];
  });
  return hasErrors(findings) ? { ok: false, findings } : { ok: true, scripts, warnings: findings };
}

/** The names that answers may lead to by `flow:`, whether or not those scripts are well made. */
export function scriptNames(shopDir: string): string[] {
  return scriptFiles(join(shopDir, 'scripts'), []).map(({ name }) => name);
}

/** The words of scripts beside the texts of flows; those of `earlier` versions too. */
export function withScriptTexts(
  catalogue: TextsCatalogue,
  scripts: readonly ReadScript[],
  earlier: readonly ReadScript[],
): TextsCatalogue {
  const whole = new Map(catalogue);
  for (const { script, version } of [...scripts, ...earlier]) {
    for (const { step, part, text } of wordsOf(script)) {
      if (part === 'start') continue;
      const byLocale = new Map<Locale, TemplatePiece[][]>();
      for (const locale of LOCALES) {
        const wordings = text[locale];
        if (wordings) byLocale.set(locale, piecesOf(locale, wordings));
      }
      whole.set(scriptKey(script.name, version, step, part), byLocale);
    }
  }
  // What is offered when several things could be meant.
  for (const { script, version } of scripts) {
    const title = whole.get(scriptKey(script.name, version, '', 'title'));
    if (title) whole.set(`flows.${script.name}`, title);
  }
  return whole;
}

/** The phrases that start scripts, as entries beside the FAQ's own. */
export function scriptTriggers(scripts: readonly ReadScript[]): FaqEntry[] {
  return scripts.flatMap(({ script }) =>
    LOCALES.flatMap((locale) => {
      const [question, ...phrasings] = script.start?.[locale] ?? [];
      if (question === undefined) return [];
      return [{ id: `flow:${script.name}`, locale, question, phrasings, answer: '', links: [] }];
    }),
  );
}

function piecesOf(locale: Locale, wordings: readonly string[]): TemplatePiece[][] {
  return wordings.flatMap((wording) => {
    const parsed = parseTemplate(wording, locale);
    return parsed.ok ? [parsed.pieces] : [];
  });
}

function scriptFiles(folder: string, findings: ContentFinding[]): { name: string; path: string }[] {
  const files: { name: string; path: string }[] = [];
  for (const { name, isFolder } of listFolder(folder) ?? []) {
    const path = join(folder, name);
    const bare = isFolder ? null : NAME.exec(name);
    if (bare?.[1] !== undefined) files.push({ name: bare[1], path });
    else if (!name.endsWith('.md')) {
      const hint = 'name scripts with small Latin letters, digits and hyphens: too-dear.yaml';
      sinkFor(shownPath(path), findings).error(0, 'is not the name of a script', hint);
    }
  }
  return files;
}

function checkNames(
  folder: string,
  files: readonly { name: string; path: string }[],
  { knownFlows }: ScriptSurroundings,
  findings: ContentFinding[],
): void {
  if (files.length > LIMITS.scripts) {
    const say = sinkFor(shownPath(folder), findings);
    say.error(0, `holds more than ${LIMITS.scripts} scripts`, 'put those that no longer serve elsewhere');
  }
  const seen = new Set(knownFlows);
  for (const { name, path } of files) {
    if (seen.has(name)) {
      const say = sinkFor(shownPath(path), findings);
      say.error(0, `"${name}" is already the name of a flow or a script`, 'name the file differently');
    }
    seen.add(name);
  }
}
