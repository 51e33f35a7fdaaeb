/** What every measured program is told by its environment. */
export const {
  PORT = '0',
  API_ROOT = '',
  TOKEN = '',
  SECRET = '',
  JOB = 'faq',
  DATA = '.',
  MATCHER = 'ours',
} = process.env;
