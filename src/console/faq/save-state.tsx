/** Whether what is on the screen is on the server, too; what to do when it is not. */
import type { WordKey } from '../i18n/words.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { DraftBox } from './use-draft.ts';

const ICONS: Record<DraftBox['save'], IconName> = {
  saved: 'check',
  waiting: 'clock',
  saving: 'clock',
  offline: 'alert',
  clash: 'alert',
  refused: 'alert',
};

/** `isDrafted`: there is a draft on the server, whoever has written it. */
export function SaveState({ box, isDrafted }: { box: DraftBox; isDrafted: boolean }) {
  const words = useWords();
  const failureText = useFailureText();
  const { save, refusal, error, saver, parts } = box;
  const isNameless = refusal === 'invalid' && parts?.question.trim() === '';
  const isNew = save === 'saved' && !isDrafted;
  const text =
    save === 'refused'
      ? refusal === 'failed'
        ? failureText(error)
        : words(isNameless ? 'faq.refused.nameless' : `faq.refused.${refusal ?? 'invalid'}`)
      : words(isNew ? 'faq.save.none' : SAYS[save]);
  return (
    <span className={`fa-save fa-save--${save}`}>
      <Icon name={ICONS[save]} size={16} />
      <span role="status">{text}</span>
      {(save === 'offline' || save === 'refused') && (
        <button type="button" className="fa-link" onClick={() => saver.retry()}>
          {words('again')}
        </button>
      )}
    </span>
  );
}

const SAYS: Record<Exclude<DraftBox['save'], 'refused'>, WordKey> = {
  saved: 'faq.save.saved',
  waiting: 'faq.save.saving',
  saving: 'faq.save.saving',
  offline: 'faq.save.offline',
  clash: 'faq.save.clash',
};
