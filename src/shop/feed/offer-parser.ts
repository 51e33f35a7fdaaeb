/**
 * The text of a feed, piece by piece → its offers. Which kind of feed it is, its first tag tells. Forgiving about what stands
 * inside an offer, strict about what makes a feed: its end must be there. Entities that a file defines itself are never
 * looked at, nor is anything outside of it; what is kept at a time is one offer.
 */
import { Parser } from 'htmlparser2';
import { LIMITS } from '../../core/limits.ts';
import { createCategoryTree, type CategoryTree } from './category-tree.ts';
import { currencyOf } from './read-amount.ts';
import type { RawOffer } from './feed-offer.ts';
import { GOOGLE_FIELDS } from './read-google-offer.ts';
import { YML_FIELDS } from './read-yml-offer.ts';

export type FeedFormat = 'yml' | 'google';

export type ParseFault = 'not-a-feed' | 'too-deep';

export interface OfferParser {
  write(text: string): void;
  /** After the last piece. */
  end(): void;
  /** Known from the first tag on. */
  format(): FeedFormat | null;
  /** True once the tag that opened the feed was closed. */
  isWhole(): boolean;
  /** Nothing more comes after a fault. `detail` is what stood there instead. */
  fault(): { kind: ParseFault; detail: string } | null;
  categories: CategoryTree;
  /** What the feed says is its main currency. */
  currency(): string | null;
}

interface State {
  format: FeedFormat | null;
  fault: { kind: ParseFault; detail: string } | null;
  depth: number;
  isWhole: boolean;
  /** Of Google's names, with the colon. */
  prefix: string;
  offer: RawOffer | null;
  offerDepth: number;
  /** Where text goes; null: nowhere. */
  field: string | null;
  attributes: Record<string, string>;
  text: string;
  silent: number;
  currency: string | null;
}

const FORMATS: Record<string, FeedFormat> = { yml_catalog: 'yml', rss: 'google', feed: 'google' };
const OFFERS: Record<FeedFormat, ReadonlySet<string>> = {
  yml: new Set(['offer']),
  google: new Set(['item', 'entry']),
};
const GOOGLE_NAMES = /^https?:\/\/base\.google\.com\/(?:ns\/1\.0|cns\/1\.0)\/?$/u;

const BEFORE: State = {
  format: null,
  fault: null,
  depth: 0,
  isWhole: false,
  prefix: 'g:',
  offer: null,
  offerDepth: 0,
  field: null,
  attributes: {},
  text: '',
  silent: 0,
  currency: null,
};

/** `onOffer` is called for each offer that has ended, with fields that nobody else holds. */
export function createOfferParser(onOffer: (offer: RawOffer) => void): OfferParser {
  const categories = createCategoryTree();
  const state = { ...BEFORE };
  const endOffer = () => {
    if (state.offer) onOffer(state.offer);
    state.offer = null;
    state.field = null;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        state.silent = 0;
        if (state.fault) return;
        state.depth += 1;
        if (state.depth > LIMITS.feedDepth) return fail(state, 'too-deep', name);
        if (state.depth === 1) return openRoot(state, name, attributes);
        openTag(state, name, attributes, endOffer);
      },
      ontext(text) {
        state.silent = 0;
        if (state.fault) return;
        if (state.depth === 0 && state.format === null && text.trim() !== '')
          return fail(state, 'not-a-feed', `the text “${text.trim().slice(0, 30)}…”`);
        if (state.field !== null && state.text.length < LIMITS.feedFieldChars) state.text += text;
      },
      onclosetag(name, isImplied) {
        if (state.fault) return;
        closeField(state, name, categories);
        if (state.offer && state.depth === state.offerDepth) endOffer();
        state.depth -= 1;
        if (state.depth === 0 && !isImplied) state.isWhole = true;
      },
      oncomment() {
        state.silent = 0;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  return {
    write(text) {
      if (state.fault) return;
      state.silent += text.length;
      parser.write(text);
      if (state.silent > LIMITS.feedSilentChars) fail(state, 'not-a-feed', 'a tag without an end');
    },
    end() {
      // Half an offer is no offer.
      state.offer = null;
      if (!state.fault) parser.end();
      if (!state.fault && state.format === null) fail(state, 'not-a-feed', 'nothing');
    },
    format: () => state.format,
    isWhole: () => state.isWhole,
    fault: () => state.fault,
    categories,
    currency: () => state.currency,
  };
}

function openRoot(state: State, name: string, attributes: Record<string, string>): void {
  // A second root behind the first is no part of the feed.
  if (state.format !== null) return;
  const format = FORMATS[name.toLowerCase()];
  if (format === undefined) return fail(state, 'not-a-feed', `<${name}>`);
  state.format = format;
  const names = Object.entries(attributes).find(([, value]) => GOOGLE_NAMES.test(value.trim()));
  if (names?.[0].startsWith('xmlns:')) state.prefix = `${names[0].slice('xmlns:'.length)}:`;
}

function openTag(state: State, name: string, attributes: Record<string, string>, endOffer: () => void): void {
  const { format } = state;
  if (format === null) return;
  if (OFFERS[format].has(name)) {
    // An offer that was never closed ends where the next one begins.
    if (state.offer) endOffer();
    state.offer = { attributes, fields: new Map(), params: [] };
    state.offerDepth = state.depth;
    return;
  }
  if (state.offer === null) return openOutside(state, name, attributes);
  if (state.depth !== state.offerDepth + 1) return;
  const local = format === 'google' ? localName(state, name) : name;
  if (!(format === 'google' ? GOOGLE_FIELDS : YML_FIELDS).has(local)) return;
  state.field = name;
  state.attributes = attributes;
  state.text = '';
  // Atom writes addresses as an attribute.
  if (local === 'link' && attributes['href'] && attributes['rel'] !== 'self')
    state.offer.fields.set('link', attributes['href']);
}

function openOutside(state: State, name: string, attributes: Record<string, string>): void {
  if (state.format !== 'yml') return;
  if (name === 'currency' && (state.currency === null || attributes['rate'] === '1'))
    state.currency = currencyOf(attributes['id'] ?? '') ?? state.currency;
  if (name !== 'category') return;
  state.field = name;
  state.attributes = attributes;
  state.text = '';
}

function closeField(state: State, name: string, categories: CategoryTree): void {
  const { field, offer, text, attributes } = state;
  if (field === null || field !== name) return;
  state.field = null;
  state.text = '';
  if (offer === null) {
    categories.add((attributes['id'] ?? '').trim(), (attributes['parentId'] ?? '').trim(), text);
    return;
  }
  if (state.format === 'yml' && name === 'param') {
    const [called, unit] = [attributes['name'] ?? '', attributes['unit'] ?? ''];
    if (offer.params.length < LIMITS.feedParams)
      offer.params.push({ name: called.trim(), unit, value: text });
    return;
  }
  const local = state.format === 'google' ? localName(state, name) : name;
  // Of several pictures the first; Google's own name wins over the one of RSS or Atom.
  if (text.trim() !== '' && (name !== local || !offer.fields.has(local))) offer.fields.set(local, text);
}

function localName({ prefix }: State, name: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function fail(state: State, kind: ParseFault, detail: string): void {
  state.fault ??= { kind, detail: detail.replace(/\s+/gu, ' ').slice(0, 80) };
}
