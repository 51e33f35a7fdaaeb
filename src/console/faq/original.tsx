/** The entry in another language, to be read while its translation is written. */
import type { FaqParts } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';

export function Original({ parts, lang }: { parts: FaqParts; lang: ApiLocale }) {
  const words = useWords();
  return (
    <aside className="fa-original" aria-label={words('faq.original')}>
      <h3>{words('faq.original-in', { language: words(`language.own-${lang}`) })}</h3>
      <div lang={lang}>
        <p className="fa-original-question">{parts.question}</p>
        {parts.phrasings.length > 0 && (
          <ul>
            {parts.phrasings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        <p className="fa-original-answer">{parts.answer}</p>
      </div>
    </aside>
  );
}
