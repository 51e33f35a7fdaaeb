-- Who wants to know when something is back, and what the shop's stock has been seen to be meanwhile.
-- A row is one wish of one customer for one variant; the order of asking is `id`.
CREATE TABLE stock_alerts (
  id INTEGER PRIMARY KEY,
  -- the customer's name for it, and the beginning of the key of its notice
  key TEXT NOT NULL UNIQUE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  variant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  -- what it is called, by language: it may leave the catalogue
  title TEXT NOT NULL,
  -- waiting: nothing said yet. calling: handed to the engine. held: the messenger lets us write only after they write.
  -- told, closed: over
  state TEXT NOT NULL CHECK (state IN ('waiting', 'calling', 'held', 'told', 'closed')),
  -- what they hear, or heard: back, gone, expired
  about TEXT CHECK (about IN ('back', 'gone', 'expired')),
  -- why it was closed
  reason TEXT,
  -- tries of its notice that were put off; part of the notice's key
  attempt INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL DEFAULT 0,
  -- of a held one: when the customer had last written
  held_heard_at INTEGER,
  asked_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

CREATE UNIQUE INDEX stock_alerts_once ON stock_alerts (conversation_id, variant_id)
  WHERE state IN ('waiting', 'calling', 'held');
CREATE INDEX stock_alerts_wave ON stock_alerts (variant_id, id) WHERE state = 'waiting';
CREATE INDEX stock_alerts_open ON stock_alerts (variant_id) WHERE state IN ('calling', 'held');
CREATE INDEX stock_alerts_calling ON stock_alerts (id) WHERE state = 'calling';
CREATE INDEX stock_alerts_held ON stock_alerts (id) WHERE state = 'held';
-- the oldest lie at its low end
CREATE INDEX stock_alerts_age ON stock_alerts (asked_at) WHERE state IN ('waiting', 'held');
CREATE INDEX stock_alerts_of_conversation ON stock_alerts (conversation_id, id);
CREATE INDEX stock_alerts_settled ON stock_alerts (settled_at) WHERE settled_at IS NOT NULL;

-- One row for each variant that somebody waits for.
CREATE TABLE stock_watches (
  variant_id TEXT PRIMARY KEY,
  -- out; maybe: one reading said it is back; back: two did; missing: not in the catalogue; gone: for long enough
  state TEXT NOT NULL CHECK (state IN ('out', 'maybe', 'back', 'missing', 'gone')),
  -- when that was first read, by our clock and as the shop dates its reading
  since_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  -- when it is to be looked at again; of `back` and `gone`: when the wave goes on
  due_at INTEGER NOT NULL,
  -- people of this wave who are still to be told, and waves so far since it came back
  wave_left INTEGER NOT NULL DEFAULT 0,
  wave INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_watches_due ON stock_watches (state, due_at);
