/** What a customer sent. Their words are shown as text and as nothing else. */
import type { ThreadLine } from '../../api/thread.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { Media } from './media.tsx';
import { Place } from './place.tsx';
import { Reaction } from './reaction.tsx';

export function LineIn({ line }: { line: Extract<ThreadLine, { kind: 'in' }> }) {
  const words = useWords();
  const format = useFormat();
  const { text, media, location, contact, start, place, referral, unsupported } = line.content;
  return (
    <div className="line line--in">
      <span className="p-hidden">{words('who.customer')}: </span>
      <div className={`bubble bubble--customer${line.revokedAtMs === null ? '' : ' bubble--revoked'}`}>
        {media?.map((one, index) => (
          <Media key={index} media={one} />
        ))}
        {text !== undefined && text !== '' && <p>{text}</p>}
        {place !== undefined && <p>{place}</p>}
        {location !== undefined && <Place {...location} />}
        {contact !== undefined && (
          <p className="contact">
            <Icon name="phone" size={16} /> <span className="p-number">+{contact.phone}</span>
            {contact.name !== undefined && <span>{contact.name}</span>}
            <span className="tag">{words(contact.own ? 'contact.own' : 'contact.other')}</span>
          </p>
        )}
        {start !== undefined && (
          <p className="p-soft">
            {start === '' ? words('line.opened') : words('line.start', { payload: start })}
          </p>
        )}
        {referral !== undefined && <p className="p-soft">{words('line.referral', { text: referral })}</p>}
        {unsupported !== undefined && (
          <p className="p-soft">{words('line.unsupported', { kind: unsupported })}</p>
        )}
        {line.revokedAtMs !== null && <p className="p-soft revoked">{words('line.revoked')}</p>}
        <span className="stamp p-number">
          {line.editedAtMs !== null && <span>{words('line.edited')}</span>}
          <time dateTime={new Date(line.atMs).toISOString()}>{format.time(line.atMs)}</time>
        </span>
      </div>
      <Reaction emoji={line.reaction} />
    </div>
  );
}
