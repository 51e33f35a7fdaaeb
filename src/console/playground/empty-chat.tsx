/** A chat without messages: how to begin, or what to watch. */
import { useContext } from 'react';
import type { SampleView } from '../../api/playground.ts';
import { Drawing } from './drawing.tsx';
import { PageLanguage } from './words.ts';

export interface EmptyChatProps {
  samples: SampleView[];
  play(name: string): void;
}

export function EmptyChat({ samples, play }: EmptyChatProps) {
  const { locale, words } = useContext(PageLanguage);
  return (
    <div className="ph-empty">
      <strong>{words('phone.empty')}</strong>
      {samples.length > 0 && (
        <>
          <span>{words('phone.emptyLead')}</span>
          <div className="ph-samples">
            {samples.map((sample) => (
              <button key={sample.name} type="button" onClick={() => play(sample.name)}>
                <Drawing name="play" size={15} />
                {sample.title[locale]}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
