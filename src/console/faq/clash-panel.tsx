/** Two have changed the same entry: both side by side, and the choice. Nothing is thrown away before it is made. */
import { Button } from '@mantine/core';
import type { FaqParts } from '../../api/faq.ts';
import { useNow } from '../ambient/use-now.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Clash } from './draft-saver.ts';
import { PartsDiff } from './parts-diff.tsx';

interface ClashProps {
  clash: Clash;
  mine: FaqParts | null;
  keepMine(): void;
  takeTheirs(): void;
}

export function ClashPanel({ clash, mine, keepMine, takeTheirs }: ClashProps) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const isDraft = clash.kind === 'drafted';
  return (
    <section className="fa-clash" role="alert">
      <h3>{words(isDraft ? 'faq.clash-draft' : 'faq.clash-file')}</h3>
      <p className="fa-plain">
        {isDraft
          ? words('faq.clash-draft-hint', { name: clash.by, when: format.moment(clash.atMs, now) })
          : words('faq.clash-file-hint')}
      </p>
      <PartsDiff
        before={clash.theirs}
        after={mine}
        names={{
          before: isDraft ? words('faq.theirs', { name: clash.by }) : words('faq.theirs-file'),
          after: words('faq.mine'),
        }}
      />
      <div className="fa-clash-acts">
        <Button size="sm" variant="default" onClick={takeTheirs}>
          {words(isDraft ? 'faq.take-theirs' : 'faq.take-file')}
        </Button>
        <Button size="sm" onClick={keepMine}>
          {words('faq.keep-mine')}
        </Button>
      </div>
    </section>
  );
}
