-- One person over several channels: links between identities with their evidence, and the one-time codes that make them.

-- When a channel last vouched for verified_phone.
ALTER TABLE conversations ADD COLUMN phone_proven_at INTEGER;
UPDATE conversations SET phone_proven_at = created_at WHERE verified_phone IS NOT NULL;

CREATE INDEX conversations_of_contact ON conversations (contact_id);
CREATE INDEX conversations_by_proven_phone ON conversations (verified_phone) WHERE verified_phone IS NOT NULL;
CREATE INDEX conversations_by_told_phone ON conversations (phone) WHERE phone IS NOT NULL;

-- conversations.contact_id follows from the links that hold: identities that are connected have the contact with which
-- the oldest of them began. A row stays when its link is undone; the pair is kept apart until `lifted_at`.
CREATE TABLE contact_links (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  -- the lower and the higher number of the pair
  one INTEGER NOT NULL REFERENCES conversations (id),
  other INTEGER NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'code', 'person')),
  -- a masked number or the id of a code
  evidence TEXT,
  -- where the proof was given
  made_in INTEGER NOT NULL REFERENCES conversations (id),
  made_by INTEGER REFERENCES operators (id),
  made_at INTEGER NOT NULL,
  -- null with undone_at set: the customer did it
  undone_by INTEGER REFERENCES operators (id),
  undone_at INTEGER,
  lifted_at INTEGER,
  CHECK (one < other)
) STRICT;

CREATE INDEX contact_links_of_one ON contact_links (one);
CREATE INDEX contact_links_of_other ON contact_links (other);

-- The contact with which an identity began; only for those that were ever joined.
CREATE TABLE identity_homes (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id)
) STRICT;

CREATE TABLE link_codes (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  -- who asked for it, and the only account on which it counts
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  account TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER,
  spent_by INTEGER REFERENCES conversations (id)
) STRICT;

CREATE INDEX link_codes_of ON link_codes (conversation_id, account);
CREATE INDEX link_codes_spent_by ON link_codes (spent_by) WHERE spent_by IS NOT NULL;
CREATE INDEX link_codes_expired ON link_codes (expires_at);
