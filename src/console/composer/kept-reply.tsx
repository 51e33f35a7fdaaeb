/** A reply that was being written when a colleague became the owner: it is not lost, and can become a note for them. */
import { Button } from '@mantine/core';
import { useWords } from '../i18n/use-words.ts';

export function KeptReply({ text, moveToNote }: { text: string; moveToNote(): void }) {
  const words = useWords();
  return (
    <div className="kept" role="status">
      <span className="p-cut">{words('composer.kept', { text })}</span>
      <Button size="compact-xs" variant="default" onClick={moveToNote}>
        {words('composer.kept-move')}
      </Button>
    </div>
  );
}
