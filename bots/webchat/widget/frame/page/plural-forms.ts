/** The forms of a word that is counted, in the order in which the build lays them down: languages with two have the first two. */
export const PLURAL_FORMS: readonly Intl.LDMLPluralRule[] = ['one', 'other', 'few', 'many'];
