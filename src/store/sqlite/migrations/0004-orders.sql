-- The mirror of the shop's orders: a copy that can be read again at any time, found by number, phone, e-mail and parcel.
CREATE TABLE mirrored_orders (
  id INTEGER PRIMARY KEY,
  -- the shop's own id
  order_id TEXT NOT NULL UNIQUE,
  number_key TEXT NOT NULL,
  number_digits TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  -- when the shop was asked; an answer to an earlier question never overwrites a later one
  read_at INTEGER NOT NULL,
  -- what a watcher would hear of it
  standing TEXT NOT NULL,
  -- the shape of `body`: raised with the program's own, rows of another are read afresh
  shape INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX mirrored_orders_by_digits ON mirrored_orders (number_digits);
CREATE INDEX mirrored_orders_by_age ON mirrored_orders (placed_at);

-- phone: digits with country code; ending: their last nine; email: lower case; track: a parcel's number
CREATE TABLE mirrored_contacts (
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'ending', 'email', 'track')),
  value TEXT NOT NULL,
  mirrored_id INTEGER NOT NULL REFERENCES mirrored_orders (id),
  PRIMARY KEY (kind, value, mirrored_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mirrored_contacts_of ON mirrored_contacts (mirrored_id);

-- One row: how far the reading of the shop has got.
CREATE TABLE order_sweep (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  shape INTEGER NOT NULL,
  cursor TEXT,
  began_at INTEGER,
  whole_as_of INTEGER,
  full_at INTEGER
) STRICT;

-- Calls of the shop that something has changed, until it is read anew.
CREATE TABLE order_hints (
  -- `id:` or `number:` and what the shop named
  name TEXT PRIMARY KEY,
  kept_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX order_hints_due ON order_hints (due_at);

-- Orders that a conversation has proved to be theirs.
CREATE TABLE order_tickets (
  ticket TEXT PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  order_id TEXT NOT NULL,
  number TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  UNIQUE (conversation_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX order_tickets_by_age ON order_tickets (opened_at);

-- "Tell me when it changes". `told` is what the customer knows, `pending` what they do not know yet.
CREATE TABLE order_watches (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  order_id TEXT NOT NULL,
  number TEXT NOT NULL,
  told TEXT NOT NULL,
  pending TEXT,
  -- how often it was due, and how often its notice was refused since: with the id they name one try
  turn INTEGER NOT NULL DEFAULT 0,
  refusals INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL,
  due_since INTEGER,
  due_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE UNIQUE INDEX order_watches_open ON order_watches (order_id, conversation_id) WHERE ended_at IS NULL;
CREATE INDEX order_watches_of ON order_watches (conversation_id) WHERE ended_at IS NULL;
CREATE INDEX order_watches_due ON order_watches (due_at) WHERE due_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX order_watches_ended ON order_watches (ended_at) WHERE ended_at IS NOT NULL;
