/**
 * The bounds that belong to one kind of channel, with their units and reasons. A part of LIMITS: everybody reads them there.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const CHANNEL_LIMITS = {
  // --- linked devices (a channel that is paired with somebody's phone)
  /** The pause before each message, drawn anew between these two: whoever is faster looks like a machine and is banned. */
  linkedPauseFirstMs: 2 * SECOND,
  linkedPauseLongestMs: 5 * SECOND,
  /** Messages that wait for their turn in memory; further ones are put off in their rows. */
  linkedWaiting: 8,
  /** The page of the messenger has this long to show a code or to be connected, before it is started anew. */
  linkedStartMs: 2 * MINUTE,
  /** A code that does not change is dead; the page is loaded anew, for at most this long in all. */
  linkedCodeMs: 90 * SECOND,
  linkedPairingMs: 15 * MINUTE,
  /** First and longest pause before a lost session is begun again. */
  linkedAgainFirstMs: 5 * SECOND,
  linkedAgainLongestMs: 10 * MINUTE,
  /** How often a session is asked whether it lives, how long the answer may take, and how many bad ones end it. */
  linkedPulseMs: MINUTE,
  linkedPulseWaitMs: 10 * SECOND,
  linkedPulses: 3,
  /** What was missed is fetched this far back, from so many chats, so many messages of each. */
  linkedCatchUpMs: 3 * DAY,
  linkedCatchUpChats: 300,
  linkedCatchUpMessages: 50,
  /** Updates that wait to be stored; beyond it they are fetched again from the phone's history. */
  linkedUpdatesWaiting: 2_000,
  /** Own messages remembered, to tell them from those that people write on the phone, and for how long. */
  linkedSentKept: 20_000,
  linkedSentMs: 14 * DAY,
  /** Chats of which something is remembered in memory: that the customer wrote, by which other ids they are known. */
  linkedChatsKept: 5_000,

  // --- the web chat (what both sides must know stands in its protocol)
  /** Bytes of one JSON body: the longest text with every character escaped. */
  chatBodyBytes: 32_000,
  /** Browsers in which one signed-in customer stays known; the oldest is forgotten. */
  visitorTokens: 10,
  /** Uploaded files of a visitor that no message names yet, and how long those are kept. */
  visitorLooseFiles: 20,
  looseFileMs: HOUR,
  /** Lines of one visitor that are kept for reading back; the desk keeps its own. */
  visitorLines: 5_000,
  /** A visitor who did not come for this long is forgotten by the chat. */
  visitorKeepMs: 400 * DAY,
  /** Deeds of one visitor handed to the engine in one go. */
  visitorDeeds: 100,
  /** Lines of a returning visitor sent in one go. */
  chatBatch: 100,
  /** Chat streams of one visitor (tabs), of one address (an office), and in all: half of the sockets stay free. */
  chatStreamsPerVisitor: 6,
  chatStreamsPerAddress: 100,
  chatStreams: 1_000,
  /** Bytes waiting for one slow visitor before their stream is dropped; it comes back with its cursor. */
  chatBufferBytes: 500_000,
  /** Time a slow stream gets to write out its farewell. */
  chatByeMs: 2 * SECOND,
  /** Time for a body to arrive whole. */
  chatBodyMs: 30 * SECOND,
  /** Files of visitors on their way in at once, in all and of one address: a slow one is held in memory for minutes. */
  chatUploads: 32,
  chatUploadsPerAddress: 8,
  /** Visitors made by one address (an office, a mobile network) in a day. */
  visitorsPerAddress: 500,
  visitorsWindowMs: DAY,
  /** Bytes that one visitor, and one address, may upload in a day. */
  uploadBytesPerVisitor: 200_000_000,
  uploadBytesPerAddress: 500_000_000,
  uploadWindowMs: DAY,
  /** Addresses and visitors whose pace is watched at once; the ones quiet for longest are dropped. */
  chatPaces: 20_000,
  /** A signature of the shop's back end may promise this much time at most: what leaks shall not last. */
  chatIdentityMs: 7 * DAY,
  /** How long a browser may keep the answer to a preflight. */
  chatPreflightMs: 10 * MINUTE,

  // --- the playground
  /** Emulated customers: more tabs than anybody looks through. */
  playgroundCustomers: 30,
  /** Pages that may watch at once. */
  playgroundStreams: 20,
  /** Sample conversations played at once. */
  playgroundSamples: 4,
  /** How often the small mailbox is looked at. */
  playgroundMailMs: SECOND,
  /** A sample that wants to press a button waits this long for it, and then gives up. */
  playgroundAnswerMs: 12 * SECOND,
  /** Steps of one sample conversation. */
  playgroundSteps: 30,
} as const;
