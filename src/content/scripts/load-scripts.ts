/**
 * All scripts of a shop: `SHOP_DIR/scripts/*.yaml`, read and checked together, as they may lead to each other. A set with an
 * error is never used. No folder: no scripts.
 */
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { FaqEntry } from '../../core/ports/words.ts';
import { isWaiting, nextSteps, scriptKey, type Script } from '../../core/script.ts';
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
  checkLeading(scripts, folder, findings);
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

/** Scripts that lead to each other without ever waiting for the customer: a round that only a person could end. */
function checkLeading(scripts: readonly ReadScript[], folder: string, findings: ContentFinding[]): void {
  const leads = new Map(scripts.map(({ script }) => [script.name, leadsAtOnce(script)]));
  const visit = (name: string, path: string[]): string[] | null => {
    const before = path.indexOf(name);
    if (before !== -1) return path.slice(before);
    for (const to of leads.get(name) ?? []) {
      const round = visit(to, [...path, name]);
      if (round) return round;
    }
    return null;
  };
  const told = new Set<string>();
  for (const { script } of scripts) {
    const round = told.has(script.name) ? null : visit(script.name, []);
    if (!round) continue;
    for (const name of round) told.add(name);
    const say = sinkFor(shownPath(join(folder, `${round[0] ?? ''}.yaml`)), findings);
    say.error(0, 'script.round-of-scripts', { way: [...round, round[0]].join(' → ') });
  }
}

/** The flows that a script goes over to before it has asked anything. */
function leadsAtOnce(script: Script): string[] {
  const seen = new Set([script.first]);
  const flows: string[] = [];
  for (const id of seen) {
    const step = script.steps[id];
    if (!step || isWaiting(step)) continue;
    if (step.flow !== undefined) flows.push(step.flow);
    for (const to of nextSteps(step)) seen.add(to);
  }
  return flows;
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
      sinkFor(shownPath(path), findings).error(0, 'script.file-name');
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
    sinkFor(shownPath(folder), findings).error(0, 'script.too-many', { max: LIMITS.scripts });
  }
  const seen = new Set(knownFlows);
  for (const { name, path } of files) {
    if (seen.has(name)) {
      sinkFor(shownPath(path), findings).error(0, 'script.name-taken', { name });
    }
    seen.add(name);
  }
}
