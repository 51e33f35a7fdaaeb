/** Bounds and closed sets of the answers that both sides need at run time. No import here: the console's bundle carries these without the schemas. */

export const FAQ_LIMITS = {
  /** Characters; a little more than a file may hold, so that a finding can say what is too long. */
  questionChars: 400,
  phrasingChars: 400,
  phrasings: 120,
  answerChars: 8_000,
  channels: 10,
  nameChars: 64,
  versionChars: 64,
  /** Characters of a question that is tried. */
  triedChars: 2_000,
  historyPage: 50,
  /** Bytes of one table. */
  tableBytes: 5_000_000,
} as const;

export const ENTRY_STATES = ['live', 'draft', 'new', 'removed', 'expired', 'not-yet'] as const;
/** `outdated`: drafts or files have changed since. */
export const GATE_STATES = ['running', 'done', 'failed', 'outdated'] as const;
export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
