/** What happens in a play besides words: a look-up, a person who takes over, another flow, the end. */
import type { PlayedLineView } from '../../api/scripts.ts';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey, Words } from '../i18n/words.ts';

type Note = Extract<PlayedLineView, { who: 'note' }>;

export function PlayNote({ note }: { note: Note }) {
  const words = useWords();
  return <p className="play-note">{wordsOf(note, words)}</p>;
}

function wordsOf({ code, values }: Note, words: Words): string {
  const value = (name: string): string => String(values[name] ?? '');
  switch (code) {
    case 'person':
      return words(values['open'] === true ? 'play.person' : 'play.person-later');
    case 'summary':
      return words('play.summary', { text: value('text') });
    case 'flow':
      return words('play.flow', { flow: value('flow') });
    case 'left':
      return words('play.left', { label: value('label') });
    case 'ended':
      return words('play.ended');
    case 'look-up':
      return words('play.look-up', {
        what: wordOr(words, `play.what.${value('what')}`, value('what')),
        result: wordOr(words, `play.result.${value('result')}`, value('result')),
      });
  }
}

/** A server of another release may look up what we have no words for. */
function wordOr(words: Words, key: string, other: string): string {
  const found = words(key as WordKey);
  return found === key ? other : found;
}
