/** The answer as a customer will see it in each channel: slots filled in, marks drawn, buttons where the channel has them. */
import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import type { FaqParts, FaqPreview } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform } from '../ui/platform.tsx';
import { channelName } from './channel-name.ts';
import { ChannelText } from './channel-text.tsx';
import { useFaqPreview } from './use-faq.ts';

type Shown = FaqPreview['channels'][number];

export function PreviewPane({ id, lang, parts }: { id: string; lang: ApiLocale; parts: FaqParts }) {
  const words = useWords();
  const failureText = useFailureText();
  const isEmpty = parts.answer.trim() === '';
  const query = useFaqPreview(id, lang, parts, !isEmpty);
  const [wanted, setWanted] = useState('telegram');
  if (isEmpty) return <p className="fa-side-note">{words('faq.preview-empty')}</p>;
  if (query.data === undefined) {
    return query.isError ? (
      <div className="fa-side-note" role="alert">
        <p>{failureText(query.error)}</p>
        <Button size="xs" variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </div>
    ) : (
      <Loader size="sm" aria-label={words('loading')} />
    );
  }
  const { channels } = query.data;
  const shown = channels.find(({ platform }) => platform === wanted) ?? channels[0];
  if (shown === undefined) return <p className="fa-side-note">{words('faq.preview-none')}</p>;
  return (
    <>
      <div className="fa-platforms" role="group" aria-label={words('faq.channels')}>
        {channels.map(({ platform }) => (
          <button
            key={platform}
            type="button"
            className="fa-platform"
            aria-pressed={platform === shown.platform}
            onClick={() => setWanted(platform)}
          >
            <Platform name={platform} />
            <span aria-hidden="true">{channelName(words, platform)}</span>
          </button>
        ))}
      </div>
      <Phone shown={shown} lang={lang} question={parts.question} isOff={isElsewhere(parts, shown)} />
    </>
  );
}

function isElsewhere({ channels }: FaqParts, { platform }: Shown): boolean {
  return channels.length > 0 && !channels.includes(platform);
}

interface PhoneProps {
  shown: Shown;
  lang: ApiLocale;
  question: string;
  isOff: boolean;
}

function Phone({ shown: { platform, bubbles }, lang, question, isOff }: PhoneProps) {
  const words = useWords();
  const buttons = bubbles.flatMap((bubble) => bubble.buttons);
  return (
    <div className={`ch ch--${platform}`} role="group" aria-label={channelName(words, platform)} lang={lang}>
      {isOff && <p className="ch-off">{words('faq.preview-off')}</p>}
      {question !== '' && <p className="ch-bubble ch-bubble--customer">{question}</p>}
      {bubbles.map((bubble, at) => (
        <div key={at} className="ch-said">
          <p className="ch-bubble">
            <ChannelText text={bubble.text} markup={bubble.markup} platform={platform} />
          </p>
          {platform !== 'viber' && <Keys labels={bubble.buttons} />}
        </div>
      ))}
      {platform === 'viber' && (
        <div className="ch-keyboard">
          <Keys labels={buttons} />
        </div>
      )}
    </div>
  );
}

function Keys({ labels }: { labels: readonly string[] }) {
  const words = useWords();
  if (labels.length === 0) return null;
  return (
    <ul className="ch-keys" aria-label={words('faq.preview-buttons')}>
      {labels.map((label, at) => (
        <li key={`${at} ${label}`} className="ch-key">
          {label}
        </li>
      ))}
    </ul>
  );
}
