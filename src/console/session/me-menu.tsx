/** Who I am, my settings, and the way out. */
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useWords } from '../i18n/use-words.ts';
import { placesFor } from '../places.ts';
import { Icon } from '../ui/icon.tsx';
import { MeButton } from './me-button.tsx';
import { leave, useSession } from './use-session.ts';

export function MeMenu() {
  const words = useWords();
  const api = useApi();
  const cache = useQueryClient();
  const { operator, shop } = useSession();
  const signOut = async (): Promise<void> => {
    await api.signOut().catch(() => undefined); // the session may have ended already
    go('/');
    leave(cache);
  };
  return (
    // Inside the rail, a landmark; the first item takes the focus itself: what stands in for it is no child that a menu may have.
    <Menu position="right-end" withArrow shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <MeButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {operator.name} · {shop.name}
        </Menu.Label>
        {placesFor(operator.role)
          .filter(({ page, isRare }) => isRare && page !== 'settings')
          .map(({ page, path, icon, word }) => (
            <Menu.Item
              key={page}
              className="menu-place"
              leftSection={<Icon name={icon} size={17} />}
              onClick={() => go(path)}
            >
              {words(word)}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<Icon name="settings" size={17} />} onClick={() => go('/settings')}>
          {words('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="leave" size={17} />} onClick={() => void signOut()}>
          {words('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
