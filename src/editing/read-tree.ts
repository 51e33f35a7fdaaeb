/** The tree of topics and one entry in all its languages, as the console shows them: files, drafts and findings side by side. */
import { join } from 'node:path';
import type { ContentFinding } from '../content/finding.ts';
import { shownPath } from '../content/read-file.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqEntryView, FaqRow, FaqTopic, FaqTree, FaqWritten } from '../core/ports/faq-desk.ts';
import type { KeptFaqDraft } from '../core/ports/faq-draft-store.ts';
import type { ContentProblem } from '../core/ports/script-desk.ts';
import { dayAt } from '../core/week.ts';
import { pathFor } from './apply-drafts.ts';
import { check, look, type DeskParts, type Look } from './desk-parts.ts';
import { findPiece, versionOf, type FaqFolder } from './faq-folder.ts';
import { isHeld } from './waiting.ts';

const ASKED_DAYS = 30;

export async function readTree(parts: DeskParts): Promise<FaqTree> {
  const looked = await look(parts);
  const { folder, drafts, aside } = looked;
  const trouble = parts.content.trouble();
  const { findings, after: shown } = await check(parts, looked);
  const asked = await askedLately(parts);
  const topics = topicsOf(looked).map((name): FaqTopic => {
    const files = folder.files.filter((file) => file.topic === name);
    const ids = [
      ...files.flatMap(({ written }) => written.pieces.flatMap(({ id }) => id ?? [])),
      ...drafts.filter((draft) => topicOf(folder, draft) === name).map(({ id }) => id),
    ];
    const front = files.find((one) => one.front.owner !== null)?.front ?? files[0]?.front;
    return {
      name,
      title: Object.fromEntries(files.map(({ locale, written }) => [locale, written.title ?? name])),
      owner: front?.owner ?? null,
      reviewBy: files.flatMap(({ front: { reviewBy } }) => reviewBy ?? []).toSorted()[0] ?? null,
      tags: [...new Set(files.flatMap(({ front: { tags } }) => tags))],
      entries: [...new Set(ids)].map((id) => ({
        ...rowOf(parts, looked, id),
        problems: languagesOf(parts).flatMap((locale) => problemsOf(parts, shown, { id, locale }, findings)),
        asked30d: asked.get(id) ?? 0,
      })),
    };
  });
  return {
    topics,
    isCurrent: trouble === null,
    problems: trouble?.map((finding) => finding) ?? [],
    drafts: drafts.length,
    reportedGateId: await parts.store.readReportedFaqGate(),
    held: await isHeld(parts, folder),
    unusable: aside.findings,
    languages: languagesOf(parts),
  };
}

export async function readEntryView(parts: DeskParts, id: string): Promise<FaqEntryView | null> {
  const looked = await look(parts);
  const { folder, drafts } = looked;
  const own = drafts.filter((draft) => draft.id === id);
  const stands = languagesOf(parts).flatMap((locale) => findPiece(folder, id, locale)?.file.topic ?? []);
  const topic = stands[0] ?? own[0]?.topic;
  if (topic === undefined) return null;
  const { findings, after } = await check(parts, looked);
  const languages: FaqEntryView['languages'] = {};
  for (const locale of languagesOf(parts)) {
    const draft = own.find((one) => one.locale === locale) ?? null;
    if (draft === null && findPiece(folder, id, locale) === null) continue;
    const problems = problemsOf(parts, after, { id, locale }, findings);
    languages[locale] = { ...writtenOf(parts, looked, { id, locale, topic }, draft), problems };
  }
  return { id, topic, languages };
}

/** Findings about one entry, by the lines that it has in these files. */
export function problemsOf(
  { dir }: Pick<DeskParts, 'dir'>,
  folder: FaqFolder,
  { id, locale }: { id: string; locale: Locale },
  findings: readonly ContentFinding[],
): ContentProblem[] {
  const found = findPiece(folder, id, locale);
  if (!found) return [];
  const { file, piece } = found;
  const name = shownPath(join(dir, file.path));
  const next = file.written.pieces[file.written.pieces.indexOf(piece) + 1]?.line ?? Infinity;
  return findings.filter((one) => one.file === name && one.line >= piece.line && one.line < next);
}

export function languagesOf({ content }: Pick<DeskParts, 'content'>): readonly Locale[] {
  return content.current().options.shop.languages;
}

function writtenOf(
  { dir }: DeskParts,
  { folder, applied }: Look,
  place: { id: string; locale: Locale; topic: string },
  draft: KeptFaqDraft | null,
): Omit<FaqWritten, 'problems'> {
  const found = findPiece(folder, place.id, place.locale);
  const path = found?.file.path ?? pathFor(folder, place);
  const conflict = applied.conflicts.find(({ id, locale }) => id === place.id && locale === place.locale);
  return {
    file: shownPath(join(dir, path)),
    line: found?.piece.line ?? 0,
    live: found?.piece.parts ?? null,
    draft: draft?.parts ?? null,
    draftedBy: draft && { name: draft.by, atMs: draft.atMs },
    version: versionOf(found?.piece ?? null),
    draftVersion: draft?.version ?? '',
    conflict: conflict ? { theirs: conflict.theirs } : null,
  };
}

function rowOf(
  parts: DeskParts,
  { folder, drafts }: Look,
  id: string,
): Omit<FaqRow, 'problems' | 'asked30d'> {
  const question: FaqRow['question'] = {};
  const phrasings: FaqRow['phrasings'] = {};
  let [live, drafted, removed] = [0, 0, 0];
  for (const locale of languagesOf(parts)) {
    const stands = findPiece(folder, id, locale)?.piece.parts ?? null;
    const draft = drafts.find((one) => one.id === id && one.locale === locale);
    const said = draft?.parts ?? stands;
    if (stands) live += 1;
    if (draft) drafted += 1;
    if (draft && draft.parts === null) removed += 1;
    if (!said) continue;
    question[locale] = said.question;
    phrasings[locale] = said.phrasings.length;
  }
  return { id, question, phrasings, state: stateOf(parts, id, { live, drafted, removed }) };
}

function stateOf(
  { content, clock }: DeskParts,
  id: string,
  { live, drafted, removed }: { live: number; drafted: number; removed: number },
): FaqRow['state'] {
  if (live === 0) return 'new';
  if (removed > 0 && removed === live && removed === drafted) return 'removed';
  if (drafted > 0) return 'draft';
  const entries = content.current().set.entries.filter((entry) => entry.id === id);
  const nowMs = clock.now();
  if (entries.length === 0) return 'live';
  if (entries.every(({ validToMs = Infinity }) => validToMs < nowMs)) return 'expired';
  return entries.every(({ validFromMs = -Infinity }) => validFromMs > nowMs) ? 'not-yet' : 'live';
}

/** In the order of the files of the first language, then what only others have, then new ones. */
function topicsOf({ folder, drafts }: Look): string[] {
  return [
    ...new Set([...folder.files.map(({ topic }) => topic), ...drafts.map((draft) => topicOf(folder, draft))]),
  ];
}

function topicOf(folder: FaqFolder, { id, locale, topic }: KeptFaqDraft): string {
  return findPiece(folder, id, locale)?.file.topic ?? topic;
}

async function askedLately({ questions, content, clock }: DeskParts): Promise<Map<string, number>> {
  const { timeZone } = content.current().options.shop;
  const toDay = dayAt(clock.now(), timeZone) + 1;
  const counts = await questions.countEntries({ fromDay: toDay - ASKED_DAYS, toDay, timeZone });
  const asked = new Map<string, number>();
  for (const { id, answered, chosen, shown } of counts) {
    asked.set(id, (asked.get(id) ?? 0) + answered + chosen + shown);
  }
  return asked;
}
