/**
 * Words that came with a code: in the operator's language. A server of another release may know codes that we have no words for: those
 * are said in its English. Where they name another question, it leads to its entry.
 */
import type { ApiPhrase } from '../../api/phrases.ts';
import { useLanguage } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';
import { EntryLink } from './entry-link.tsx';

interface OtherQuestion {
  id: string;
  question: string;
}

interface ToldProps {
  phrase: ApiPhrase | undefined;
  english: string;
  other?: OtherQuestion | undefined;
}

export function Told({ phrase, english, other }: ToldProps) {
  const { words, locale } = useLanguage();
  const key = `fault.${phrase?.code ?? ''}`;
  const told = phrase === undefined || locale === 'en' ? key : words(key as WordKey, phrase.values);
  return told === key ? (
    <span lang="en">
      <WithLink text={english} other={other} />
    </span>
  ) : (
    <span>
      <WithLink text={told} other={other} />
    </span>
  );
}

/** The other question stands last in such a sentence; a phrasing before it may read the same. */
export function WithLink({ text, other }: { text: string; other: OtherQuestion | undefined }) {
  const at = other === undefined ? -1 : text.lastIndexOf(other.question);
  if (other === undefined || at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <EntryLink id={other.id}>{other.question}</EntryLink>
      {text.slice(at + other.question.length)}
    </>
  );
}
