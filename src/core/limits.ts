/**
 * Every bound of the house with its unit and its reason. A loop, queue, buffer or text without a line here has no bound.
 */
import { CHANNEL_LIMITS } from './channel-limits.ts';
import { EDITING_LIMITS } from './editing-limits.ts';
import { SHOP_LIMITS } from './shop-limits.ts';
import { SCRIPT_LIMITS } from './script-limits.ts';
import { QUESTION_LIMITS } from './question-limits.ts';
import { SERVICE_LIMITS } from './service-limits.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LIMITS = {
  ...CHANNEL_LIMITS,
  ...SHOP_LIMITS,
  ...SCRIPT_LIMITS,
  ...SERVICE_LIMITS,
  ...EDITING_LIMITS,
  ...QUESTION_LIMITS,

  // --- what comes in
  /** Bytes of one webhook body; the largest real update measured is under 100 kB. */
  webhookBodyBytes: 1_000_000,
  /** The same where a platform gathers what happened into batches. */
  webhookBatchBytes: 3_000_000,
  /** Characters of one customer text that are kept and matched; the rest is cut with a mark. */
  incomingTextChars: 10_000,
  /** Characters of a person's name that are kept. */
  nameChars: 100,
  /** Characters of a customer text that the matcher looks at. */
  matchTextChars: 2_000,
  /** Events waiting over all conversations before new ones are answered 503, so that platforms hold them for us. */
  inboxHighWater: 20_000,
  /** Events of one conversation waiting before further ones are answered 503: a flood delays only its author. */
  laneHighWater: 500,

  // --- HTTP
  /** Bytes of one JSON body of the desk API; the longest honest one is an operator's text. */
  apiBodyBytes: 64_000,
  /** Time for a client to send its headers, and its whole request: a slow drip must not hold a socket. */
  headersTimeoutMs: 10 * SECOND,
  requestTimeoutMs: 30 * SECOND,
  /** A file may take longer, as long as so many bytes come between two looks: 4 kB/s, a tenth of a poor phone line. */
  uploadLookMs: 30 * SECOND,
  uploadLeastBytes: 120_000,
  /** The longest for one file: the largest at 17 kB/s, the slowest of mobile networks. */
  uploadMs: 20 * MINUTE,
  /** Idle time of a kept connection; above the 60 s that proxies use, so that the proxy closes first. */
  keepAliveMs: 75 * SECOND,
  /** Sockets open at once; more than any desk and any platform opens. */
  connections: 2_000,
  /** What a refused oversized body may still send before its socket is cut, so that the client reads the answer. */
  discardBytes: 4_000_000,
  discardMs: 2 * SECOND,
  /** How long platforms are asked to wait when we are overloaded or the disk refuses. */
  webhookRetryAfterMs: 5 * SECOND,
  /** A cached answer of the readiness probe: probing must not become load. */
  readinessCacheMs: SECOND,

  // --- live updates
  /** Commits within this time become one push to the consoles. */
  livePauseMs: 50,
  liveHeartbeatMs: 15 * SECOND,
  /** Rows pushed in one go, and rows a returning console may catch up before it must load afresh. */
  liveBatch: 200,
  liveCatchUpRows: 2_000,
  /** Bytes waiting for one slow console before it is dropped; it comes back with its cursor. */
  liveBufferBytes: 1_000_000,
  /** A mark of a typing customer goes away after this. */
  typingShownMs: 6 * SECOND,
  /** Live streams in all. */
  streams: 500,

  // --- turns
  /** Items in one transaction: more would turn a burst into latency. */
  groupCommitItems: 200,
  /** Another program holds the database: how long writes wait for it, and the pause between two looks. */
  databaseBusyMs: 2 * SECOND,
  databaseBusyRetryMs: 25,
  /** Lines of a thread that are searched for a tapped button, an edited message or a reported part. */
  lookBackLines: 500,
  /** Deeds, or time, after which the write-ahead log is copied back into the database. */
  checkpointItems: 1_000,
  checkpointEveryMs: 250,
  /** Up to this many deeds between two checkpoints are copied back without the thread. */
  checkpointFewItems: 20,
  /** Pages (4 kB) of the write-ahead log above which the writer itself helps to empty it. */
  walPages: 4_000,
  /** Tries of an event whose turn threw before it is parked and the conversation goes to people. */
  eventAttempts: 2,
  /** Pause before an event that threw is tried again. */
  eventRetryMs: SECOND,
  /** The desk's numbers (who is there, how many wait) are read again after this. */
  deskFactsMs: 250,
  /** Transient failures (disk, lock) of one event before it is parked. */
  eventIoAttempts: 5,
  /** Microsteps of one machine step; a loop without exit fails the turn instead of hanging it. */
  flowIterations: 100,
  /** Flows put aside by a digression. */
  suspendedFlows: 3,
  /** A suspended flow is forgotten after this. */
  suspendedFlowMs: 30 * DAY,
  /** A flow put aside for another goes on by itself when that one ends within this time. */
  resumeByItselfMs: HOUR,
  /** Facts gathered for the operator's summary. */
  collectedFacts: 20,
  /** A question of a flow that nobody answers ends the flow, without a word. */
  flowIdleMs: 30 * MINUTE,
  /** A look-up that takes longer is mentioned to the customer; one whose answer never comes counts as failed. */
  slowLookUpMs: 5 * SECOND,
  lostLookUpMs: 90 * SECOND,
  /** Messages that one turn may write. */
  messagesPerTurn: 20,
  /** Characters of words that are put together where each message is paid for: a screen of a phone, and buttons still fit below. */
  bubbleChars: 1_000,
  /** Buttons under one message of ours. */
  buttonsPerMessage: 8,
  /** Cards of one message of ours: as many as the smallest list of a messenger has rows. */
  cardsPerMessage: 10,
  /** Reading all content takes a second or two; a file made to take for ever does not hold up the next look. */
  contentPatienceMs: 60_000,
  /** An editor who has saved will save again; after this the thread that reads goes. */
  contentIdleMs: 120_000,
  /** What answers teach is worked out once nobody has saved for so long. */
  learnQuietMs: 5_000,
  /** Long work on the event loop pauses after so much: nobody notices it. */
  workAtOnceMs: 10,
  /** What the answers teach about themselves takes seconds; longer than this something is wrong. */
  learnPatienceMs: 120_000,
  /** Words that a shop may add to those of its trade, and how long one may be. */
  vocabularyWords: 500,
  vocabularyChars: 40,
  /** Answers given to questions asked in one breath. */
  answersAtOnce: 3,
  /** Answers offered when the bot is unsure. */
  offeredAnswers: 3,

  /** Characters of a typed text that is held against the labels of the buttons offered last. */
  typedChoiceChars: 120,
  /** Characters of a deep link's payload that are looked at; messengers carry 64 to 512. */
  startPayloadChars: 512,
  /** UTF-16 units of a reaction: one emoji of a family with all their skin tones is about 25. */
  reactionChars: 32,
  /** Further addresses of one person that one event may name. */
  aliases: 5,
  /** Messages sent as one album come within this of each other; then the bot answers it as a whole. */
  albumMs: SECOND,
  /** A person who answers customers outside the console counts as gone after this long without a word. */
  externalQuietMs: 30 * MINUTE,

  // --- delivery
  /** Parts one message may be split into; a longer text is cut with a mark. */
  partsPerMessage: 10,
  /** Time for one call to a platform, in all. */
  sendTimeoutMs: 15 * SECOND,
  /** Time for a connection to a platform, part of the above: a dead route must not eat the whole of it. */
  connectTimeoutMs: 5 * SECOND,
  /** How long one long poll waits at the platform; below the minute after which middle boxes drop idle connections. */
  longPollMs: 30 * SECOND,
  /** How often a registered webhook is looked after: platforms take them away silently. */
  webhookCheckMs: 4 * MINUTE,
  /** Typing marks and answers to taps under way at once; more are dropped, nobody waits for them. */
  signalsAtOnce: 32,
  /** Bytes of a platform's answer that are read. */
  platformAnswerBytes: 1_000_000,
  /** Calls under way to one account at once. */
  sendsPerAccount: 64,
  /** Tries of one part before it becomes a dead letter. Tries at an account that carries out nothing do not count. */
  deliveryAttempts: 20,
  /** A part may hold up the ones behind it for this long; then it is a dead letter. */
  headOfLineMs: 10 * MINUTE,
  /** Tries that a part gets however old it is: what has passed may have been the account's time, not the part's. */
  deliveryAttemptsFewest: 5,
  /** What an account that is down could not carry out for this long is a dead letter: nobody waits for it any more. */
  outageMs: DAY,
  /** The longest wait that is believed when a platform asks for one. */
  retryAfterMs: 15 * MINUTE,
  /** First and longest pause of the retry ladder. */
  retryFirstMs: SECOND,
  retryLongestMs: MINUTE,
  /** Consecutive failures of an account that open its circuit breaker, and the pause before a probe. */
  breakerFailures: 5,
  breakerPauseMs: 5 * SECOND,
  /** The pause doubles with each probe in vain, up to this: it is also how late the end of an outage is noticed. */
  breakerLongestMs: MINUTE,
  /** Once refused for speed an account sends this share of what went through in the second before, for this long. */
  paceShare: 0.97,
  paceMs: 10 * MINUTE,
  /** How soon an account that keeps a pace looks for more: sooner than the poll, so that no part of a second is lost. */
  paceLookMs: 50,
  /** Calls a second below which a refusal for speed is about something else. */
  paceFewest: 10,
  /** A bot prompt older than this is stale: it is dropped, not sent late. */
  botPromptStaleMs: 10 * MINUTE,
  /** A prompt with an unknown outcome is sent again only if the customer stayed silent this long. */
  unansweredPromptMs: 60 * SECOND,
  /** The smallest pause between two service messages (position, hold) to one customer. */
  servicePauseMs: 3 * MINUTE,
  /** So long after the customer's last word an open question is theirs alone: nothing unasked is said meanwhile. */
  noticeAfterTalkMs: 15 * MINUTE,
  /** Lines of the ledger of consents that are read at once. */
  consentsShown: 100,

  // --- tasks and timers
  /** A waiting customer hears from us this often, and this many times. */
  queueUpdateMs: 10 * MINUTE,
  queueUpdates: 6,
  /** Tasks under way at once. */
  tasksAtOnce: 16,
  /** Time for one look-up before it counts as failed. */
  taskTimeoutMs: 8 * SECOND,
  /** Tries of a reading task. */
  taskAttempts: 3,

  // --- somebody else who chooses among answers
  /** Candidates, and characters of the customer's words, that they get to see. */
  rerankCandidates: 5,
  rerankChars: 500,
  /** Below this score of the best candidate nobody is asked: it is about something else. */
  rerankFloor: 0.08,
  /** Of their answer: it is a number with what stands around it. */
  rerankAnswerBytes: 64 * 1024,
  /** Choices under way at once; the others go on without. */
  reranksAtOnce: 8,
  /** After so many answers in a row that did not come in time they are left in peace for so long. */
  rerankFailures: 3,
  rerankRestMs: MINUTE,
  /** Timers and tasks fetched in one go. */
  dueBatch: 100,
  /** How often due rows are looked for when nothing woke us before. */
  pollMs: 250,

  // --- desk
  /** How long an HTTP call waits for the outcome of a command. */
  commandWaitMs: 2 * SECOND,
  /** An operator whose console is silent this long counts as gone; the countdown is shown. */
  presenceGraceMs: 90 * SECOND,
  /** Conversations one operator may hold, unless set otherwise for them. */
  operatorLoad: 8,
  /** Characters of an operator's message. */
  operatorTextChars: 8_000,
  /** Lines before the handoff that the summary repeats, and characters of each. */
  summaryLines: 8,
  summaryLineChars: 200,
  /** Lines of a thread fetched in one page. */
  threadPage: 60,
  /** Conversations listed in one page. */
  listPage: 50,
  /** Characters of the last line that lists show. */
  previewChars: 140,
  /** Closed cases whose mean handling time makes the estimate. */
  handledCases: 20,
  /** Open live streams per operator (tabs). */
  streamsPerOperator: 12,

  // --- people
  sessionIdleMs: 12 * HOUR,
  sessionAbsoluteMs: 7 * DAY,
  setupLinkMs: DAY,
  /** How long a browser remembers that somebody signed in from it. */
  deviceMs: 180 * DAY,
  passwordMinChars: 12,
  passwordMaxChars: 128,
  /** Failed sign-ins per account and per address inside the window before a pause. */
  signInTries: 8,
  signInWindowMs: 15 * MINUTE,
  /** The same over all accounts of one address (an office shares one), and over all unknown devices of one account. */
  signInTriesPerAddress: 60,
  signInTriesPerLogin: 60,
  /** Password hashes computed at once, and sign-ins that may wait for one. */
  hashesAtOnce: 2,
  hashesWaiting: 20,
  /** Life of a one-time sign-in link, and how many may be open. */
  signInLinkMs: 10 * MINUTE,
  signInLinks: 20,
  inviteMs: 7 * DAY,
  /** Presence and sessions are noted at most this often. */
  touchEveryMs: 10 * SECOND,
  /** How often lost operators are looked for. */
  presenceSweepMs: 5 * SECOND,
  /** A console that beats every 25 s is shown as here for this long after its last beat. */
  presenceHereMs: 40 * SECOND,

  // --- one person over several channels
  /** Life of a one-time code that leads to another channel: long enough to find the other app, no longer. */
  linkCodeMs: 15 * MINUTE,
  /** Wrong codes an hour from one conversation, and over all conversations of one account (typed codes only). */
  linkTriesPerConversation: 5,
  linkTriesPerAccount: 500,
  linkTriesMs: HOUR,
  /** Spent and expired codes are known for this long, for people who want to understand what happened. */
  linkCodesKeptMs: 30 * DAY,
  /** Service messages that wait for somebody who opened a chat and has not written. */
  unheardMessages: 3,
  /** Numbers change hands: a proof older than this joins nobody by itself. */
  phoneTrustMs: 180 * DAY,
  /** Identities of one person; more is a call centre or a mistake. */
  identitiesPerContact: 20,
  /** Other channels offered in one message. */
  channelsOffered: 6,
  /** People who may be the same person, shown at once. */
  suggestions: 5,
  /** Links of one contact that are shown, undone ones too. */
  linksShown: 30,
  /** Waiting conversations that "take the next one" tries before it gives up: others take them meanwhile. */
  claimTries: 5,

  // --- media
  /** Bytes of a file taken from a customer or sent by an operator. */
  mediaBytes: 20_000_000,
  /** Pixels of a picture that is shown: unpacked it takes four bytes each in the browser of whoever looks. */
  picturePixels: 50_000_000,
  /** Bytes of all media kept. */
  mediaQuotaBytes: 5_000_000_000,
  /** Life of a link by which a messenger fetches a file of ours. */
  mediaLinkMs: DAY,

  // --- content
  /** Content is read again when its folders have been quiet for this long. */
  contentQuietMs: 300,
  /** How often content files are looked at where the file system does not tell of changes. */
  contentLookMs: 5 * SECOND,
  /** Bytes of one FAQ, texts or settings file. */
  contentFileBytes: 1_000_000,
  /** Files of one kind whose text stays read while it is the same: all of ours, and a shop's own beside them. */
  readingsKept: 200,
  faqEntries: 10_000,
  phrasingsPerEntry: 100,
  answerChars: 4_000,

  // --- keeping
  /** Raw platform payloads are deleted after this. */
  rawPayloadMs: 30 * DAY,
  /** Events that were decided are known for this long: longer than any platform repeats one. */
  inboxKeepMs: 30 * DAY,
  /** A report of a part that never got an outside id is forgotten after this. */
  earlyReceiptMs: DAY,
  /** Lines at the end of the change log that are left alone, for streams that are just catching up. */
  changesKept: 10_000,
  /** Rows deleted in one step of housekeeping, so that it never holds up a turn. */
  housekeepingRows: 500,
  housekeepingEveryMs: MINUTE,

  // --- stopping
  shutdownMs: 10 * SECOND,
} as const;
