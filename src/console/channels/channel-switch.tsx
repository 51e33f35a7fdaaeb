/** The switch of one channel. Off is asked for once more, with what it means for customers. */
import { Button, Modal, Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ChannelRow } from '../../api/channels.ts';
import type { WordKey } from '../i18n/words.ts';
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
          <p className="messenger-question">{words(fateOfNews(row))}</p>
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

/** What becomes of what customers write meanwhile: each messenger keeps it for a time of its own. */
function fateOfNews({ platform, intake }: ChannelRow): WordKey {
  switch (platform) {
    case 'telegram':
    case 'viber':
    case 'whatsapp':
      return `channels.off-keeps.${platform}`;
    default:
      return `channels.off-intake.${intake}`;
  }
}
