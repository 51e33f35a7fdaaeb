/** The settings of somebody else who may choose among answers: nobody, unless the shop says where they are and who. */

export interface RerankSettings {
  /** The root of a chat endpoint of OpenAI's kind. */
  url: string;
  model: string;
  /** Null: it wants none. */
  key: string | null;
  /** For one choice. */
  budgetMs: number;
}

type Parsed<T> = { ok: T } | { wrong: string };
type Check = <T, D>(key: string, otherwise: D, read: (text: string) => Parsed<T>) => T | D;

const BUDGET = { otherwise: 1_500, least: 300, most: 5_000 };

/** Null when nobody is asked. `check` reads one variable and books what is wrong with it; `missing` books one that has to be there. */
export function readRerankSettings(
  check: Check,
  missing: (key: string, message: string) => void,
): RerankSettings | null {
  const url = check('FAQ_RERANK_URL', null, readUrl);
  const model = check('FAQ_RERANK_MODEL', null, readModel);
  const key = check('FAQ_RERANK_KEY', null, readKey);
  const budgetMs = check('FAQ_RERANK_MS', BUDGET.otherwise, readBudget);
  if (url !== null && model === null)
    missing('FAQ_RERANK_MODEL', 'is missing although FAQ_RERANK_URL is set: which model shall choose?');
  if (url === null && (model !== null || key !== null))
    missing('FAQ_RERANK_URL', 'is missing although the model or the key is set: where is it?');
  return url === null || model === null ? null : { url, model, key, budgetMs };
}

function readUrl(text: string): Parsed<string> {
  const url = URL.parse(text);
  const isOwn = url !== null && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/u.test(url.hostname);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwn)))
    return {
      wrong:
        'must begin with https:// (http:// on this very machine only), such as https://api.example.com/v1',
    };
  if (url.username || url.password || url.search || url.hash)
    return {
      wrong: 'must be an address without a name, a password or a question mark; the key is FAQ_RERANK_KEY',
    };
  return { ok: text };
}

function readModel(text: string): Parsed<string> {
  return /^[\w.:/@-]{1,200}$/u.test(text) ? { ok: text } : { wrong: 'must be the name of a model' };
}

function readKey(text: string): Parsed<string> {
  return /^[\x21-\x7e]{8,500}$/u.test(text)
    ? { ok: text }
    : { wrong: 'must be 8 to 500 characters without a space, as the service gave it' };
}

function readBudget(text: string): Parsed<number> {
  const ms = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return ms >= BUDGET.least && ms <= BUDGET.most
    ? { ok: ms }
    : { wrong: `must be a whole number of milliseconds, ${BUDGET.least} to ${BUDGET.most}` };
}
