/**
 * The page of answers behind its port. The files stay the truth: everything here reads them as they are at that moment, and changes them
 * only by publishing. What takes longer than a blink happens in a thread.
 */
import type { Content } from '../core/content.ts';
import { toError } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqDesk, FaqParts, FaqPreview, FaqTry } from '../core/ports/faq-desk.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import { applyDrafts } from './apply-drafts.ts';
import { commitPublication } from './commit-publication.ts';
import {
  check,
  checkNow,
  draftedSet,
  lastAskedOf,
  liveSet,
  look,
  withStolen,
  type DeskParts,
  type FaqDeskDeps,
} from './desk-parts.ts';
import { createEditingThread } from './editing-thread.ts';
import { createFaqFolder, findPiece, versionOf } from './faq-folder.ts';
import { createGates, type KeyedSet } from './gates.ts';
import { draftOf, keepDraft, refusal, undoRevision } from './keep-draft.ts';
import { beginGate, publish, readGate } from './publish.ts';
import { languagesOf, problemsOf, readEntryView, readTree } from './read-tree.ts';
import { noticeSaved } from './saved-by-hand.ts';
import { remakeReports } from './remake-reports.ts';
import { createSavedFiles } from './saved-files.ts';
import { createStolenSearch } from './stolen-search.ts';
import { exportTable, importTable } from './table/faq-table.ts';
import { readWaiting } from './waiting.ts';
import { tidyParts } from './write-entry.ts';

export interface OpenFaqDesk extends FaqDesk {
  /**
   * Sees to what the last run left behind: a publication without its commit, a report that was cut off, and what was saved by hand while
   * nobody ran.
   */
  begin(): Promise<void>;
  /** Resolves when nothing runs any more. */
  close(): Promise<void>;
}

export function createFaqDesk(deps: FaqDeskDeps): OpenFaqDesk {
  const parts = openParts(deps);
  const { store, inTurn } = parts;
  return {
    tree: () => readTree(parts),
    waiting: () => readWaiting(parts),
    entry: (id) => readEntryView(parts, id),
    insertable: async () => deps.insertable(),
    draft: (change, by) => inTurn(() => keepDraft(parts, change, by)),
    discard: (which) => inTurn(() => store.dropFaqDrafts(which)),
    tryOut: (text, locale, platform) => tryOut(parts, text, locale, platform),
    preview: (written) => preview(parts, written),
    beginGate: () => inTurn(() => beginGate(parts)),
    gate: (id) => readGate(parts, id),
    seenGate: () => store.seeFaqGates(),
    publish: ({ gateId }, by) => inTurn(() => publish(parts, gateId, by)),
    history: (query) => store.readFaqRevisions(query),
    undo: (number, by) =>
      inTurn(async () => {
        const revision = await store.readFaqRevision(number);
        return revision ? undoRevision(parts, revision, by) : { ok: false, code: 'gone' };
      }),
    exportTable: (format) => exportTable(parts, format),
    importTable: (file, format, by) => inTurn(() => importTable(parts, file, format, by)),
    async begin() {
      // What cannot be used is not live, and is noticed when it has been mended.
      if (parts.heldDir === null && deps.content.trouble() === null) {
        await inTurn(() => remakeReports(parts));
        await inTurn(() => noticeSaved(parts, null));
      }
      if (!deps.git) return;
      // No start waits for version control: what it refuses is in the log.
      void inTurn(() => commitPublication(parts)).catch(
        noted(deps.log, 'What was published was not committed'),
      );
    },
    async close() {
      await parts.thread.close();
      await inTurn(async () => {});
      await parts.gates.idle();
    },
  };
}

function openParts(deps: FaqDeskDeps): DeskParts {
  const thread = createEditingThread(deps);
  const settings = () => deps.content.current().gate;
  const folder = createFaqFolder(deps.dir, () => languagesOf(deps));
  let last: Promise<unknown> = Promise.resolve();
  const checks = () => {
    const { triggers, options } = deps.content.current();
    return { options: { ...options, triggers, nowMs: deps.clock.now() }, mark: String(parts.lives) };
  };
  const parts: DeskParts = {
    ...deps,
    thread,
    gates: createGates({ ...deps, thread, settings }),
    stolen: createStolenSearch({ ...deps, thread }),
    lastAsked: lastAskedOf(deps),
    folder,
    saved: createSavedFiles({ ...deps, folder, thread, hold: deps.heldDir !== null, checks }),
    inTurn<R>(act: () => Promise<R>): Promise<R> {
      const done = last.then(act, act);
      last = done.catch(() => {});
      return done;
    },
    lives: 0,
    checked: null,
  };
  let former: KeyedSet = liveSet(parts);
  deps.content.onLive(() => {
    const before = former;
    parts.lives += 1;
    former = liveSet(parts);
    // What waits for somebody to agree is not live, and has not become so by being saved.
    if (deps.heldDir !== null) return;
    parts
      .inTurn(() => noticeSaved(parts, before))
      .catch(noted(deps.log, 'Answers saved by hand were not written down'));
  });
  return parts;
}

function noted(log: DeskParts['log'], what: string): (thrown: unknown) => void {
  return (thrown) => log.error({ step: 'faq', error: toError(thrown) }, what);
}

async function tryOut(
  parts: DeskParts,
  text: string,
  locale: Locale,
  platform: string | null,
): Promise<FaqTry> {
  const ask = async ({ key, set }: KeyedSet) => {
    await parts.thread.hold(key, () => set);
    return parts.thread.ask('tryOut', { key, text, locale, platform, nowMs: parts.clock.now() });
  };
  const live = await ask(liveSet(parts));
  const looked = await look(parts);
  if (looked.drafts.length === 0) return { live, drafted: null };
  const checked = await check(parts, looked);
  return { live, drafted: checked.usable ? await ask(draftedSet(parts, looked, checked)) : null };
}

/** As if it were drafted and published; nothing is kept. */
async function preview(
  parts: DeskParts,
  { id, locale, parts: given }: { id: string; locale: Locale; parts: FaqParts },
): Promise<FaqPreview> {
  const looked = await look(parts);
  const { folder, drafts } = looked;
  const piece = findPiece(folder, id, locale)?.piece ?? null;
  const said = tidyParts(given);
  const drafted = drafts.find((draft) => draft.id === id && draft.locale === locale);
  const topic = drafted?.topic ?? folder.files[0]?.topic ?? 'preview';
  const refused = refusal(parts, folder, { id, locale, topic, parts: said });
  if (refused && !refused.ok && refused.code === 'invalid')
    return { problems: refused.problems, channels: [] };
  const nobody = { id: '', name: '', mayOverride: false };
  const mine = draftOf({ id, locale, topic, parts: said }, versionOf(piece), nobody, parts);
  const others = drafts.filter((draft) => draft !== drafted);
  const { files } = applyDrafts(folder, [...others, mine]);
  const { findings, set, after } = withStolen(parts, await checkNow(parts, looked, files));
  const problems = problemsOf(parts, after, { id, locale }, findings);
  const entry = set.entries.find((one) => one.id === id && one.locale === locale);
  const channels = entry ? parts.renderAs(contentOf(entry), locale) : [];
  const own = entry?.channels;
  return {
    problems,
    channels: own ? channels.filter(({ platform }) => own.includes(platform)) : channels,
  };
}

/** As a turn says it: the words, and below them what the answer leads to. */
function contentOf({ answer, links }: FaqEntry): Content {
  const action = { do: 'desk' as const, event: { type: 'preview' } };
  const buttons = links.map(({ label }) => ({ kind: 'reply' as const, label, action }));
  return { text: answer, ...(buttons.length > 0 ? { buttons } : {}) };
}
