/** What belongs to this browser alone: light or dark, sound, Enter, keys. */
import {
  SegmentedControl,
  Stack,
  Switch,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { usePreferences } from '../ambient/preferences.ts';
import { useWords } from '../i18n/use-words.ts';
import { playTone } from '../live/tone.ts';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function BrowserForm() {
  const words = useWords();
  const [{ sound, enterSends, shortcuts }, change] = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="md">
      <div>
        <span id="scheme" className="label">
          {words('settings.scheme')}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby="scheme"
          value={colorScheme}
          data={SCHEMES.map((scheme) => ({ value: scheme, label: words(`scheme.${scheme}`) }))}
          onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? 'auto')}
        />
      </div>
      <Switch
        label={words('settings.sound')}
        description={words('settings.sound-hint')}
        checked={sound}
        onChange={(event) => {
          change({ sound: event.currentTarget.checked });
          if (event.currentTarget.checked) playTone();
        }}
      />
      <Switch
        label={words('settings.enter')}
        description={words('settings.enter-hint')}
        checked={enterSends}
        onChange={(event) => change({ enterSends: event.currentTarget.checked })}
      />
      <Switch
        label={words('settings.shortcuts')}
        description={words('settings.shortcuts-hint')}
        checked={shortcuts}
        onChange={(event) => change({ shortcuts: event.currentTarget.checked })}
      />
    </Stack>
  );
}
