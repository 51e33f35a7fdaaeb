/** Pairing a phone: the code and how to scan it, or what became of it. Only admins see the code. */
import { Button, Loader, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ChannelRow, PairedPhone } from '../../api/channels.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { QrCode } from './qr-code.tsx';
import { usePairAgain } from './use-channels.ts';

const STEPS = ['channels.step.open', 'channels.step.link', 'channels.step.scan'] as const;

/** What to show of the phone; nothing while it simply works. */
export function Pairing({ row, phone }: { row: ChannelRow; phone: PairedPhone }) {
  const words = useWords();
  if (phone.is === 'starting') {
    return (
      <div className="pairing pairing--slim">
        <Loader size="sm" aria-hidden="true" />
        <p role="status">{words('channels.phone-starting')}</p>
      </div>
    );
  }
  if (phone.is !== 'pairing' || phone.code === null) return null;
  return (
    <div className="pairing">
      <QrCode value={phone.code} label={words('channels.code')} />
      <div className="pairing-how">
        <h3>{words('channels.pair-title')}</h3>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>{words(step)}</li>
          ))}
        </ol>
        <p className="p-soft">{words('channels.code-changes')}</p>
      </div>
      <span className="p-hidden" role="status">
        {words('channels.code-shown', { name: row.account })}
      </span>
    </div>
  );
}

/** Throws the pairing away, after a question: until the new code is scanned nobody is answered. */
export function PairAgain({ row }: { row: ChannelRow }) {
  const words = useWords();
  const [asking, ask] = useDisclosure(false);
  const { pairAgain, pairing } = usePairAgain(row.id);
  const isLost = row.phone?.is === 'logged-out';
  return (
    <>
      <Button
        size="sm"
        variant={isLost ? 'filled' : 'default'}
        loading={pairing}
        leftSection={<Icon name="phone" size={16} />}
        onClick={isLost ? pairAgain : ask.open}
      >
        {words('channels.pair-again')}
      </Button>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={words('channels.pair-question')}
        size="sm"
        closeButtonProps={{ 'aria-label': words('close') }}
      >
        <Stack gap="md">
          <p className="messenger-question">{words('channels.pair-means')}</p>
          <Button
            data-autofocus
            onClick={() => {
              ask.close();
              pairAgain();
            }}
          >
            {words('channels.pair-again')}
          </Button>
          <Button variant="subtle" onClick={ask.close}>
            {words('channels.leave')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
