/** Why two identities are held to be one person, and why they might be. */

export const LINK_KINDS = [
  'phone', // both identities proved the same number
  'code', // a one-time code went from one to the other
  'person', // somebody at the desk joined them
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Evidence that does not suffice by itself. */
export const SUGGESTION_REASONS = [
  'old-phone', // the same number, proved too long ago: it may have another owner by now
  'same-phone', // the same number, but people have parted somebody among them
  'told-phone', // the same number, which one of them only told
  'code', // a code went over, but people have parted somebody among them
  'parted', // were joined, and somebody undid it
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];
