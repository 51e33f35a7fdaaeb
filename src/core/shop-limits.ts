/**
 * The bounds that belong to the shop's business: orders, returns, products. A part of LIMITS: everybody reads them there.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const SHOP_LIMITS = {
  // --- orders
  /** Wrong proofs an hour for one identity, and a day for one order number. */
  orderTriesPerIdentity: 5,
  orderTriesPerIdentityMs: HOUR,
  orderTriesPerOrder: 20,
  orderTriesPerOrderMs: DAY,
  /** Look-ups an hour for one identity with a verified phone: they cannot guess, but they cost the shop work. */
  orderLooksPerIdentity: 60,
  /** Life and tries of a one-time code. */
  oneTimeCodeMs: 10 * MINUTE,
  oneTimeCodeTries: 5,
  /** Letters with a code: an hour for one identity, a day for one order, so that nobody's mailbox is flooded. */
  codeLettersPerIdentity: 5,
  codeLettersPerOrder: 6,
  /** Letters under way at once. */
  codeLettersAtOnce: 16,
  /** A look-up without a find answers on the next multiple of this, so that its time tells nothing. */
  orderAnswerStepMs: SECOND,
  /** So long the slowest look-up sets the time of all that find nothing. */
  orderBeatKeptMs: HOUR,
  /** Orders of one phone that are listed, orders that may share one number, lines and parcels shown of one order. */
  ordersListed: 10,
  ordersPerNumber: 5,
  orderLinesShown: 8,
  /** Goods of an order that can be waited for, a button each; and how long the order waits for word of the stock. */
  orderWaitsShown: 2,
  orderStockMs: 700,
  orderParcelsShown: 3,
  orderParcelLines: 4,
  /** How long the shop is waited for before our own copy of its orders answers. */
  orderShopFirstMs: 2_500,
  /** How long the shop may take to carry something out. */
  orderWriteMs: 5 * SECOND,
  /** An order that was opened with proof stays so, for this conversation, for this long. */
  orderTicketMs: 30 * DAY,
  /** Orders that one conversation may watch, and how long news of one may wait before nobody wants it any more. */
  orderWatches: 20,
  orderNewsMs: 3 * DAY,
  /** Notices of moved orders in one round, the pause between rounds, and how soon one is tried again that came at a bad time. */
  orderNoticesAtOnce: 50,
  orderNoticesEveryMs: 20 * SECOND,
  orderNoticeAgainMs: 5 * MINUTE,
  /** Events waiting above which news of orders wait too. */
  orderNewsCalm: 200,
  /** Characters of a customer's words that go to the shop: a reason, an address. */
  orderWishChars: 500,

  // --- the mirror of orders
  /** Orders of one page of a sweep, and the pause between two sweeps. */
  sweepPage: 50,
  sweepEveryMs: 2 * MINUTE,
  /** How often everything is read from the beginning, in case the shop does not tell of all that changes. */
  sweepFullEveryMs: 7 * DAY,
  /** Time for one page of a sweep, and for one order that is read by itself. */
  sweepPageMs: 30 * SECOND,
  /** Pages of one sweep before it pauses: a shop that always has more must not be read for ever. */
  sweepPages: 20_000,
  /** Orders that are read one by one at once. */
  orderReadsAtOnce: 4,
  /** Calls of the shop that wait to be looked after; how many in one round, how often, and how often one is tried. */
  orderHints: 10_000,
  orderHintsAtOnce: 100,
  orderHintsEveryMs: 5 * SECOND,
  orderHintTries: 8,
  /** Orders kept, how old they may be, and how often that is looked after. */
  mirroredOrders: 500_000,
  mirroredOrderMs: 400 * DAY,
  orderForgetEveryMs: HOUR,
  /** A return that the customer has begun waits this long for the next word: photos are taken at home, days later. */
  returnIdleMs: 7 * DAY,
  /** Choices of one page of a return's items; the buttons beside them are the rest of what fits. */
  returnChoices: 5,
  /** What is offered for an exchange. */
  returnVariants: 3,
  /** An order that was opened for a return with proof stays so for this long. */
  returnTicketMs: 30 * DAY,
  /** Decisions are kept this long, for disputes: past the longest term in which a defect may be claimed. */
  returnDecisionMs: 3 * 365 * DAY,

  // --- loyalty and what is personal
  /** Points given at once: a slip in a setting must not cost a shop its margin. */
  loyaltyGrantPoints: 100_000,
  /** Promotions that are told at once. */
  promotionsShown: 6,
  /** Looks an hour at points and card of one identity, and pictures of cards that are remembered. */
  loyaltyLooks: 30,
  loyaltyLooksMs: HOUR,
  cardPictures: 1_000,
  /** Recommended at once; orders of the customer that are looked at. */
  recommended: 4,
  ordersRecommendedFrom: 10,
  /** Pick-up points of a shop, and of those the nearest that are told. */
  pickupPoints: 5_000,
  pickupPointsShown: 3,
  /** Cities that are named when there is nothing in the one asked for. */
  pickupCitiesShown: 8,
  /** Farther away than this, a point is no help: kilometres. */
  pickupFarKm: 150,
  /** Lines of what was sent to and heard of one customer that people at the desk see. */
  personalShown: 10,
  /** People looked at, and messages gone on with, in one step of a round. */
  personalSlice: 50,
  /** How often the house looks for birthdays, for people who stay away, and for messages to go on with. */
  personalRoundMs: MINUTE,
  personalPlanMs: 10 * MINUTE,
  /** A message that could not be said or given now is tried again after this. */
  personalAgainMs: 20 * MINUTE,
  /** A message about points lives this long before nobody wants to hear it any more. */
  winBackLifeMs: 5 * DAY,
  /** Whoever cannot be looked at now (no number, the shop is silent) is looked at again after these. */
  lookWithoutPhoneMs: 7 * DAY,
  lookAfterFailureMs: HOUR,
  /** Characters of a reason in a customer's own words that are kept. */
  stayReasonChars: 1_000,
  /** How long somebody at the desk waits for the shop to tell a customer's points. */
  deskLookUpMs: 3 * SECOND,
  /** The longest life of a payment link. */
  paymentLinkMs: 30 * DAY,
  /** How long it is known where the receipt of a link goes that was never paid, and how often that is looked after. */
  paymentReceiptMs: 30 * DAY,
  paymentReceiptsEveryMs: HOUR,
  /** Links that one identity has made in an hour. */
  paymentLinksPerIdentity: 10,
  paymentLinksPerIdentityMs: HOUR,

  // --- products
  /** Variants that a shop is asked about in one go. */
  variantsAsked: 100,
  /** Variants of one product that are listed, and products of one search. */
  variantsShown: 10,
  productsShown: 5,
  /** Characters of a customer's text in which a product is looked for: a name with a few words around it. */
  productTextChars: 200,
  /** Words of it that count. */
  productWords: 12,
  /** Variants of all products that are searched; more are left out, with a word in the log. */
  productVariants: 500_000,
  /** Products of one category that are compared when an alternative is looked for. */
  alternativesCompared: 2_000,
  /** How often the catalogue is read again. */
  catalogEveryMs: 10 * MINUTE,
  /** Bytes of one CSV file of the embedded shop, rows in it, characters of one row. */
  sampleFileBytes: 50_000_000,
  sampleRows: 100_000,
  sampleRowChars: 20_000,
  /** Bytes of a table that is edited in the console; a larger one is work for a real spreadsheet. */
  sheetBytes: 2_000_000,
  /** Earlier states of one table that can be brought back, rows of one page, characters of one cell. */
  wishesShown: 500,
  sheetStatesKept: 50,
  sheetRowsShown: 100,
  sheetCellChars: 2_000,
  /** Time for a mail server to answer each step. */
  mailTimeoutMs: 10 * SECOND,
  /** Letters kept for display where no mail leaves the machine. */
  demoLetters: 50,

  // --- stock alerts
  /** Wishes of one customer that are open at once. */
  alertsPerCustomer: 12,
  /** Choices of one page: with "others", "menu" and "a person" they still fit under one message. */
  alertChoices: 4,
  /** Sizes and colours of one product that are offered, over all pages. */
  alertVariants: 40,
  /** Other products that are shown to somebody who has to wait. */
  alertOthers: 3,
  /** How often the round of stock alerts comes by. */
  alertRoundMs: 2 * SECOND,
  /** How often the stock of what is waited for is read, and what one round asks the shop about in all. */
  alertReadMs: 2 * MINUTE,
  alertReadings: 500,
  /** Two readings that say "back" must lie this far apart before anybody is told. */
  alertConfirmMs: 2 * MINUTE,
  /** What the catalogue does not have for this long is gone. */
  alertGoneMs: DAY,
  /** Variants whose waves go on side by side, people called in one round, and the pause between two of them: 10 a second. */
  alertWaves: 20,
  alertSlice: 20,
  alertPaceMs: 100,
  /** People of one wave. */
  alertWave: 500,
  /** Open parts and waiting events from which on waves wait: answers go first. */
  alertCalm: 50,
  /** Whoever is busy is called again after this; after so many times their wish is closed. */
  alertLaterMs: 10 * MINUTE,
  alertTries: 100,
  /** A notice that the engine has not come to after this long is not news any more. */
  alertNewsMs: 30 * MINUTE,
  /** Held wishes that one round looks through. */
  alertHeldLooked: 500,
  /** Wishes that are over are known for this long, for people who want to understand what happened. */
  alertKeptMs: 400 * DAY,

  // --- the product feed
  /** Bytes of a feed, as it comes over the wire and unpacked: four times the largest that was measured. */
  feedBytes: 1_000_000_000,
  /** Time to fetch it, and time to read it through. */
  feedFetchMs: 10 * MINUTE,
  feedReadMs: 10 * MINUTE,
  /** How long reading goes on before others get their turn. */
  feedSliceMs: 8,
  /** Bytes that are taken at once, and bytes from which the encoding is told. */
  feedPieceBytes: 32_768,
  feedSampleBytes: 262_144,
  /** Tags inside one another; real feeds have six. */
  feedDepth: 32,
  /** Characters without one tag or text coming to an end: longer is no feed. */
  feedSilentChars: 2_000_000,
  /** Characters of one field that are read, of a title that are kept; characters of a code or a number. */
  feedFieldChars: 4_000,
  feedTitleChars: 200,
  feedIdChars: 100,
  /** Parameters of one offer that are read, categories of one feed. */
  feedParams: 200,
  feedCategories: 50_000,
  /** A feed that lost more than this share of its offers at once is more likely broken than true. */
  feedLostShare: 0.3,
  /** Faulty offers that are named; the rest is counted. */
  feedFaultsNamed: 10,
  /** Rows that are written or read between two looks at the time. */
  feedRows: 100,
  /** The first wait after a failure, doubled up to the usual interval. */
  feedRetryMs: MINUTE,
  /** How often a waiting feed is looked after whether somebody has accepted it. */
  feedAcceptLookMs: 10 * SECOND,
  /** Redirects that are followed. */
  feedRedirects: 4,
} as const;
