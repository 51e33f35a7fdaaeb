/**
 * What the widget and the server of the web chat say to each other: every request, answer and stream event, with its bounds.
 * The server checks what comes in with these schemas; the widget needs the types only. Changes here must stay readable
 * for pages that were opened before them: add fields, never give an old one another meaning.
 *
 * Where: everything below `/chat/<account>/`: `widget.js` (loader for the shop's page; `/widget.js` is the one of `main`),
 * `frame` (the page of the chat, shown in an iframe), `assets/…`, and the calls below `/chat/<account>/api/`.
 *
 * Who may call: pages of the origins in WEBCHAT_ORIGINS and our own frame; the frame opens only inside pages of the same list.
 * Every call but `config` and the first `session` carries `Authorization: Bearer <token>`. The token never stands in an address:
 * the stream is read with `fetch`, files are fetched with the header and shown as blobs. Bodies are JSON in UTF-8, except
 * that of `files`. Refusals are `Refusal`; on 429 and 503 wait `retryAfterMs` and repeat the same call.
 *
 * The order of calls:
 * 1. `GET config` when the widget is drawn: is somebody there, colours, limits. Needs no visitor; nothing is stored.
 * 2. `POST session` when the chat is opened for the first time, and on every later page load with the kept token. A new visitor
 *    gets a token: keep it (in the storage of the shop's page, it is first-party there). An answer that carries a token always
 *    replaces the kept one. 401 from any other call: `POST session` again, without the token if that fails too.
 * 3. `GET history` for the lines so far, newest page first. Its `cursor` is where the stream goes on.
 * 4. `GET stream?after=<cursor>` (or `Last-Event-ID`): `hello`, then every later entry once, in order, as it happens. On a broken
 *    connection wait (1 s, doubling to 30 s, with jitter; `bye` may say how long) and call again with the last `seq` seen.
 *    A comment line comes every 15 s; nothing for 40 s means the connection is dead. An entry whose `seq` is not higher than
 *    the cursor was shown already: drop it. More than `streamCatchUp` behind: `bye` says `reload`, begin again at 3.
 * 5. `POST messages` with a fresh `cid`; on no answer repeat with the same `cid`, in the order of writing, one at a time. It is one
 *    message however often it is sent. The answer is the stored item; the stream brings it too (to all tabs).
 *    Files first: `POST files` with the bytes, then a message of kind `files` with the ids.
 * 6. `POST marks` when entries were received (`delivered`) and when they were seen in a visible, focused chat (`read`).
 *    `POST typing` at most every 3 s while the visitor types. `POST continue` for a link into another messenger.
 * 7. `DELETE session` when the visitor signs out of the shop or wants to be forgotten on this device.
 */
import { z } from 'zod';

/** Bounds that both sides keep; the server enforces them. */
export const CHAT_LIMITS = {
  /** Characters (UTF-16 units) of one message. */
  textMax: 4_000,
  /** Bytes of one file, and files of one message. */
  fileBytesMax: 20_000_000,
  filesPerMessage: 5,
  /** Items of one page of history. */
  historyPage: 50,
  /** Entries a returning stream may catch up before it must begin with the history again. */
  streamCatchUp: 500,
  /** Least pause between two `typing` calls; a mark of typing is shown this long. */
  typingEveryMs: 3_000,
  typingShownMs: 6_000,
  /** A comment line in every stream at least this often; silence of twice and a half of it means a dead connection. */
  heartbeatMs: 15_000,
} as const;

const id22 = z.string().regex(/^[\w-]{22}$/);
const name = z.string().trim().min(1).max(100);
/** As typed: spaces, brackets and a plus are fine; 7 to 15 digits are left. */
const phone = z
  .string()
  .max(40)
  .regex(/^\+?[\d\s().-]+$/)
  .refine((typed) => /^\d{7,15}$/.test(typed.replace(/\D/g, '')));
const email = z.email().max(200);
// Counted as JavaScript counts, an emoji as two: so does everything behind it.
const text = z
  .string()
  .regex(/\S/)
  .refine((typed) => typed.length <= CHAT_LIMITS.textMax);
const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

// --- GET config ----------------------------------------------------------------------------------------------------

export const configSchema = z.object({
  shopName: z.string(),
  /** The language to speak where the page, the tag and the browser name none of ours. */
  defaultLocale: z.enum(['ru', 'uk', 'en']),
  /** `#rrggbb`; null: the widget's own. The script tag's `data-color` wins. */
  color: z.string().nullable(),
  /** `closed`: outside the hours; the leave-a-message form is offered beside the bot. */
  desk: z.object({
    is: z.enum(['open', 'closed']),
    /** When people are there again, UTC ms; null: not known, or now. */
    opensAtMs: z.number().nullable(),
    /** The shop's time zone (IANA), to show that moment in. */
    timeZone: z.string(),
  }),
  /** Messengers the visitor may go on in, for `POST continue`; empty: none, hide the buttons. */
  continueIn: z.array(z.enum(['telegram', 'viber', 'whatsapp'])),
  /** Changes with every release; a page that was opened under another may reload itself when idle. */
  release: z.string(),
});
export type ChatConfig = z.infer<typeof configSchema>;

// --- POST session, DELETE session ----------------------------------------------------------------------------------

export const sessionRequestSchema = z.object({
  /** The language tag of the shop's page or the browser: `uk`, `ru-RU`. */
  locale: z.string().max(35).optional(),
  /** Address of the shop's page without its fragment; shown to the operator. */
  page: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  /** What the page wants to begin with (`data-start`), as in a deep link; counts once, when the visitor is new. */
  start: z.string().max(200).optional(),
  /** The customer as the shop's back end knows them: `data-identity`, made and signed there (docs/channels/webchat.md). */
  identity: z.string().max(4_000).optional(),
});
export type SessionRequest = z.infer<typeof sessionRequestSchema>;

export const sessionAnswerSchema = z.object({
  /** Only when it is new: keep it instead of the old one. 43 characters. */
  token: z.string().optional(),
  /** Opaque; changes when another visitor is meant (someone signed in or out): drop what is shown and load the history. */
  visitor: z.string(),
  /** The shop vouched for this customer. Without `identity` such a token is not taken back: a new visitor begins. */
  signed: z.boolean(),
  name: z.string().nullable(),
  marks: z.lazy(() => marksSchema),
  /** The `seq` of the newest entry. */
  cursor: seq,
  /** Items of the shop after `marks.read`. */
  unread: z.number().int(),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

// --- what is shown -------------------------------------------------------------------------------------------------

/** A stretch of text in one style; only ever made into text nodes. Newlines are in it: `white-space: pre-wrap`. */
export const spanSchema = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  code: z.literal(true).optional(),
  /** http or https; open with `rel="noopener noreferrer nofollow" target="_blank"`. */
  href: z.string().optional(),
});
export type Span = z.infer<typeof spanSchema>;

/** A tap on `reply` is a message of kind `tap` with its token; `share-…` open the phone form or ask for the place. */
export const buttonSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reply'),
    label: z.string(),
    description: z.string().optional(),
    token: z.string(),
  }),
  z.object({ kind: z.literal('url'), label: z.string(), url: z.string() }),
  z.object({ kind: z.literal('share-phone'), label: z.string() }),
  z.object({ kind: z.literal('share-location'), label: z.string() }),
]);
export type ChatButton = z.infer<typeof buttonSchema>;

export const cardSchema = z.object({
  title: z.string(),
  text: z.string().optional(),
  /** https. */
  imageUrl: z.string().optional(),
  buttons: z.array(buttonSchema),
});
export type ChatCard = z.infer<typeof cardSchema>;

/** `GET files/<id>` has the bytes. `photo`: a JPEG, PNG, GIF or WebP by its content, fit for an image; else only a download. */
export const fileSchema = z.object({
  id: id22,
  kind: z.enum(['photo', 'document']),
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
});
export type ChatFile = z.infer<typeof fileSchema>;

/** One line of the chat as it is now. */
export const itemSchema = z.object({
  /** Stays the same for ever; edits keep it. */
  id: id22,
  /** Its place in the chat. */
  seq,
  atMs: z.number(),
  from: z.enum(['visitor', 'shop']),
  /** Of the visitor's own: the `cid` it was posted with. */
  cid: z.string().optional(),
  /** The person of the shop who writes; none: the shop itself. */
  author: z.string().optional(),
  edited: z.literal(true).optional(),
  /** Taken back: everything below is empty; show a trace or nothing. */
  deleted: z.literal(true).optional(),
  text: z.array(spanSchema),
  buttons: z.array(buttonSchema),
  /** The buttons are many: show them as a list that opens with this label. */
  open: z.string().optional(),
  cards: z.array(cardSchema),
  files: z.array(fileSchema),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  /** The visitor's: what the phone form or the leave-a-message form gave. */
  contact: z
    .object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
    .optional(),
  /** The visitor's: the label of the tapped button stands in `text`; this is the item that offered it. */
  tapped: id22.optional(),
});
export type ChatItem = z.infer<typeof itemSchema>;

/** How far things got, as `seq` of entries; each only rises. `seen`: a person of the shop had everything up to here open. */
export const marksSchema = z.object({ delivered: seq, read: seq, seen: seq });
export type Marks = z.infer<typeof marksSchema>;

// --- GET history?before=<seq> --------------------------------------------------------------------------------------

export const historySchema = z.object({
  /** Oldest first, as they are now. */
  items: z.array(itemSchema),
  /** There are older ones: ask with `before` = the `seq` of the first item. */
  more: z.boolean(),
  /** Where the stream goes on after this page; meant for the newest page. */
  cursor: seq,
});
export type History = z.infer<typeof historySchema>;

// --- GET stream?after=<seq> ----------------------------------------------------------------------------------------

/**
 * `event:` is the field `event`, `data:` the JSON of `data`. `entry` alone carries an `id:`, its `seq`, which rises by any step.
 * `hello` comes first each time; `marks` when another tab or the shop moved one.
 */
export const streamEventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('hello'),
    data: z.object({ marks: marksSchema, cursor: seq, release: z.string(), visitor: z.string() }),
  }),
  /** `put`: a new item, or the new state of one already shown (edited, taken back), known by its `id`. */
  z.object({ event: z.literal('entry'), data: z.object({ seq, put: itemSchema }) }),
  z.object({ event: z.literal('marks'), data: marksSchema }),
  /** The shop types; shown until `forMs` passed or an item of the shop comes. */
  z.object({ event: z.literal('typing'), data: z.object({ forMs: z.number() }) }),
  /**
   * The server ends the stream. `session`: `POST session`, then again. `reload`: history first. `too-many`: another tab took
   * the place; come back when this one is visible. `restart`: come back after `retryMs`.
   */
  z.object({
    event: z.literal('bye'),
    data: z.object({ reason: z.enum(['session', 'reload', 'too-many', 'restart']), retryMs: z.number() }),
  }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;

// --- POST messages -------------------------------------------------------------------------------------------------

/** Unique within a visitor for ever: 8 to 64 of `A-Za-z0-9_-`, such as a UUID. */
const cid = z.string().regex(/^[\w-]{8,64}$/);

const own = { id: id22.optional(), of: cid.optional() };

export const messageRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), cid, text }),
  /** `item` offered the button with this `token`; one that was never offered is refused with `not-found`. */
  z.object({ kind: z.literal('tap'), cid, item: id22, token: z.string().min(1).max(256) }),
  /** The phone form. What is typed proves nothing, and the server knows it. */
  z.object({ kind: z.literal('phone'), cid, phone, name: name.optional() }),
  z.object({
    kind: z.literal('location'),
    cid,
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  z.object({
    kind: z.literal('files'),
    cid,
    files: z.array(id22).min(1).max(CHAT_LIMITS.filesPerMessage),
    text: text.optional(),
  }),
  /** A deep link was followed, or the visitor pressed "begin": shown as nothing. */
  z.object({ kind: z.literal('start'), cid, payload: z.string().max(200) }),
  /** Outside the hours: at least one of phone and e-mail. A person of the shop will see it. */
  z
    .object({
      kind: z.literal('leave'),
      cid,
      text,
      name: name.optional(),
      phone: phone.optional(),
      email: email.optional(),
    })
    .refine((form) => form.phone !== undefined || form.email !== undefined),
  /**
   * New words for an own text, or for those beside own files. Which one: by the `id` of the item or, since it may not have
   * come back yet, `of`: the `cid` it was posted with. Gone or never stored: `not-found`.
   */
  z.object({ kind: z.literal('edit'), cid, ...own, text }),
  z.object({ kind: z.literal('revoke'), cid, ...own }),
]);
export type MessageRequest = z.infer<typeof messageRequestSchema>;

/** `item`: what is shown now; null for `start`, which shows nothing. The same for every repeat of the `cid`. */
export const messageAnswerSchema = z.object({ item: itemSchema.nullable() });
export type MessageAnswer = z.infer<typeof messageAnswerSchema>;

// --- POST files, GET files/<id> ------------------------------------------------------------------------------------

/**
 * The bytes as they are; the header `X-File-Name` has the name, `encodeURIComponent`ed. The type is found by looking at the
 * bytes. The place is taken out of JPEG and HEIC. A file that no message names within an hour is forgotten.
 */
export const fileAnswerSchema = z.object({ file: fileSchema });
export type FileAnswer = z.infer<typeof fileAnswerSchema>;

// --- POST marks, POST typing: 204 without a body -------------------------------------------------------------------

/** Up to and including these entries. Lower than before: nothing happens. `read` implies `delivered`. */
export const marksRequestSchema = z.object({ delivered: seq.optional(), read: seq.optional() });
export type MarksRequest = z.infer<typeof marksRequestSchema>;

// --- POST continue -------------------------------------------------------------------------------------------------

export const continueRequestSchema = z.object({ in: z.enum(['telegram', 'viber', 'whatsapp']) });
export type ContinueRequest = z.infer<typeof continueRequestSchema>;

/** A link that works once: opened in the messenger, it joins that chat with this one. */
export const continueAnswerSchema = z.object({ url: z.string(), expiresAtMs: z.number() });
export type ContinueAnswer = z.infer<typeof continueAnswerSchema>;

// --- refusals ------------------------------------------------------------------------------------------------------

export const refusalSchema = z.object({
  error: z.enum([
    'bad-request', // 400: not what these schemas say
    'session', // 401: no token, or one that is not known (any more)
    'origin', // 403: called from a page that is not in the list
    'identity', // 403: the signature does not fit or has run out; call without it
    'not-found', // 404: no such account, call, item, file
    'method', // 405
    'conflict', // 409: the cid was used for something else
    'too-large', // 413
    'unsupported', // 415: not JSON where JSON is expected
    'slow-down', // 429: `retryAfterMs`
    'busy', // 503: `retryAfterMs`; nothing is lost, repeat with the same cid
  ]),
  retryAfterMs: z.number().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;
