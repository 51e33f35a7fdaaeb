-- What a part that is said unasked was said for, and until when: asked once more at the moment when it is sent.
ALTER TABLE deliveries ADD COLUMN notice_kind TEXT;
ALTER TABLE deliveries ADD COLUMN notice_until INTEGER;
