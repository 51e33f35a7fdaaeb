/** The switch of one channel. Off is asked for once more, with what it means for customers. */
import { Button, Modal, Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ChannelRow } from '../../api/channels.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSwitchChannel } from './use-channels.ts';

export function ChannelSwitch({ row, name }: { row: ChannelRow; name: string }) {
  const words = useWords();
  const [asking, ask] = useDisclosure(false);
  const { switchTo, switching } = useSwitchChannel(row.id);
  const on = row.condition.is !== 'off';
  return (
    <>
      <Switch
        checked={on}
        disabled={switching}
        aria-label={words('channels.switch', { name })}
        onChange={() => (on ? ask.open() : switchTo(true))}
      />
      <Modal
        opened={asking}
        onClose={ask.close}
        title={words('channels.off-question', { name })}
        size="sm"
        closeButtonProps={{ 'aria-label': words('close') }}
      >
        <Stack gap="md">
          <p className="messenger-question">{words('channels.off-means')}</p>
          <p className="messenger-question">{words(`channels.off-intake.${row.intake}`)}</p>
          <Button
            data-autofocus
            onClick={() => {
              ask.close();
              switchTo(false);
            }}
          >
            {words('channels.off-do')}
          </Button>
          <Button variant="subtle" onClick={ask.close}>
            {words('channels.leave')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
