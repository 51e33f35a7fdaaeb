-- Scripts as they were: a conversation that began on a version finishes on it, however often the file is edited meanwhile.
CREATE TABLE script_versions (
  name TEXT NOT NULL,
  -- a number made of its content: the same words, the same version
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  -- when it was replaced by another or taken away; NULL: it is the one that begins now
  replaced_at INTEGER,
  PRIMARY KEY (name, version)
) STRICT;
