/** All answers as a table, one row for an entry in a language, and a table back into drafts: all of its rows or none. */
import type { FaultCode } from '../../content/faults/faults.ts';
import { tellFault } from '../../content/finding.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import { isLocale, type Locale } from '../../core/locale.ts';
import type { FaqEditor, FaqImported, FaqParts } from '../../core/ports/faq-desk.ts';
import type { KeptFaqDraft } from '../../core/ports/faq-draft-store.ts';
import type { ContentProblem } from '../../core/ports/script-desk.ts';
import type { PhraseValues } from '../../core/phrase.ts';
import { applyDrafts } from '../apply-drafts.ts';
import { checkNow, type DeskParts } from '../desk-parts.ts';
import { findPiece, versionOf, type FaqFolder } from '../faq-folder.ts';
import { draftOf, refusal } from '../keep-draft.ts';
import { problemsOf } from '../read-tree.ts';
import type { Saved } from '../saved-files.ts';
import { isSameParts, tidyParts } from '../write-entry.ts';
import type { TableFormat } from './read-table.ts';

const COLUMNS = [
  'id',
  'language',
  'topic',
  'question',
  'phrasings',
  'answer',
  'validFrom',
  'validTo',
  'channels',
] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['id', 'language', 'question', 'answer'];
const DAY = /^\d{4}-\d{2}-\d{2}$/u;
/** Of a cell that is refused: enough to find it. */
const SHOWN = 80;

type Problems = Extract<FaqImported, { ok: false }>['problems'];
interface Row {
  /** As spreadsheets count. */
  row: number;
  id: string;
  locale: Locale;
  topic: string;
  parts: FaqParts;
}

export async function exportTable(parts: DeskParts, format: TableFormat): Promise<Uint8Array> {
  const { folder } = await parts.saved.read();
  const rows = folder.files.flatMap(({ locale, topic, written }) =>
    written.pieces.flatMap(({ id, parts: said }) => {
      if (id === null) return [];
      const { question, phrasings, answer, validFrom, validTo, channels } = said;
      const dates = [validFrom ?? '', validTo ?? '', channels.join(', ')];
      return [[id, locale, topic, question, phrasings.join('\n'), answer, ...dates]];
    }),
  );
  return parts.thread.ask('writeTable', { rows: [[...COLUMNS], ...rows], format });
}

export async function importTable(
  parts: DeskParts,
  file: Uint8Array,
  format: TableFormat,
  by: FaqEditor,
): Promise<FaqImported> {
  const table = await parts.thread.ask('readTable', { file, format }).catch((thrown: unknown) => {
    return { ok: false as const, ...tellFault('import.too-slow', { reason: toError(thrown).message }) };
  });
  if (!table.ok) {
    const { ok, ...fault } = table;
    return { ok, problems: [{ row: 0, ...fault }] };
  }
  const problems: Problems = [];
  const rows = readRows(table.rows, problems);
  const saved = await parts.saved.read();
  const { folder } = saved;
  const old = await parts.store.readFaqDrafts();
  const drafts: { draft: KeptFaqDraft; row: number }[] = [];
  const counts = { added: 0, changed: 0, same: 0 };
  for (const row of rows) {
    const draft = draftFrom(parts, { row, folder, by }, problems);
    if (draft === null) continue;
    const now = findPiece(folder, row.id, row.locale)?.piece.parts ?? null;
    if (isSameParts(now, draft.parts)) counts.same += 1;
    else if (now) counts.changed += 1;
    else counts.added += 1;
    if (!isSameParts(now, draft.parts)) drafts.push({ draft, row: row.row });
  }
  tellDrafted(old, drafts, problems);
  if (problems.length === 0) await tellFaults(parts, saved, { old, drafts }, problems);
  if (problems.length > 0) {
    const inOrder = problems.toSorted((one, other) => one.row - other.row);
    return { ok: false, problems: inOrder.slice(0, LIMITS.faqTableProblems) };
  }
  const kept = await parts.store.keepFaqDrafts(drafts.map(({ draft }) => ({ draft, seen: null })));
  if (kept.kept === 'none') {
    return { ok: false, problems: [{ row: 0, ...tellFault('import.too-many-drafts') }] };
  }
  return { ok: true, ...counts, drafts: (await parts.store.readFaqDrafts()).length };
}

function readRows([header = [], ...rows]: readonly string[][], problems: Problems): Row[] {
  const names = header.map((name) => name.replace(/^\uFEFF/u, '').trim());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const values = { names: missing.join(', '), columns: COLUMNS.join(', ') };
    problems.push({ row: 1, ...tellFault('import.no-column', values) });
    return [];
  }
  const seen = new Set<string>();
  return rows.flatMap((cells, at): Row[] => {
    const row = at + 2;
    const cell = (name: Column): string => cells[names.indexOf(name)]?.replace(/\r\n?/gu, '\n').trim() ?? '';
    if (cells.every((one) => one.trim() === '')) return [];
    const [id, locale] = [cell('id'), cell('language')];
    const fault = (code: FaultCode, values: PhraseValues): Row[] => {
      problems.push({ row, ...tellFault(code, values) });
      return [];
    };
    if (!isLocale(locale)) return fault('import.language', { language: locale.slice(0, SHOWN) });
    if (seen.has(`${id} ${locale}`))
      return fault('import.twice', { id: id.slice(0, SHOWN), language: locale });
    seen.add(`${id} ${locale}`);
    const days = [cell('validFrom'), cell('validTo')];
    const wrong = days.find((day) => day !== '' && !DAY.test(day));
    if (wrong !== undefined) return fault('import.date', { date: wrong.slice(0, SHOWN) });
    const parts = tidyParts({
      question: cell('question'),
      phrasings: cell('phrasings').split('\n'),
      answer: cell('answer'),
      validFrom: days[0] || null,
      validTo: days[1] || null,
      channels: cell('channels').split(/[\s,]+/u),
    });
    return [{ row, id, locale, topic: cell('topic'), parts }];
  });
}

function draftFrom(
  parts: DeskParts,
  { row, folder, by }: { row: Row; folder: FaqFolder; by: FaqEditor },
  problems: Problems,
): KeptFaqDraft | null {
  const found = findPiece(folder, row.id, row.locale);
  const place = { ...row, topic: found?.file.topic ?? row.topic };
  const refused = refusal(parts, folder, place);
  if (!refused) return draftOf(place, versionOf(found?.piece ?? null), by, parts);
  const [why] = !refused.ok && refused.code === 'invalid' ? refused.problems : [];
  problems.push({
    row: row.row,
    ...(why ? wordsOf(why) : tellFault('import.other-language', { language: row.locale })),
  });
  return null;
}

function tellDrafted(
  old: readonly KeptFaqDraft[],
  drafts: readonly { draft: KeptFaqDraft; row: number }[],
  problems: Problems,
): void {
  const byKey = new Map(old.map((one) => [`${one.id} ${one.locale}`, one]));
  for (const { draft, row } of drafts) {
    const there = byKey.get(`${draft.id} ${draft.locale}`);
    if (!there || there.version === draft.version) continue;
    const values = { by: there.by, id: draft.id, language: draft.locale };
    problems.push({ row, ...tellFault('import.drafted', values) });
  }
}

/** The drafts as the checks of the content see them; only what would keep them from being published. */
async function tellFaults(
  parts: DeskParts,
  saved: Saved,
  { old, drafts }: { old: readonly KeptFaqDraft[]; drafts: readonly { draft: KeptFaqDraft; row: number }[] },
  problems: Problems,
): Promise<void> {
  const fresh = new Set(drafts.map(({ draft }) => `${draft.id} ${draft.locale}`));
  const others = old.filter((one) => !fresh.has(`${one.id} ${one.locale}`));
  const { files } = applyDrafts(saved.folder, [...others, ...drafts.map(({ draft }) => draft)]);
  const { findings, after } = await checkNow(parts, saved, files);
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  for (const { draft, row } of drafts) {
    for (const problem of problemsOf(parts, after, draft, errors))
      problems.push({ row, ...wordsOf(problem) });
  }
}

/** Without its place in a file: the row stands for it. */
function wordsOf({ message, hint, what, fix }: ContentProblem): Omit<Problems[number], 'row'> {
  return { message, hint, ...(what ? { what } : {}), ...(fix ? { fix } : {}) };
}
