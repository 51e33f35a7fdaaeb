/** The windows over the desk, in one part that is fetched later: outcome, transfer, keys, the customer's card on a phone. */
import { Drawer } from '@mantine/core';
import type { ConversationDetail } from '../../api/conversations.ts';
import { CustomerCard } from '../customer/customer-card.tsx';
import { useWords } from '../i18n/use-words.ts';
import { ResolveDialog } from './resolve-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import type { DeskActs } from './use-desk-acts.ts';

export { ShortcutHelp } from './shortcut-help.tsx';

export function DeskDialogs({ conversation, acts }: { conversation: ConversationDetail; acts: DeskActs }) {
  const close = (): void => acts.ask(null);
  const { status } = conversation;
  return (
    <>
      <ResolveDialog opened={acts.asking === 'resolve'} close={close} resolve={acts.resolve} />
      <TransferDialog
        opened={acts.asking === 'transfer'}
        close={close}
        owner={status.is === 'assigned' ? status.operator.id : null}
        transfer={acts.transfer}
      />
    </>
  );
}

interface CardDrawerProps {
  conversation: ConversationDetail;
  opened: boolean;
  close(): void;
}

export function CardDrawer({ conversation, opened, close }: CardDrawerProps) {
  const words = useWords();
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size={340}
      title={words('customer.title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <CustomerCard conversation={conversation} />
    </Drawer>
  );
}
