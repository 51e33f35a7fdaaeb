-- Files of a publication that version control is to hold, as JSON: each path with a mark of its text, null where the file went. Written
-- with the publication itself, so that a start after a crash can still commit it; NULL: nothing waits.
ALTER TABLE faq_revisions ADD COLUMN uncommitted TEXT;
