/**
 * The shop's message templates: one YAML file each in `SHOP_DIR/templates/<platform>/`, named like the template. A platform
 * approves the same words on its own pages; what it would surely refuse is found here already. No folder: no templates.
 */
import { join } from 'node:path';
import type { MessageTemplate } from '../core/message-template.ts';
import { LOCALES } from '../core/locale.ts';
import { hasErrors, sinkFor, type ContentFinding, type FindingSink } from './finding.ts';
import { templateSchema, type TemplateFile } from './message-template-schema.ts';
import { listFolder, readContentFile, shownPath } from './read-file.ts';
import { reportIssues } from './schema-findings.ts';
import { readYaml, type YamlData } from './yaml-file.ts';

export type LoadedTemplates =
  | { ok: true; templates: Record<string, MessageTemplate[]>; warnings: ContentFinding[] }
  | { ok: false; findings: ContentFinding[] };

/** The platform's bound for a body, filled in. */
const BODY_MAX = 1024;
/** What an operator's words may be put into, besides themselves. */
const REPLY_SLOTS = ['text', 'operator', 'shop'];

/** Reads `<shopDir>/templates/<platform>/*.yaml`; the result is by platform. */
export function loadTemplates(shopDir: string): LoadedTemplates {
  const findings: ContentFinding[] = [];
  const templates: Record<string, MessageTemplate[]> = {};
  for (const { name, isFolder } of listFolder(join(shopDir, 'templates')) ?? []) {
    if (isFolder) templates[name] = readFolder(join(shopDir, 'templates', name), findings);
  }
  return hasErrors(findings) ? { ok: false, findings } : { ok: true, templates, warnings: findings };
}

function readFolder(folder: string, findings: ContentFinding[]): MessageTemplate[] {
  const templates: MessageTemplate[] = [];
  for (const { name, isFolder } of listFolder(folder) ?? []) {
    if (isFolder) continue;
    const path = join(folder, name);
    const say = sinkFor(shownPath(path), findings);
    const isYaml = /^[^.]+\.ya?ml$/.test(name);
    if (!isYaml) {
      say.warn(0, 'template.not-read');
      continue;
    }
    const text = readContentFile(path, folder, findings);
    const template = text === null ? null : readTemplate(text, name.replace(/\.ya?ml$/, ''), say);
    if (template !== null) templates.push(template);
  }
  return templates;
}

function readTemplate(text: string, name: string, say: FindingSink): MessageTemplate | null {
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    say.error(0, 'template.name', { name });
    return null;
  }
  const yaml = readYaml(text, say);
  if (yaml === null) return null;
  const parsed = templateSchema.safeParse(yaml.value);
  if (!parsed.success) {
    reportIssues(parsed.error, templateSchema, yaml, say);
    return null;
  }
  const template = parsed.data;
  checkSlots(template, yaml, say);
  for (const locale of LOCALES) {
    const body = template.languages[locale]?.body;
    if (body !== undefined)
      checkBody(body, template.slots.length, yaml.lineOf(['languages', locale, 'body']), say);
  }
  return { name, ...template, languages: given(template.languages) };
}

function given(languages: TemplateFile['languages']): MessageTemplate['languages'] {
  return Object.fromEntries(Object.entries(languages).filter(([, language]) => language !== undefined));
}

function checkSlots({ use, slots, category }: TemplateFile, yaml: YamlData, say: FindingSink): void {
  const line = yaml.lineOf(['slots']);
  if (new Set(slots).size < slots.length) say.error(line, 'template.slot-twice');
  if (use !== 'operator-reply') return;
  const unknown = slots.find((slot) => !REPLY_SLOTS.includes(slot));
  if (unknown !== undefined) say.error(line, 'template.unknown-slot', { slot: unknown });
  if (!slots.includes('text')) say.error(line, 'template.no-text');
  if (category !== 'utility') say.error(yaml.lineOf(['category']), 'template.not-utility');
}

function checkBody(body: string, slots: number, line: number, say: FindingSink): void {
  const numbers = [...body.matchAll(/\{\{(.*?)\}\}/g)].map(([, inside = '']) => inside);
  const odd = numbers.find((number) => !/^[1-9]\d?$/.test(number));
  if (odd !== undefined) {
    say.error(line, 'template.no-slot', { slot: odd });
    return;
  }
  const used = new Set(numbers.map(Number));
  for (let number = 1; number <= slots; number += 1) {
    if (!used.has(number)) say.error(line, 'template.unused-slot', { slot: number });
  }
  const most = Math.max(0, ...used);
  if (most > slots) say.error(line, 'template.unlisted-slot', { slot: most });
  if (body.length > BODY_MAX) say.error(line, 'template.too-long', { count: body.length, max: BODY_MAX });
  checkPlaces(body, line, say);
}

/** Reasons for which a platform turns a template down, after a day of waiting. */
function checkPlaces(body: string, line: number, say: FindingSink): void {
  const text = body.trim();
  if (/^\{\{\d+\}\}|\{\{\d+\}\}$/.test(text)) say.error(line, 'template.slot-at-edge');
  if (/\}\}\s*\{\{/.test(text)) say.error(line, 'template.slots-touch');
  if (/\n{3,}|\t| {5,}/.test(text)) say.error(line, 'template.odd-spaces');
}
