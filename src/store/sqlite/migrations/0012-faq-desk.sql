-- What people who write answers have in hand. The files are the truth; nothing here is read to answer a customer.

CREATE TABLE faq_drafts (
  id TEXT NOT NULL,
  locale TEXT NOT NULL,
  topic TEXT NOT NULL,
  -- JSON; NULL takes the entry away
  parts TEXT,
  -- of the entry in the file that it was begun from; '' for a new one
  base TEXT NOT NULL,
  version TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  PRIMARY KEY (id, locale)
) STRICT;

-- the files as they were when they last went live: what was saved by hand since is found by comparing
CREATE TABLE faq_files (
  path TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- a publication under way: every file as it was and as it will be, before the first one is touched
CREATE TABLE faq_publications (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  publication TEXT NOT NULL
) STRICT;

CREATE TABLE faq_revisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at INTEGER NOT NULL,
  -- NULL: saved by hand
  made_by TEXT,
  note TEXT NOT NULL,
  gate TEXT,
  commit_hash TEXT
) STRICT;

CREATE TABLE faq_changes (
  revision INTEGER NOT NULL REFERENCES faq_revisions (number) ON DELETE CASCADE,
  id TEXT NOT NULL,
  locale TEXT NOT NULL,
  topic TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (revision, id, locale)
) STRICT;
CREATE INDEX faq_changes_of ON faq_changes (id, revision);

-- reports on what a change does to past questions
CREATE TABLE faq_gates (
  id TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  -- of what was compared
  key TEXT NOT NULL,
  run TEXT NOT NULL,
  -- on a file saved by hand, and nobody has looked at it
  waits INTEGER NOT NULL
) STRICT;
CREATE INDEX faq_gates_made ON faq_gates (made_at);
