/** Questions of a cluster to choose from, each once: those that shall become ways to ask. */
import { useWords } from '../i18n/use-words.ts';

interface TicksProps {
  texts: readonly string[];
  chosen: ReadonlySet<string>;
  lang: string;
  choose(chosen: ReadonlySet<string>): void;
}

export function QuestionTicks({ texts, chosen, lang, choose }: TicksProps) {
  const words = useWords();
  return (
    <fieldset className="un-ticks">
      <legend>{words('unanswered.phrasings')}</legend>
      <div className="un-ticks-list" tabIndex={0} role="group" aria-label={words('unanswered.phrasings')}>
        {texts.map((text) => (
          <label key={text} className="fa-check">
            <input
              type="checkbox"
              checked={chosen.has(text)}
              onChange={({ currentTarget: { checked } }) => {
                const next = new Set(chosen);
                if (checked) next.add(text);
                else next.delete(text);
                choose(next);
              }}
            />
            <span lang={lang}>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
