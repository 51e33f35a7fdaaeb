/** The categories of a feed by their ids, in words: the own name where it is the only one of that name, else with its parent's. */
import { LIMITS } from '../../core/limits.ts';
import { plainWords } from './plain-words.ts';

export interface CategoryTree {
  add(id: string, parentId: string, name: string): void;
  /** Null for an id that the feed does not explain. */
  words(id: string): string | null;
}

/** Characters of one category. */
const CHARS = 100;

export function createCategoryTree(): CategoryTree {
  const nodes = new Map<string, { parentId: string; name: string }>();
  const sameName = new Map<string, number>();
  const words = new Map<string, string>();
  return {
    add(id, parentId, name) {
      const plain = plainWords(name).slice(0, CHARS);
      if (id === '' || plain === '' || nodes.has(id) || nodes.size >= LIMITS.feedCategories) return;
      nodes.set(id, { parentId, name: plain });
      sameName.set(plain, (sameName.get(plain) ?? 0) + 1);
    },
    words(id) {
      const known = words.get(id);
      if (known !== undefined) return known;
      const node = nodes.get(id);
      if (!node) return null;
      // Men's jumpers are no alternative to women's.
      const parent = (sameName.get(node.name) ?? 0) > 1 ? nodes.get(node.parentId) : undefined;
      const found = parent ? `${parent.name} / ${node.name}` : node.name;
      words.set(id, found);
      return found;
    },
  };
}
