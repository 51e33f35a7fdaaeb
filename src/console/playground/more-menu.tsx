/** What a customer does seldom: mends the last message, blocks the shop. */
import { ActionIcon, Menu } from '@mantine/core';
import { Icon } from '../ui/icon.tsx';
import { Drawing } from './drawing.tsx';
import { usePlaygroundWords } from './words.ts';

export interface MoreMenuProps {
  canEdit: boolean;
  edit(): void;
  block(): void;
}

export function MoreMenu({ canEdit, edit, block }: MoreMenuProps) {
  const words = usePlaygroundWords();
  return (
    <Menu position="top-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={38} radius="xl" aria-label={words('phone.menu')}>
          <Drawing name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Drawing name="pencil" size={18} />} disabled={!canEdit} onClick={edit}>
          {words('write.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="lock" size={18} />} onClick={block}>
          {words('phone.block')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
