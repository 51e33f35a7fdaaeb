/** The clip: a photo, a file, or the place where this customer is. */
import { ActionIcon, Menu } from '@mantine/core';
import { useRef } from 'react';
import type { PlaygroundAct } from '../../api/playground.ts';
import { Icon } from '../ui/icon.tsx';
import { Drawing } from './drawing.tsx';
import { playgroundHttp } from './playground-http.ts';
import type { Trying } from './use-failing.ts';
import { usePlaygroundWords } from './words.ts';

/** A made-up customer needs a made-up place: the middle of the sample shop's city. */
const PLACE = { latitude: 55.7558, longitude: 37.6173 };

export interface AttachProps {
  customer: string;
  act(wish: PlaygroundAct): void;
  trying: Trying;
}

export function Attach({ customer, act, trying }: AttachProps) {
  const words = usePlaygroundWords();
  const photo = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement, kind: 'photo' | 'document'): void => {
    const chosen = input.files?.[0];
    input.value = '';
    if (chosen !== undefined) trying(playgroundHttp.sendFile(customer, kind, chosen));
  };
  return (
    <>
      <Menu position="top-start" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={38} radius="xl" aria-label={words('write.attach')}>
            <Icon name="attach" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Drawing name="image" size={18} />} onClick={() => photo.current?.click()}>
            {words('write.photo')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="file" size={18} />} onClick={() => file.current?.click()}>
            {words('write.file')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="pin" size={18} />}
            onClick={() => act({ do: 'location', ...PLACE })}
          >
            {words('write.location')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={photo}
        type="file"
        accept="image/*"
        hidden
        aria-label={words('write.photo')}
        onChange={(event) => take(event.currentTarget, 'photo')}
      />
      <input
        ref={file}
        type="file"
        hidden
        aria-label={words('write.file')}
        onChange={(event) => take(event.currentTarget, 'document')}
      />
    </>
  );
}
