/** Tells whether a customer's words name a product of the shop. Synchronous and in memory: a turn decides by it. */
export interface ProductFinder {
  /** False for everything that is not surely about a product. */
  knows(text: string): boolean;
}
