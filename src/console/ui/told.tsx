/**
 * Words that came with a code: in the operator's language. A server of another release may know codes that we have no words for: those
 * are said in its English.
 */
import type { ApiPhrase } from '../../api/phrases.ts';
import { useLanguage } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';

export function Told({ phrase, english }: { phrase: ApiPhrase | undefined; english: string }) {
  const { words, locale } = useLanguage();
  const key = `fault.${phrase?.code ?? ''}`;
  const told = phrase === undefined || locale === 'en' ? key : words(key as WordKey, phrase.values);
  return told === key ? <span lang="en">{english}</span> : <span>{told}</span>;
}
