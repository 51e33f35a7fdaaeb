/**
 * The pages of the console: for each of these paths the server answers with the console's index.html, which then
 * draws the page. Assets lie below /assets. Anything else that is unknown is a 404.
 */

/** `:x` stands for one path segment. */
export const CONSOLE_PAGES = [
  '/',
  '/c/:conversation',
  '/people',
  '/channels',
  '/answers',
  '/answers/:tab',
  '/answers/entry/:id',
  '/unanswered',
  '/unanswered/:cluster',
  '/shop',
  '/scripts',
  '/scripts/:name',
  '/feedback',
  '/failures',
  '/settings',
  '/setup/:token',
  '/link/:token',
] as const;
