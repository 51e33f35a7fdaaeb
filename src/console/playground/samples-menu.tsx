/** Conversations that play themselves, one click away. */
import { Button, Loader, Menu } from '@mantine/core';
import { useContext } from 'react';
import type { SampleView } from '../../api/playground.ts';
import { Drawing } from './drawing.tsx';
import { PageLanguage } from './words.ts';

export interface SamplesMenuProps {
  samples: SampleView[];
  playing: string[];
  play(name: string): void;
}

export function SamplesMenu({ samples, playing, play }: SamplesMenuProps) {
  const { locale, words } = useContext(PageLanguage);
  if (samples.length === 0) return null;
  return (
    <Menu position="bottom-end" width={340} shadow="md" withinPortal>
      <Menu.Target>
        <Button
          size="sm"
          className="pg-samples"
          leftSection={
            playing.length > 0 ? <Loader size={14} color="white" /> : <Drawing name="play" size={16} />
          }
          aria-label={words('samples.open')}
        >
          <span className="pg-long">{words('samples.open')}</span>
          <span className="pg-short">{words('samples.short')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words('samples.lead')}</Menu.Label>
        {samples.map((sample) => {
          const isPlaying = playing.includes(sample.name);
          return (
            <Menu.Item key={sample.name} disabled={isPlaying} onClick={() => play(sample.name)}>
              <span className="pg-sample">
                <span className="pg-sample-title">
                  {sample.title[locale]}
                  <span className="pg-tag">{isPlaying ? words('samples.playing') : sample.locale}</span>
                </span>
                <span className="pg-sample-about">{sample.about[locale]}</span>
              </span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
