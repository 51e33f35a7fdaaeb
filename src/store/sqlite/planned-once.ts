/**
 * Placeholders for statements with LIMIT, min or max. SQLite looks at values bound in or beside those to choose a plan, and
 * so compiles the whole statement anew at every call: ten to two hundred microseconds each time. An expression hides the
 * value, and the plan made first is kept.
 */

export const NUMBER = '(? + 0)';
export const TEXT = `(? || '')`;
