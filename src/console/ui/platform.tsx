/** Which messenger a customer writes in: a small mark with the messenger's first letter, named for screen readers. */
import { useWords } from '../i18n/use-words.ts';
import { Icon } from './icon.tsx';

const LOOKS: Record<string, { title: string; letter: string; colour: string }> = {
  telegram: { title: 'Telegram', letter: 'T', colour: '#1f6f9f' },
  viber: { title: 'Viber', letter: 'V', colour: '#6a4fd6' },
  whatsapp: { title: 'WhatsApp', letter: 'W', colour: '#177245' },
  'whatsapp-web': { title: 'WhatsApp', letter: 'W', colour: '#177245' },
  // Our own chat is no messenger of a company: it has a drawing instead of a letter.
  webchat: { title: '', letter: '', colour: '#5a4a2f' },
  vk: { title: 'VK', letter: 'K', colour: '#1d5fbf' },
  max: { title: 'MAX', letter: 'M', colour: '#4b3fd1' },
};

/** A messenger's own name; our own chat in the language of who looks, an unknown one as it is called inside. */
export function platformTitle(words: (key: 'platform.webchat') => string, name: string): string {
  return name === 'webchat' ? words('platform.webchat') : (LOOKS[name]?.title ?? name);
}

export function Platform({ name }: { name: string }) {
  return <PlatformMark name={name} title={platformTitle(useWords(), name)} />;
}

/** The same where the words come from elsewhere. */
export function PlatformMark({ name, title }: { name: string; title: string }) {
  const look = LOOKS[name] ?? { letter: name.slice(0, 1).toUpperCase(), colour: '#4d5a54' };
  return (
    <span className="platform" style={{ background: look.colour }} title={title}>
      {look.letter === '' ? <Icon name="chat" /> : <span aria-hidden="true">{look.letter}</span>}
      <span className="p-hidden">{title}</span>
    </span>
  );
}
