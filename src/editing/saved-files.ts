/**
 * The saved files as they can go live. Where files saved by hand wait for somebody, one that cannot be used is set aside: what was agreed
 * to stands in its place, so that it holds up nothing else, and its faults are told until it has been mended.
 */
import { join } from 'node:path';
import type { ContentFinding } from '../content/finding.ts';
import { shownPath } from '../content/read-file.ts';
import { LIMITS } from '../core/limits.ts';
import type { FaqDraftStore, FaqFileText } from '../core/ports/faq-draft-store.ts';
import type { EditingThread } from './editing-thread.ts';
import type { Overlaid, Tasks } from './editing-worker.ts';
import type { FaqFolder, FaqFolderReader } from './faq-folder.ts';

export interface Saved {
  /** Without what is set aside. */
  folder: FaqFolder;
  aside: Aside;
}

export interface Aside {
  /** What stands in the place of files that cannot be used; null: nothing. */
  overlay: Overlaid[];
  /** Why they cannot be used. */
  findings: ContentFinding[];
}

export interface SavedFiles {
  read(): Promise<Saved>;
}

export interface SavedFilesDeps {
  /** FAQ_DIR. */
  dir: string;
  /** False: what is saved goes live by itself, or not at all. */
  hold: boolean;
  folder: FaqFolderReader;
  store: Pick<FaqDraftStore, 'readFaqFiles'>;
  thread: EditingThread;
  /** How files are checked now; `mark` changes with it. */
  checks(): { options: Tasks['check']['in']['options']; mark: string };
}

const NOTHING: Aside = { overlay: [], findings: [] };

/** Files that have not changed are not checked again. */
export function createSavedFiles(deps: SavedFilesDeps): SavedFiles {
  let last: { key: string; aside: Promise<Aside> } | null = null;
  return {
    async read() {
      const disk = await deps.folder.read();
      if (!deps.hold) return { folder: disk, aside: NOTHING };
      const agreed = await deps.folder.of(await deps.store.readFaqFiles());
      if (agreed.hash === disk.hash) return { folder: disk, aside: NOTHING };
      const key = `${disk.hash} ${agreed.hash} ${deps.checks().mark}`;
      if (last?.key !== key) {
        const begun = { key, aside: setAside(deps, disk, agreed) };
        last = begun;
        begun.aside.catch(() => (last = last === begun ? null : last));
      }
      const aside = await last.aside;
      if (aside.overlay.length === 0) return { folder: disk, aside };
      const folder = await deps.folder.of(laidOver(disk, aside, deps.checks().options.shop.languages));
      return { folder: { ...folder, unusable: disk.unusable }, aside };
    },
  };
}

/**
 * First the files that have faults themselves; when the others cannot be used without them, such as one that took over an entry of
 * theirs, everything that was saved.
 */
async function setAside(deps: SavedFilesDeps, disk: FaqFolder, agreed: FaqFolder): Promise<Aside> {
  const [was, is] = [textsOf(agreed), textsOf(disk)];
  const changed = [...new Set([...was.keys(), ...is.keys(), ...disk.unusable])].filter(
    (path) => was.get(path) !== is.get(path) || disk.unusable.includes(path),
  );
  const over = (paths: readonly string[]): Overlaid[] =>
    paths.map((path) => ({ path, text: was.get(path) ?? null }));
  const first = await errorsWith(deps, []);
  if (first.length === 0) return NOTHING;
  const faulty = changed.filter((path) => first.some(({ file }) => file === shownIn(deps.dir, path)));
  const more = faulty.length === 0 ? first : await errorsWith(deps, over(faulty));
  const overlay = over(more.length === 0 ? faulty : changed);
  const told = [...first, ...more.filter((one) => !first.includes(one))];
  return { overlay, findings: told.slice(0, LIMITS.faqWaitingShown) };
}

async function errorsWith(
  { dir, thread, checks }: SavedFilesDeps,
  overlay: Overlaid[],
): Promise<ContentFinding[]> {
  const aside = overlay.map(({ path }) => path);
  const { findings } = await thread.ask('check', { dir, overlay, aside, options: checks().options });
  return findings.filter(({ level }) => level === 'error');
}

/** In the order of files on the disk: by language, then by name. */
function laidOver(disk: FaqFolder, { overlay }: Aside, languages: readonly string[]): FaqFileText[] {
  const texts = new Map<string, string | null>(textsOf(disk));
  for (const { path, text } of overlay) texts.set(path, text);
  const placeOf = (path: string) => languages.indexOf(path.split('/')[0] ?? '');
  return [...texts]
    .flatMap(([path, text]) => (text === null ? [] : [{ path, text }]))
    .toSorted((one, other) => placeOf(one.path) - placeOf(other.path) || (one.path < other.path ? -1 : 1));
}

/** A file that was set aside cannot be written: why, if one of these paths is such a file. */
export function whyAside(
  dir: string,
  { overlay, findings }: Aside,
  paths: readonly string[],
): ContentFinding[] {
  const met = paths.filter((path) => overlay.some((file) => file.path === path));
  const own = findings.filter(({ file }) => met.some((path) => shownIn(dir, path) === file));
  return met.length > 0 && own.length === 0 ? findings : own;
}

function textsOf({ files }: FaqFolder): Map<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}

function shownIn(dir: string, path: string): string {
  return shownPath(join(dir, path));
}
