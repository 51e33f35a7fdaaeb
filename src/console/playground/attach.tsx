/** The clip: a photo, a file, or the place where this customer is. */
import { ActionIcon } from '@mantine/core';
import { useRef } from 'react';
import type { PlaygroundAct } from '../../api/playground.ts';
import { Icon } from '../ui/icon.tsx';
import { Choices } from './choices.tsx';
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
  const choices = [
    { key: 'photo', icon: <Drawing name="image" size={18} />, choose: () => photo.current?.click() },
    { key: 'file', icon: <Icon name="file" size={18} />, choose: () => file.current?.click() },
    {
      key: 'location',
      icon: <Icon name="pin" size={18} />,
      choose: () => act({ do: 'location', ...PLACE }),
    },
  ] as const;
  return (
    <>
      <Choices
        label={words('write.attach')}
        position="top-start"
        width="auto"
        choices={choices.map((one) => ({ ...one, label: words(`write.${one.key}`) }))}
        target={(toggle) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={38}
            radius="xl"
            aria-label={words('write.attach')}
            onClick={toggle}
          >
            <Icon name="attach" />
          </ActionIcon>
        )}
      />
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
