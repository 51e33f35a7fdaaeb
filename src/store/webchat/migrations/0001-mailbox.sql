-- The web chat's mailbox: visitors, what was said to and by each, and what still has to be handed to the engine.
-- All times are UTC milliseconds. JSON is TEXT. Integer keys stay inside.

CREATE TABLE visitors (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  -- known to the visitor; opens nothing
  address TEXT NOT NULL UNIQUE,
  -- the shop's id of a signed-in customer
  user_id TEXT,
  name TEXT,
  phone TEXT,
  phone_signed INTEGER NOT NULL DEFAULT 0,
  email TEXT,
  language_tag TEXT,
  page TEXT,
  -- counts lines and changes of lines
  cursor INTEGER NOT NULL DEFAULT 0,
  -- marks hold values of that counter
  delivered INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX visitors_signed ON visitors (account, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX visitors_idle ON visitors (seen_at);

-- Only the hash of a token is kept: who reads this file opens no chat.
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY,
  visitor_id INTEGER NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of ON tokens (visitor_id, created_at);

CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  visitor_id INTEGER NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  public_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  -- the newest change, by the same counter
  changed INTEGER NOT NULL,
  of_shop INTEGER NOT NULL,
  cid TEXT,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lines_named ON lines (visitor_id, public_id);
CREATE UNIQUE INDEX lines_placed ON lines (visitor_id, seq);
CREATE UNIQUE INDEX lines_changed ON lines (visitor_id, changed);

-- Each deed happens once: a visitor's by its client id, a delivery of ours by its key.
CREATE TABLE deeds (
  id INTEGER PRIMARY KEY,
  visitor_id INTEGER NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  -- public_id of the line that it made or changed
  line TEXT,
  at INTEGER NOT NULL,
  -- for the engine; empty once it is known to be there
  event TEXT,
  raw TEXT
) STRICT;
CREATE UNIQUE INDEX deeds_once ON deeds (visitor_id, key);
CREATE INDEX deeds_waiting ON deeds (visitor_id, id) WHERE event IS NOT NULL;
CREATE INDEX deeds_old ON deeds (at);

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  visitor_id INTEGER NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  public_id TEXT NOT NULL,
  file TEXT NOT NULL,
  name TEXT NOT NULL,
  mime TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'document')),
  bytes INTEGER NOT NULL,
  -- a line names it; until then it is kept for a short time only
  named INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX files_named ON files (visitor_id, public_id);
CREATE INDEX files_unnamed ON files (at) WHERE named = 0;

-- What an address or a visitor has used up of what they may.
CREATE TABLE spent (
  key TEXT PRIMARY KEY,
  amount INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_until ON spent (until);
