-- What customers say of the service: one row for each survey, from the wish to ask to the comment. All times are UTC milliseconds.
-- AUTOINCREMENT: the number is part of the key by which a question is asked only once.
CREATE TABLE surveys (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL CHECK (kind IN ('csat', 'ces', 'nps')),
  -- what it is for, such as a case; the same of a kind twice is one survey
  about TEXT NOT NULL,
  -- who handled the case; the flow that came to a result
  operator_id INTEGER REFERENCES operators (id),
  flow TEXT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'asked', 'skipped')),
  -- why it was not asked
  reason TEXT,
  planned_at INTEGER NOT NULL,
  -- somebody was busy: not before then, and how often that was
  not_before INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER,
  score INTEGER,
  scored_at INTEGER,
  comment TEXT,
  commented_at INTEGER,
  UNIQUE (kind, about)
) STRICT;

CREATE INDEX surveys_planned ON surveys (kind, planned_at) WHERE state = 'planned';
CREATE INDEX surveys_of_conversation ON surveys (conversation_id, asked_at) WHERE asked_at IS NOT NULL;
-- when one of a kind was last planned for somebody, asked or not
CREATE INDEX surveys_last_planned ON surveys (conversation_id, kind, planned_at);
CREATE INDEX surveys_asked ON surveys (asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX surveys_scored ON surveys (scored_at, id) WHERE scored_at IS NOT NULL;
CREATE INDEX surveys_of_operator ON surveys (operator_id, scored_at, id) WHERE scored_at IS NOT NULL;
