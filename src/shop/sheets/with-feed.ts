/** Tables of goods in a house whose products come from a feed: they still tell what was ordered once, and are only to be read. */
import type { SheetOutcome, ShopSheets } from '../../core/ports/shop-sheets.ts';

const OF_GOODS = ['products', 'product_facts'];

export function withFeed(sheets: ShopSheets): ShopSheets {
  const fixed: SheetOutcome = { ok: false, code: 'read-only' };
  const isFixed = (name: string) => OF_GOODS.includes(name);
  return {
    ...sheets,
    async list() {
      const all = await sheets.list();
      const own = all.filter(({ name }) => !isFixed(name));
      // Last: what can be edited is looked for first.
      return [
        ...own,
        ...all.filter(({ name }) => isFixed(name)).map((one) => ({ ...one, fixed: 'feed' as const })),
      ];
    },
    change: async (name, ...wish) => (isFixed(name) ? fixed : sheets.change(name, ...wish)),
    restore: async (name, ...wish) => (isFixed(name) ? fixed : sheets.restore(name, ...wish)),
  };
}
