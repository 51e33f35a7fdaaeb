/** The bounds of the page of answers, with their units and reasons. A part of LIMITS: everybody reads them there. */
const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;

export const EDITING_LIMITS = {
  /** Drafts of answers at once, one for each entry and language; a table of a large shop makes that many. */
  faqDrafts: 5_000,
  /** Published sets and files saved by hand that are remembered; the oldest go. */
  faqRevisions: 2_000,
  faqRevisionsShown: 50,
  /** Entries that files saved by hand would change, shown at once; and faults of such files. */
  faqWaitingShown: 50,
  /** Reports on what a change does to past questions: how many are kept, and how long, since customers' words stand in them. */
  faqGates: 50,
  faqGateMs: 30 * DAY,
  /** Past questions replayed in all, and between two words of progress. */
  gateQuestions: 50_000,
  gateBatch: 250,
  /** Phrasings that are asked while hidden, to see which others steal; of more, the drafted ones first. `faq:check` asks all. */
  hiddenPhrasings: 10_000,
  /** So long what is known of when answers were said last is taken for new: it is told by days. */
  lastAskedMs: 600 * SECOND,
  /** Changed questions that a report shows side by side. */
  gateChanges: 500,
  /** A replay that says nothing for this long has failed. */
  gateSilenceMs: 60 * SECOND,
  /** A thread that nobody asked anything for this long is given up: it holds two sets of answers. */
  editingIdleMs: 120 * SECOND,
  /** Candidates shown for a question that is tried. */
  triedCandidates: 5,
  /** Bytes of all files of answers that can be edited in the console. */
  faqFolderBytes: 40_000_000,
  /** Time for one call to git. */
  faqGitMs: 20 * SECOND,
  /** A table of answers: bytes as it comes, bytes when unpacked, rows. Cells are bounded by what an entry may hold. */
  faqTableBytes: 5_000_000,
  faqTableUnpackedBytes: 60_000_000,
  faqTableRows: 30_000,
  /** What is wrong with a table is told row by row, up to this many rows. */
  faqTableProblems: 100,
} as const;
