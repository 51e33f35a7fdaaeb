/**
 * Numbers, names and closed sets that both sides need at run time. No import here, so that the console's bundle carries
 * these without the schemas. The sets repeat the words of the core on purpose (this folder must not know the core);
 * a test holds the two together.
 */

/** Bounds that both sides enforce: the console to warn early, the server for good. */
export const API_LIMITS = {
  /** Characters of a reply, a note or a draft. */
  textChars: 8_000,
  /** Bytes of one uploaded file. */
  mediaBytes: 20_000_000,
  passwordMinChars: 12,
  passwordMaxChars: 128,
  nameChars: 80,
  loginChars: 64,
  searchChars: 100,
  fileNameChars: 150,
  maxLoad: 100,
  /** Characters of one cell of a table, and cells of one row. */
  cellChars: 2_000,
  rowCells: 60,
} as const;

/** The header that every changing request of a session carries. */
export const CSRF_HEADER = 'x-csrf-token';

/**
 * How often a signed-in console says that it is here. Presence follows these beats and not the open stream: a laptop
 * that fell asleep keeps its sockets for a quarter of an hour.
 */
export const PRESENCE_BEAT_MS = 25_000;

/** The pause between two pings of the live stream. */
export const LIVE_PING_MS = 15_000;

/** The login of the operator as whom the playground opens its console. */
export const PLAYGROUND_LOGIN = 'playground';
/** Their name, by the language of the console. */
export const PLAYGROUND_NAMES: Record<'ru' | 'uk' | 'en', string> = { ru: 'Мария', uk: 'Марія', en: 'Maria' };

/** The owner of a conversation that is answered outside the console: nobody at the desk, anybody may take over. */
export const EXTERNAL_OWNER = 'external';

export const API_LOCALES = ['ru', 'uk', 'en'] as const;
export const API_ROLES = ['admin', 'supervisor', 'operator', 'editor'] as const;
export const API_REASONS = [
  'asked',
  'missed',
  'not-helped',
  'angry',
  'flow',
  'bot-failed',
  'external',
] as const;
export const API_OUTCOMES = ['solved', 'not-solved', 'no-answer', 'spam', 'other'] as const;
/** Why two identities are held to be one person, and why they might be. */
export const LINK_KINDS = ['phone', 'code', 'person'] as const;
export const SUGGESTION_REASONS = ['old-phone', 'same-phone', 'told-phone', 'code', 'parted'] as const;
export const VIEWS = ['queue', 'mine', 'assigned', 'bot', 'resolved', 'all'] as const;

/** Surveys: about a case with a person, about a flow, about the shop. */
export const SURVEYS = ['csat', 'ces', 'nps'] as const;
export const SCORE_LEVELS = ['low', 'middle', 'high'] as const;
/** Periods that feedback is looked at by. */
export const FEEDBACK_DAYS = ['7', '30', '90', '365'] as const;
/** Periods that the answers are looked at by, and the tables of their report. */
export const REPORT_DAYS = ['7', '30', '90', '365'] as const;
export const REPORT_TABLES = ['entries', 'weeks', 'topics'] as const;

/** What a customer can agree to or withdraw. */
/** What is said unasked to one customer, and why somebody stays away. */
export const PERSONAL_KINDS = ['birthday', 'win-back'] as const;
export const STAY_REASONS = ['price', 'choice', 'quality', 'delivery', 'no-need', 'other'] as const;
export const CONSENTS = ['stock', 'order', 'survey', 'promotion', 'recommendations'] as const;
