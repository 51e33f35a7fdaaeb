/** Why several chats are held to be one person: each proof with its day, undone ones with who undid them. */
import type { ContactLink } from '../../api/contact.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Words } from '../i18n/words.ts';
import { platformTitle } from '../ui/platform.tsx';
import { AskedTwice } from './asked-twice.tsx';

interface EvidenceProps {
  links: readonly ContactLink[];
  /** Null: this operator may not. */
  part: ((link: string) => void) | null;
}

export function Evidence({ links, part }: EvidenceProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <ul className="proofs">
      {links.map((link) => (
        <li key={link.id} className={link.undone === null ? 'proof' : 'proof proof--undone'}>
          <span>{proofOf(link, words)}</span>
          <span className="p-soft p-number">{format.full(link.madeAtMs)}</span>
          {link.undone !== null && (
            <span className="p-soft">
              {words('person.undone', {
                when: format.full(link.undone.atMs),
                name: link.undone.by ?? words('person.themselves'),
              })}
            </span>
          )}
          {link.undone === null && part !== null && (
            <AskedTwice
              label={words('person.part')}
              question={words('person.part-ask')}
              act={() => part(link.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function proofOf(link: ContactLink, words: Words): string {
  switch (link.kind) {
    case 'phone':
      return words('person.by-phone', { evidence: link.evidence });
    case 'code': {
      // The proof is given where the code arrives.
      const to = link.ends.find(({ id }) => id === link.in);
      const from = link.ends.find(({ id }) => id !== link.in);
      return words('person.by-code', {
        from: platformTitle(words, from?.platform ?? ''),
        to: platformTitle(words, to?.platform ?? ''),
      });
    }
    case 'person':
      return words('person.by-person', { name: link.by ?? words('who.somebody') });
  }
}
