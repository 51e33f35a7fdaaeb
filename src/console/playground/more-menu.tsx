/** What a customer does seldom: mends the last message, blocks the shop. */
import { ActionIcon } from '@mantine/core';
import { Icon } from '../ui/icon.tsx';
import { Choices } from './choices.tsx';
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
    <Choices
      label={words('phone.menu')}
      position="top-end"
      width="auto"
      choices={[
        {
          key: 'edit',
          icon: <Drawing name="pencil" size={18} />,
          label: words('write.edit'),
          disabled: !canEdit,
          choose: edit,
        },
        { key: 'block', icon: <Icon name="lock" size={18} />, label: words('phone.block'), choose: block },
      ]}
      target={(toggle) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          radius="xl"
          aria-label={words('phone.menu')}
          onClick={toggle}
        >
          <Drawing name="dots" />
        </ActionIcon>
      )}
    />
  );
}
