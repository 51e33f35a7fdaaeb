/**
 * From drafts to files, once the gate has seen exactly these drafts over exactly these files: written whole or not at all, live when it
 * returns. Where files saved by hand wait, this is what lets them go live, too.
 */
import type { ContentFinding } from '../content/finding.ts';
import type { FaqEditor, FaqGateRun, FaqPublished, FaqPublishWarning } from '../core/ports/faq-desk.ts';
import type { FaqPublication } from '../core/ports/faq-draft-store.ts';
import {
  check,
  checkThoroughly,
  difference,
  draftedSet,
  liveSet,
  look,
  type Checked,
  type DeskParts,
  type Look,
} from './desk-parts.ts';
import { commitPublication } from './commit-publication.ts';
import { writeHeldCopy } from './held-copy.ts';
import { keepMarks } from './keep-marks.ts';
import { carryOut } from './publication.ts';
import { isHeld } from './waiting.ts';

type Refused = Extract<FaqPublished, { ok: false }>;

/** Begins to hold the drafts, and what waits in the files, against past questions. */
export async function beginGate(parts: DeskParts): Promise<FaqGateRun> {
  const looked = await look(parts);
  const checked = await check(parts, looked);
  if (!checked.usable) return parts.gates.refuse(looked.key, checked.findings);
  return parts.gates.begin({
    key: looked.key,
    before: liveSet(parts),
    after: draftedSet(parts, looked, checked),
    problems: problemsIn(looked, checked),
    allProblems: async () => problemsIn(looked, await checkThoroughly(parts, looked)),
    reported: false,
  });
}

/** A run as it stands: one that saw other drafts or other files is outdated. */
export async function readGate(parts: DeskParts, id: string): Promise<FaqGateRun | null> {
  const gate = await parts.gates.read(id);
  if (!gate) return null;
  if (gate.run.state !== 'done' || gate.key.startsWith(SAVED)) return gate.run;
  const { key } = await look(parts);
  return key === gate.key ? gate.run : { ...gate.run, state: 'outdated' };
}

/** Keys of reports on what is live already begin so: nothing can be published by them. */
export const SAVED = 'saved ';

export async function publish(parts: DeskParts, gateId: string, by: FaqEditor): Promise<FaqPublished> {
  const looked = await look(parts);
  const refused = await refusalOf(parts, looked, gateId, by);
  if (refused) return refused;
  const publication = await publicationOf(parts, looked, gateId, by);
  const { dir, content, store, thread, log } = parts;
  const { options } = content.current();
  const remake = (before: string) => thread.ask('marks', { dir, before, options });
  const done = await content.alone(async () => {
    const carried = await carryOut(
      { ...parts, keepMarks: () => keepMarks({ ...parts, remake }) },
      publication,
    );
    if (carried.ok && parts.heldDir !== null) {
      await writeHeldCopy(parts.heldDir, await store.readFaqFiles());
    }
    return carried;
  });
  if (!done.ok) {
    log.warn({ step: 'faq', code: done.why }, `Answers were not published: ${done.message}`);
    if (done.why === 'changed') return { ok: false, code: 'outdated' };
    return { ok: false, code: 'failed', reason: done.reason, said: done.message };
  }
  const isLive = await content.reload();
  const files = publication.files.filter(({ before, after }) => before !== after).map(({ path }) => path);
  log.info(
    { step: 'faq', revision: done.revision, files: files.length, by: by.id },
    'Answers were published',
  );
  const fault = parts.git ? await commitPublication(parts) : null;
  const commit = (await store.readFaqRevision(done.revision))?.commit ?? null;
  const warning: FaqPublishWarning | null = isLive
    ? fault
    : { code: 'not-live', problems: content.trouble() ?? [] };
  return { ok: true, revision: done.revision, files, commit, warning };
}

async function refusalOf(
  parts: DeskParts,
  looked: Look,
  gateId: string,
  by: FaqEditor,
): Promise<Refused | null> {
  const { drafts, applied } = looked;
  if (applied.conflicts.length > 0) return { ok: false, code: 'conflict', conflicts: applied.conflicts };
  const waits = await isHeld(parts, looked.folder);
  if (drafts.length === 0 && !waits) return { ok: false, code: 'nothing' };
  const gate = await parts.gates.read(gateId);
  if (!gate || gate.key !== looked.key) return { ok: false, code: 'outdated' };
  const { state, report } = gate.run;
  if (state === 'running') return { ok: false, code: 'running' };
  if (!report) return { ok: false, code: 'invalid', problems: gate.run.problems };
  if (report.overThreshold && !by.mayOverride) return { ok: false, code: 'threshold' };
  // The shop's settings may have changed since.
  const { usable, findings } = await check(parts, looked);
  const problems = usable
    ? (parts.content.trouble() ?? []).filter((finding) => isElsewhere(parts, finding))
    : findings.filter(({ level }) => level === 'error');
  return usable && problems.length === 0 ? null : { ok: false, code: 'invalid', problems };
}

async function publicationOf(
  parts: DeskParts,
  looked: Look,
  gateId: string,
  by: FaqEditor,
): Promise<FaqPublication> {
  const { drafts, applied } = looked;
  const revision = { atMs: parts.clock.now(), by: by.name, note: '', gateId };
  const done = drafts.map(({ id, locale, version }) => ({ id, locale, version }));
  if (parts.heldDir === null) {
    return { files: applied.files, revision: { ...revision, changes: applied.changes, drafts: done } };
  }
  // What was saved by hand meanwhile goes live with it.
  const known = await parts.folder.of(await parts.store.readFaqFiles());
  const { after } = await check(parts, looked);
  const { changes, files } = difference(known, after);
  const written = new Map(applied.files.map((file) => [file.path, file]));
  const all = files.map(({ path, after: text }) => written.get(path) ?? { path, before: text, after: text });
  const back = applied.files.filter((file) => !all.includes(file));
  return { files: [...all, ...back], revision: { ...revision, changes, drafts: done } };
}

/** About what was drafted: in its files, or a question elsewhere that it steals. */
function problemsIn({ applied, drafts }: Look, { findings }: Checked): ContentFinding[] {
  const ids = new Set(drafts.map(({ id }) => id));
  return findings.filter(
    ({ file, what }) =>
      applied.files.some(({ path }) => file.endsWith(path)) || ids.has(String(what?.values['thief'])),
  );
}

/** A fault of the answers themselves may be what is mended by publishing. */
function isElsewhere({ content }: DeskParts, { file, level }: ContentFinding): boolean {
  const languages: readonly string[] = content.current().options.shop.languages;
  const [folder = '', name = ''] = file.split('/').slice(-2);
  return (
    level === 'error' && !(name.endsWith('.md') || languages.includes(folder) || languages.includes(name))
  );
}
