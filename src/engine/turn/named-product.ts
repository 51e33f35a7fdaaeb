/** A product named by the customer: its price and stock are told by a flow of that name, where there is one. */
import { LIMITS } from '../../core/limits.ts';
import type { Draft } from './draft.ts';
import { startFlow } from './flow-steps.ts';

/** The text is the name or SKU of a product, perhaps with a few words around it. */
export function isProduct({ facts: { products, flows } }: Draft, text: string): boolean {
  return products !== null && flows.has('product') && products.knows(text);
}

export function showProduct(draft: Draft, text: string): void {
  startFlow(draft, 'product', { text: text.slice(0, LIMITS.productTextChars) });
}
