/** What may go wrong with a messenger, to be switched on by hand: so that one sees that nothing is lost by it. */
import { ActionIcon, Popover, Switch } from '@mantine/core';
import { useState } from 'react';
import type { PlatformView, TroubleName } from '../../api/playground.ts';
import { platformTitle } from '../ui/platform.tsx';
import { Drawing } from './drawing.tsx';
import { playgroundHttp } from './playground-http.ts';
import type { Trying } from './use-failing.ts';
import { usePlaygroundWords } from './words.ts';

const TROUBLES: readonly TroubleName[] = ['down', 'twice', 'mixed'];

export function TroublesMenu({ platform, trying }: { platform: PlatformView; trying: Trying }) {
  const words = usePlaygroundWords();
  const [isOpen, setOpen] = useState(false);
  const label = words('trouble.open', { platform: platformTitle(words, platform.name) });
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={236}
      shadow="md"
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={label}
          title={label}
          onClick={() => setOpen(!isOpen)}
        >
          <Drawing name="bolt" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className="pg-troubles">
        <p className="pg-drop-lead">{words('trouble.lead')}</p>
        {TROUBLES.map((trouble) => (
          <Switch
            key={trouble}
            label={words(`trouble.${trouble}`)}
            description={words(`trouble.${trouble}.about`)}
            checked={platform.troubles[trouble]}
            onChange={(event) =>
              trying(playgroundHttp.trouble(platform.name, trouble, event.currentTarget.checked))
            }
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
