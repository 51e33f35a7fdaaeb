/** How far a message of ours has got: a mark with its word, and what to do when it did not arrive. */
import { UnstyledButton } from '@mantine/core';
import type { LineDelivery } from '../../api/thread.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { deliveryReason, droppedReason } from './delivery-reason.ts';

const LOOKS: Record<LineDelivery['state'], { icon: IconName; tone: '' | 'good' | 'warn' | 'bad' }> = {
  queued: { icon: 'clock', tone: '' },
  sending: { icon: 'clock', tone: '' },
  sent: { icon: 'check', tone: '' },
  delivered: { icon: 'checks', tone: '' },
  read: { icon: 'checks', tone: 'good' },
  unknown: { icon: 'alert', tone: 'warn' },
  refused: { icon: 'fail', tone: 'bad' },
  dead: { icon: 'fail', tone: 'bad' },
  cancelled: { icon: 'close', tone: '' },
};

/** The small mark beside the time. */
export function DeliveryMark({ delivery }: { delivery: LineDelivery }) {
  const words = useWords();
  const look = LOOKS[delivery.state];
  const { price, reason } = delivery;
  const state = words(`delivery.${delivery.state}`, { why: droppedReason(reason, words) });
  const billed = price !== null && price.billable > 0;
  const cost = billed ? words('delivery.billed', { count: price.billable, category: price.category }) : '';
  const text = billed ? `${state}, ${cost}` : state;
  return (
    <span className={`mark mark--${look.tone}`} title={text}>
      {billed && (
        <span className="mark-billed" aria-hidden="true">
          {words('delivery.billed-short')}
        </span>
      )}
      <Icon name={look.icon} size={15} />
      <span className="p-hidden">{text}</span>
    </span>
  );
}

interface TroubleProps {
  delivery: LineDelivery;
  resend: (() => void) | null;
}

/** The line below a message with which something is wrong; nothing when all is well. */
export function DeliveryTrouble({ delivery, resend }: TroubleProps) {
  const words = useWords();
  const { state, reason, maybeTwice } = delivery;
  const failed = state === 'unknown' || state === 'refused' || state === 'dead';
  if (!failed && state !== 'cancelled' && !maybeTwice) return null;
  return (
    <div className={`trouble${state === 'refused' || state === 'dead' ? ' trouble--bad' : ''}`}>
      <span>
        {words(maybeTwice && !failed ? 'delivery.maybe-twice' : `delivery.${state}-long`, {
          why: droppedReason(reason, words),
        })}
        {failed && reason !== null && (
          <span className="trouble-reason"> ({deliveryReason(reason, words)})</span>
        )}
      </span>
      {failed && resend !== null && (
        <UnstyledButton className="trouble-act" onClick={resend}>
          <Icon name="retry" size={14} /> {words('delivery.resend')}
        </UnstyledButton>
      )}
    </div>
  );
}
