/** The customer's reaction, on the edge of the line it is about. */
import { useWords } from '../i18n/use-words.ts';

export function Reaction({ emoji }: { emoji: string | null }) {
  const words = useWords();
  if (emoji === null) return null;
  return (
    <span className="reaction" title={words('line.reaction')}>
      <span className="p-hidden">{words('line.reaction')}: </span>
      {emoji}
    </span>
  );
}
