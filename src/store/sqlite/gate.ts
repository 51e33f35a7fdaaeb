/**
 * The gate of speech as an SQL expression over `d` (deliveries) and `c` (conversations). It says what `maySpeak` of the
 * core says; a test runs both over every combination.
 */

/** Yields 'yes', 'hold' or 'never'. */
export const MAY_SPEAK = `CASE d.origin
  WHEN 'operator' THEN 'yes'
  WHEN 'bot' THEN CASE WHEN c.status = 'bot' AND d.epoch = c.epoch THEN 'yes' ELSE 'never' END
  WHEN 'service' THEN CASE WHEN d.epoch = c.epoch THEN 'yes' ELSE 'never' END
  WHEN 'notice' THEN CASE WHEN c.status IN ('bot', 'resolved') THEN 'yes' ELSE 'hold' END
END`;

/**
 * What to do with the head of a lane: 'go', 'hold', or why it is dropped ('owner', 'opted-out', 'late', 'stale', 'answered').
 * Takes two parameters: the moment of sending, and the one before which bot prompts are stale.
 */
export const VERDICT = `CASE
  WHEN ${MAY_SPEAK} = 'never' THEN 'owner'
  WHEN d.origin = 'notice' AND json_extract(c.dialog, '$.consents.' || d.notice_kind || '.given') = 0 THEN 'opted-out'
  WHEN d.origin = 'notice' AND d.notice_until <= ? THEN 'late'
  WHEN ${MAY_SPEAK} = 'hold' THEN 'hold'
  WHEN d.origin = 'bot' AND d.resend = 'if-unanswered' AND d.created_at < ? THEN 'stale'
  WHEN d.state = 'unknown' AND d.resend = 'if-unanswered' AND c.heard > d.heard THEN 'answered'
  ELSE 'go'
END`;

export type Verdict = 'go' | 'hold' | 'owner' | 'opted-out' | 'late' | 'stale' | 'answered';
