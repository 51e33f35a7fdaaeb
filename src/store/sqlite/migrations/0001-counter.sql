-- The first schema: conversations, their threads, the inbox, the outbox, and the people at the desk.
-- All times are UTC milliseconds. JSON is TEXT. Integer keys stay inside; `public_id` leaves the house.

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE operators (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  login TEXT NOT NULL,
  -- the login folded to lower case: two people must not differ by case alone
  login_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'supervisor', 'operator', 'editor')),
  locale TEXT NOT NULL,
  max_load INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  on_duty INTEGER NOT NULL DEFAULT 0,
  last_seen_at INTEGER,
  disabled INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  address TEXT NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  name TEXT NOT NULL,
  username TEXT,
  verified_phone TEXT,
  status TEXT NOT NULL CHECK (status IN ('bot', 'queued', 'assigned', 'resolved')),
  -- since when queued or assigned; when resolved
  status_at INTEGER,
  status_reason TEXT,
  operator_id INTEGER REFERENCES operators (id),
  priority INTEGER NOT NULL,
  -- place in the queue inside a priority band: 0 goes before 1 (an operator was lost), then by queue_at
  queue_rank INTEGER NOT NULL DEFAULT 1,
  queue_at INTEGER NOT NULL DEFAULT 0,
  waiting_since INTEGER,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  locale TEXT NOT NULL,
  locale_chosen INTEGER NOT NULL,
  reachable INTEGER NOT NULL,
  -- the open case
  case_id INTEGER,
  dialog TEXT NOT NULL,
  preview_who TEXT,
  preview_text TEXT,
  last_at INTEGER NOT NULL,
  unanswered INTEGER NOT NULL DEFAULT 0,
  -- how often the customer has written or tapped
  heard INTEGER NOT NULL DEFAULT 0,
  -- events in the inbox that wait for this conversation
  waiting INTEGER NOT NULL DEFAULT 0,
  -- deliveries in the lane (head, behind, wire), and notices held back
  lane_open INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  -- the platform asked for quiet in this chat until then
  paused_until INTEGER NOT NULL DEFAULT 0,
  -- cursor of the last change
  changed INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account, address)
) STRICT;

CREATE INDEX conversations_queue ON conversations (priority, queue_rank, queue_at, id) WHERE status = 'queued';
CREATE INDEX conversations_assigned ON conversations (operator_id, changed) WHERE status = 'assigned';
CREATE INDEX conversations_resolved ON conversations (changed) WHERE status = 'resolved';

-- Every change of a conversation appends a line; the newest line of each conversation equals its `changed`.
-- A log is cheaper than an index on conversations.changed: it only ever grows at its end.
CREATE TABLE changes (
  cursor INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL
) STRICT;

-- What a conversation is found by: the name and the numbers that were mentioned, in lower case.
CREATE TABLE conversation_words (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
  words TEXT NOT NULL
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  reason TEXT NOT NULL,
  priority INTEGER NOT NULL,
  summary TEXT NOT NULL,
  operator_id INTEGER REFERENCES operators (id),
  opened_at INTEGER NOT NULL,
  claimed_at INTEGER,
  first_reply_at INTEGER,
  closed_at INTEGER,
  outcome TEXT
) STRICT;

CREATE INDEX cases_of_conversation ON cases (conversation_id, id);
CREATE INDEX cases_handled ON cases (closed_at) WHERE closed_at IS NOT NULL AND claimed_at IS NOT NULL;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  seq INTEGER NOT NULL,
  public_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'note', 'activity')),
  -- in: the platform's id; out, note: the console's id of the command
  outside_id TEXT,
  origin TEXT,
  operator_id INTEGER,
  -- activity: its name
  name TEXT,
  -- content, or the text of a note, or the data of an activity
  content TEXT NOT NULL,
  edited_at INTEGER,
  -- JSON array of the indexes of tapped buttons
  pressed TEXT
) STRICT;

CREATE UNIQUE INDEX messages_of_conversation ON messages (conversation_id, seq);

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  urgent INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'parked')),
  -- null when the event was decided in the commit that stored it: its raw payload says what came
  event TEXT,
  outcome TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  due_at INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  settled_at INTEGER,
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX inbox_lane ON inbox (conversation_id, urgent, id) WHERE state = 'waiting';
CREATE INDEX inbox_age ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_parked ON inbox (id) WHERE state = 'parked';

-- What the platform sent, byte for byte, for disputes; apart from the inbox so that it can go sooner and in small steps.
CREATE TABLE raw_payloads (
  inbox_id INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  message_id INTEGER NOT NULL REFERENCES messages (id),
  part_index INTEGER NOT NULL,
  account TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('bot', 'service', 'operator', 'notice')),
  -- whose words go first when many wait: operator 0, service 1, bot 2, notice 3
  rank INTEGER NOT NULL,
  resend TEXT NOT NULL CHECK (resend IN ('once', 'if-unanswered', 'never')),
  epoch INTEGER NOT NULL,
  part TEXT NOT NULL,
  state TEXT NOT NULL,
  -- head: the oldest open part of its conversation; behind: waits for it; wire: being sent; held: a notice that may
  -- not be said now; null: settled
  lane TEXT CHECK (lane IN ('head', 'behind', 'wire', 'held')),
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- conversations.heard when the last try began
  heard INTEGER NOT NULL DEFAULT 0,
  maybe_twice INTEGER NOT NULL DEFAULT 0,
  external_id TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL,
  tried_at INTEGER,
  settled_at INTEGER
) STRICT;

CREATE INDEX deliveries_of_message ON deliveries (message_id);
CREATE INDEX deliveries_open ON deliveries (conversation_id, id) WHERE lane IS NOT NULL;
CREATE INDEX deliveries_due ON deliveries (account, rank, due_at) WHERE lane = 'head';
CREATE INDEX deliveries_failed ON deliveries (id) WHERE state IN ('dead', 'refused');

-- Receipts that were faster than our own record of the send.
CREATE TABLE early_receipts (
  conversation_id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_pauses (
  account TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: the id is part of the event's identity in the inbox and must not come twice.
CREATE TABLE timers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  name TEXT NOT NULL,
  -- '' when the timer belongs to no run
  run_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  payload TEXT NOT NULL,
  UNIQUE (conversation_id, name, run_id)
) STRICT;

CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL,
  run_id TEXT,
  epoch INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE,
  input TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  error TEXT,
  settled_at INTEGER
) STRICT;

CREATE INDEX tasks_due ON tasks (due_at) WHERE state = 'queued';
CREATE INDEX tasks_running ON tasks (id) WHERE state = 'running';
CREATE INDEX tasks_settled ON tasks (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE drafts (
  operator_id INTEGER NOT NULL REFERENCES operators (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (operator_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operators (id),
  csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_operator ON sessions (operator_id);

CREATE TABLE invites (
  token_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

-- Tries against a limit, one row each while they count.
CREATE TABLE tries (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX tries_of_key ON tries (key, at);
CREATE INDEX tries_expired ON tries (expires_at);
