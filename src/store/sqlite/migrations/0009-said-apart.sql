-- What people at the desk said of two chats that looked like one person's: they are not. No suggestion comes of the pair any
-- more, and no shared number joins it; joining it by hand or by a code takes the word back.
CREATE TABLE said_apart (
  -- the lower and the higher number of the pair
  one INTEGER NOT NULL REFERENCES conversations (id),
  other INTEGER NOT NULL REFERENCES conversations (id),
  said_by INTEGER NOT NULL REFERENCES operators (id),
  said_at INTEGER NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX said_apart_of_other ON said_apart (other);
