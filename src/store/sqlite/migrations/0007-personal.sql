-- What customers have agreed to hear of the shop, and when they withdrew it: a ledger, never edited. Where a customer stands now is
-- in conversations.dialog; this is how it came to that, with the words they agreed to and the line of theirs that said so.
CREATE TABLE consents (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL,
  given INTEGER NOT NULL,
  wording TEXT NOT NULL,
  locale TEXT NOT NULL,
  -- the event that said so
  inbox_id INTEGER NOT NULL,
  -- the last line of the thread when it was said
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_of ON consents (conversation_id, id);

-- Who wants to hear of offers, by the newest line of the ledger, and when they are to be looked at next: whether they still buy.
CREATE TABLE offer_listeners (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
  given INTEGER NOT NULL,
  look_at INTEGER NOT NULL
) STRICT;
CREATE INDEX offer_listeners_due ON offer_listeners (look_at) WHERE given = 1;

CREATE TRIGGER offer_listener AFTER INSERT ON consents WHEN NEW.kind = 'promotion' BEGIN
  INSERT INTO offer_listeners (conversation_id, given, look_at) VALUES (NEW.conversation_id, NEW.given, NEW.at)
    ON CONFLICT (conversation_id) DO UPDATE SET given = excluded.given;
END;

-- Day and month only.
CREATE TABLE birthdays (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
  month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
  day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX birthdays_on ON birthdays (month, day, conversation_id);

-- A message to one customer with what goes with it. The key is stored before anything is given, so that a crash gives nothing twice.
CREATE TABLE personal_messages (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('birthday', 'win-back')),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'granting', 'granted', 'told', 'dropped')),
  points INTEGER NOT NULL,
  granted INTEGER,
  -- how often it could not be said yet: with the key it names one try to say it
  refused INTEGER NOT NULL DEFAULT 0,
  why TEXT,
  made_at INTEGER NOT NULL,
  -- when it is to be gone on with; null: it is over
  due_at INTEGER,
  until INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX personal_due ON personal_messages (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX personal_of ON personal_messages (conversation_id, made_at);

-- Why somebody has not bought for long.
CREATE TABLE stay_reasons (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  reason TEXT NOT NULL,
  words TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX stay_reasons_of ON stay_reasons (conversation_id, id);
CREATE INDEX stay_reasons_at ON stay_reasons (at);
