-- What customers asked of the FAQ, in their masked words, and what came of it. All times are UTC milliseconds, days are counted from 1970.
-- Every message may add a row: an index less is a page less to be synced. Equal questions are found when they are read, and what they
-- amount to is summed up later. The last row is never deleted, only emptied: numbers must go on rising.
CREATE TABLE questions (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  platform TEXT NOT NULL,
  locale TEXT NOT NULL,
  -- '': an answer at a tap, without a question; or the words are forgotten
  text TEXT NOT NULL,
  band TEXT NOT NULL CHECK (band IN ('answer', 'offer', 'miss', 'shown')),
  -- JSON array: the answer, or what was offered
  entries TEXT NOT NULL,
  score REAL,
  in_flow INTEGER NOT NULL,
  -- the entry that was said in the end
  said TEXT,
  fate TEXT CHECK (fate IN ('helped', 'not-helped', 'chosen', 'none-fits', 'person')),
  -- a person was asked for soon after it
  escalated INTEGER NOT NULL DEFAULT 0,
  -- it went wrong and nobody has looked at it
  waits INTEGER NOT NULL,
  -- what an operator wrote then; open: it says too little so far
  reply TEXT,
  reply_open INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  -- entry, phrasing or aside; the entry; the name of whoever did it
  settled_as TEXT,
  settled_entry TEXT,
  settled_by TEXT,
  settled_at INTEGER
) STRICT;

CREATE INDEX questions_of_conversation ON questions (conversation_id, id);
CREATE INDEX questions_waiting ON questions (id, band, fate, asked_at) WHERE waits = 1;
CREATE INDEX questions_reply ON questions (conversation_id, id) WHERE reply_open = 1;

-- Up to which question everything stands in the sums below.
CREATE TABLE question_sums_to (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  question_id INTEGER NOT NULL
) STRICT;
INSERT INTO question_sums_to VALUES (1, 0);

-- How often, by day and entry; '' counts the questions that no entry answered. It names nobody and outlives the questions.
CREATE TABLE question_counts (
  day INTEGER NOT NULL,
  platform TEXT NOT NULL,
  entry TEXT NOT NULL,
  locale TEXT NOT NULL,
  answered INTEGER NOT NULL DEFAULT 0,
  offered INTEGER NOT NULL DEFAULT 0,
  chosen INTEGER NOT NULL DEFAULT 0,
  shown INTEGER NOT NULL DEFAULT 0,
  helped INTEGER NOT NULL DEFAULT 0,
  not_helped INTEGER NOT NULL DEFAULT 0,
  escalated INTEGER NOT NULL DEFAULT 0,
  -- did not help, or a person was asked for: each question once
  lost INTEGER NOT NULL DEFAULT 0,
  -- of '': questions with an offer, questions without anything
  offers INTEGER NOT NULL DEFAULT 0,
  misses INTEGER NOT NULL DEFAULT 0,
  -- when the entry was said last; 0: it was only offered
  said_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, platform, entry, locale)
) STRICT, WITHOUT ROWID;
