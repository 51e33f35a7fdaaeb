/** What can be wrong with a shop's own terms of return. */

export const RETURN_FAULTS = {
  'return.no-pack': ['there is no pack "{pack}"', 'choose among {packs}'],
  'return.two-promises': [
    'the terms say {here}, but "returns.{promise}" of shop.yaml promises {promised}',
    'write "{key}: {promised}" here if the law allows it, or {here} in shop.yaml',
  ],
  'return.stricter-least': [
    '"{key}" is {given}, stricter than the law (pack {pack})',
    'write {bound} or more',
  ],
  'return.stricter-most': [
    '"{key}" is {given}, stricter than the law (pack {pack})',
    'write {bound} or less',
  ],
  'return.stricter': ['"{key}" is {given}, stricter than the law (pack {pack})', 'write {bound}'],
  'return.stricter-lacks': ['"{key}" is {given}, stricter than the law (pack {pack})', 'add {bound}'],
  'return.excludes': [
    '"{key}" is {given}, stricter than the law (pack {pack})',
    'the law lets a shop exclude only {bound}; take the others out',
  ],
  'return.excludes-any': [
    '"{key}" is {given}, stricter than the law (pack {pack})',
    'the law lets a shop exclude nothing; take it out',
  ],
} as const;
