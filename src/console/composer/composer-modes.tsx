/** Reply or note, and why a reply is not to be had just now. */
import type { ConversationDetail } from '../../api/conversations.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import type { WriteRight } from './may-write.ts';

export type Mode = 'reply' | 'note';

interface ModesProps {
  mode: Mode;
  right: WriteRight;
  conversation: ConversationDetail;
  choose(mode: Mode): void;
}

export function ComposerModes({ mode, right, conversation, choose }: ModesProps) {
  const words = useWords();
  const closed = right === 'note' || right === 'unreachable';
  const { status } = conversation;
  return (
    <div className="modes">
      <div role="group" aria-label={words('composer.modes')} className="modes-choice">
        <button
          type="button"
          className="mode"
          aria-pressed={mode === 'reply'}
          disabled={closed}
          onClick={() => choose('reply')}
        >
          {words('composer.mode-reply')}
        </button>
        <button
          type="button"
          className="mode mode--note"
          aria-pressed={mode === 'note'}
          onClick={() => choose('note')}
        >
          <Icon name="note" size={14} /> {words('composer.mode-note')}
        </button>
      </div>
      {right === 'note' && status.is === 'assigned' && (
        <span className="modes-why">{words('composer.owned', { name: status.operator.name })}</span>
      )}
      {right === 'unreachable' && <span className="modes-why">{words('refusal.unreachable')}</span>}
      {right === 'claim' && mode === 'reply' && (
        <span className="modes-why">
          {words(status.is === 'bot' ? 'composer.bot-talks' : 'composer.unclaimed')}
        </span>
      )}
    </div>
  );
}
