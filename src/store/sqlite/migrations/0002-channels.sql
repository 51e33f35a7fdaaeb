-- What further channels need: reply windows, receipts that settle a send, prices, reactions, people known by several
-- addresses, and words that people of the shop write outside the console.

-- When the customer wrote last, by the platform's own time; 0: never.
ALTER TABLE conversations ADD COLUMN heard_at INTEGER NOT NULL DEFAULT 0;
-- Digits with country code as the platform or the customer says them; nobody vouches for these.
ALTER TABLE conversations ADD COLUMN phone TEXT;

-- The customer's reaction to this line.
ALTER TABLE messages ADD COLUMN reaction TEXT;
-- The customer took the message back.
ALTER TABLE messages ADD COLUMN revoked_at INTEGER;

-- What the platform says the part costs; null: it has said nothing.
ALTER TABLE deliveries ADD COLUMN price_category TEXT;
ALTER TABLE deliveries ADD COLUMN billable INTEGER;
ALTER TABLE early_receipts ADD COLUMN price_category TEXT;
ALTER TABLE early_receipts ADD COLUMN billable INTEGER;

-- Further addresses of the person behind a conversation: former ones, and others by which the platform knows them.
CREATE TABLE other_addresses (
  account TEXT NOT NULL,
  address TEXT NOT NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX other_addresses_of ON other_addresses (conversation_id);

-- Who answers customers outside the console: holds conversations, never signs in and is in no list of people.
INSERT INTO operators (id, public_id, login, login_key, name, role, locale, max_load, password_hash, disabled, created_at)
VALUES (0, 'external', '', '', '', 'operator', 'en', 0, '', 1, 0);
