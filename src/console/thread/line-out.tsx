/** What the shop said: bot, colleague or oneself; with its buttons, how far it has got, and "send again". */
import type { ThreadLine } from '../../api/thread.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { DeliveryMark, DeliveryTrouble } from './delivery-mark.tsx';
import { Markup } from './markup.tsx';
import { Media } from './media.tsx';
import { Place } from './place.tsx';
import { Reaction } from './reaction.tsx';

type Out = Extract<ThreadLine, { kind: 'out' }>;

interface LineOutProps {
  line: Out;
  /** Same speaker as the line before: the name is not repeated. */
  follows: boolean;
  resend: ((deliveryId: number) => void) | null;
}

export function LineOut({ line, follows, resend }: LineOutProps) {
  const words = useWords();
  const { origin, content, delivery } = line;
  const human = origin === 'operator';
  const deliveryId = delivery?.ids[0];
  return (
    <div className="line line--out">
      {!follows && (
        <span className="speaker">
          {!human && <Icon name="bot" size={14} />}
          {human ? (line.author ?? words('who.shop')) : words(`who.${origin}`)}
        </span>
      )}
      <div className={`bubble ${human ? 'bubble--operator' : 'bubble--bot'}`}>
        {content.media !== undefined && <Media media={content.media} />}
        {content.shared?.map((one, index) => (
          <Media key={index} media={one} />
        ))}
        {content.text !== undefined && content.text !== '' && (
          <p>{content.format === 'plain' ? content.text : <Markup text={content.text} />}</p>
        )}
        {content.location !== undefined && <Place {...content.location} />}
        <Stamp line={line} />
      </div>
      <Reaction emoji={line.reaction} />
      <Buttons line={line} />
      {delivery !== null && (
        <DeliveryTrouble
          delivery={delivery}
          resend={resend !== null && deliveryId !== undefined ? () => resend(deliveryId) : null}
        />
      )}
    </div>
  );
}

function Stamp({ line }: { line: Out }) {
  const format = useFormat();
  return (
    <span className="stamp p-number">
      <time dateTime={new Date(line.atMs).toISOString()}>{format.time(line.atMs)}</time>
      {line.delivery !== null && <DeliveryMark delivery={line.delivery} />}
    </span>
  );
}

/** The buttons that were offered, the tapped ones marked. */
function Buttons({ line }: { line: Out }) {
  const words = useWords();
  const { buttons = [] } = line.content;
  if (buttons.length === 0) return null;
  return (
    <ul className="offers" aria-label={words('line.buttons')}>
      {buttons.map((button, index) => {
        const tapped = line.pressed.includes(button.label);
        return (
          <li key={index} className={`offer${tapped ? ' offer--tapped' : ''}`}>
            {tapped && <Icon name="check" size={13} />}
            {button.kind === 'url' && <Icon name="link" size={13} />}
            {button.label}
            {tapped && <span className="p-hidden"> ({words('line.tapped')})</span>}
          </li>
        );
      })}
    </ul>
  );
}
