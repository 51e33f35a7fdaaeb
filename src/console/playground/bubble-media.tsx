/** What a message carries besides text: a picture, a file, a place, a phone number. */
import type { PhoneMessageView } from '../../api/playground.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { ChatFormat } from './format.ts';
import { fileUrl } from './playground-http.ts';
import { usePlaygroundWords } from './words.ts';

export interface BubbleMediaProps {
  customer: string;
  message: PhoneMessageView;
  format: ChatFormat;
}

export function BubbleMedia({ customer, message, format }: BubbleMediaProps) {
  const words = usePlaygroundWords();
  const { media, location, contact } = message;
  if (location !== null) {
    const { latitude, longitude } = location;
    return (
      <Card
        icon="pin"
        title={words('phone.location')}
        about={`${latitude.toFixed(4)}, ${longitude.toFixed(4)}`}
      />
    );
  }
  if (contact !== null)
    return <Card icon="person" title={contact.name} about={`+${contact.number.replace(/^\+/, '')}`} />;
  if (media === null) return null;
  const href = fileUrl(customer, media.file);
  switch (media.kind) {
    case 'photo':
      return (
        <a className="bb-photo" href={href} target="_blank" rel="noreferrer">
          <img src={href} alt={words('phone.photo')} />
        </a>
      );
    case 'document': {
      const name = media.name ?? words('write.file');
      return <Card icon="file" title={name} about={format.bytes(media.bytes)} href={href} />;
    }
    case 'audio':
    case 'voice':
    case 'video':
    case 'sticker':
      return <Card icon="note" title={words(`phone.${media.kind}`)} about={format.bytes(media.bytes)} />;
  }
}

function Card({ icon, title, about, href }: { icon: IconName; title: string; about: string; href?: string }) {
  const inside = (
    <>
      <span className="bb-card-icon">
        <Icon name={icon} size={18} />
      </span>
      <span className="bb-card-words">
        <strong>{title}</strong>
        <span>{about}</span>
      </span>
    </>
  );
  return href === undefined ? (
    <span className="bb-card">{inside}</span>
  ) : (
    <a className="bb-card" href={href} download>
      {inside}
    </a>
  );
}
