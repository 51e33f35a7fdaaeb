/** A finding as one plain text, where there is no room for more. */
import type { FaqProblem } from '../../api/faq.ts';
import type { ApiPhrase } from '../../api/phrases.ts';
import { useLanguage } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';

export function useToldText(): (problem: FaqProblem) => string {
  const { words, locale } = useLanguage();
  const tell = (phrase: ApiPhrase | undefined, english: string): string => {
    if (phrase === undefined || locale === 'en') return english;
    const key = `fault.${phrase.code}`;
    const told = words(key as WordKey, phrase.values);
    return told === key ? english : told;
  };
  return ({ what, message, fix, hint }) => [tell(what, message), tell(fix, hint)].filter(Boolean).join(' → ');
}
