/** The menu of what is done less often to a conversation. */
import { Menu } from '@mantine/core';
import type { DeskActs } from '../desk/use-desk-acts.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { MoreButton } from './more-button.tsx';

export function MoreActs({ acts }: { acts: DeskActs }) {
  const words = useWords();
  return (
    <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false} shadow="md">
      <Menu.Target>
        <MoreButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="transfer" size={17} />} onClick={() => acts.ask('transfer')}>
          {words('transfer')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="queue" size={17} />} onClick={() => acts.release('queue')}>
          {words('release.queue')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="bot" size={17} />} onClick={() => acts.release('bot')}>
          {words('release.bot')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="link" size={17} />} onClick={acts.invite}>
          {words('invite')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="check" size={17} />} onClick={() => acts.ask('resolve')}>
          {words('resolve')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
