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
  /** Orders of one phone that are listed, orders that may share one number, lines and parcels shown of one order. */
  ordersListed: 10,
  ordersPerNumber: 5,
  orderLinesShown: 8,
  orderParcelsShown: 3,
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
  /** Time for a mail server to answer each step. */
  mailTimeoutMs: 10 * SECOND,
  /** Letters kept for display where no mail leaves the machine. */
  demoLetters: 50,
} as const;
