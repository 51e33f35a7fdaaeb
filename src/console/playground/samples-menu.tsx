/** Conversations that play themselves, one click away. */
import { Button, Loader } from '@mantine/core';
import { useContext } from 'react';
import type { SampleView } from '../../api/playground.ts';
import { Choices } from './choices.tsx';
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
  const mark = playing.length > 0 ? <Loader size={14} color="white" /> : <Drawing name="play" size={16} />;
  return (
    <Choices
      label={words('samples.open')}
      lead={words('samples.lead')}
      position="bottom-end"
      width={340}
      choices={samples.map((sample) => {
        const isPlaying = playing.includes(sample.name);
        return {
          key: sample.name,
          disabled: isPlaying,
          choose: () => play(sample.name),
          label: (
            <span className="pg-sample">
              <span className="pg-sample-title">
                {sample.title[locale]}
                <span className="pg-tag">{isPlaying ? words('samples.playing') : sample.locale}</span>
              </span>
              <span className="pg-sample-about">{sample.about[locale]}</span>
            </span>
          ),
        };
      })}
      target={(toggle) => (
        <Button size="sm" leftSection={mark} onClick={toggle}>
          <span className="pg-long">{words('samples.open')}</span>
          <span className="pg-short">{words('samples.short')}</span>
        </Button>
      )}
    />
  );
}
