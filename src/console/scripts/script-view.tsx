/** One flow or script: what is wrong with it, how it goes, and, for a script, a try of it beside. */
import { Loader } from '@mantine/core';
import { useState } from 'react';
import type { PlayScript, ScriptListRow } from '../../api/scripts.ts';
import { go } from '../ambient/route.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { ChartView } from './chart-view.tsx';
import { PlayPane } from './play-pane.tsx';
import { PlayWorld } from './play-world.tsx';
import { Problems } from './problems.tsx';
import { useChart, usePlay } from './use-scripts.ts';

export function ScriptView({ row }: { row: ScriptListRow }) {
  const words = useWords();
  return (
    <>
      <header className="script-head">
        <a
          className="script-back"
          href="/scripts"
          onClick={(event) => {
            event.preventDefault();
            go('/scripts');
          }}
        >
          <Icon name="back" size={18} />
          {words('scripts.all')}
        </a>
        <h1>{row.title}</h1>
        <p className="sheet-lead">
          {words(`scripts.kind.${row.kind}`)}
          {' · '}
          <code>{row.name}</code>
        </p>
      </header>
      {row.problems.length > 0 && (
        <section className="plate">
          <h2>{words('scripts.problems')}</h2>
          <Problems problems={row.problems} />
        </section>
      )}
      {row.isLive && (row.kind === 'script' ? <Played row={row} /> : <Drawn row={row} step={null} />)}
    </>
  );
}

function Drawn({ row, step }: { row: ScriptListRow; step: string | null }) {
  const words = useWords();
  const failureText = useFailureText();
  const { data, error } = useChart(row.name, row.isLive);
  if (data !== undefined) return <ChartView chart={data} title={row.title} step={step} />;
  if (error !== null) return <p role="alert">{failureText(error)}</p>;
  return <Loader aria-label={words('loading')} />;
}

function Played({ row }: { row: ScriptListRow }) {
  const words = useWords();
  const { locale } = useLanguage();
  const [said, setSaid] = useState<string[]>([]);
  const [play, setPlay] = useState<Omit<PlayScript, 'said'>>({
    language: locale,
    world: { order: 'found', product: 'found', open: true, phoneKnown: false },
    seed: 0,
  });
  const { data } = usePlay(row.name, { ...play, said });
  return (
    <div className="script-stage">
      <section className="plate script-drawing" aria-labelledby="script-drawing">
        <h2 id="script-drawing">{words('scripts.drawing')}</h2>
        <Drawn row={row} step={data?.step ?? null} />
        <p className="chart-key">{words('scripts.key')}</p>
      </section>
      <section className="plate script-play" aria-labelledby="script-play">
        <h2 id="script-play">{words('play.title')}</h2>
        <PlayWorld
          play={play}
          change={(more) => {
            setPlay({ ...play, ...more });
            setSaid([]);
          }}
        />
        <PlayPane
          played={data}
          said={said}
          say={(text) => setSaid([...said, text])}
          again={() => setSaid([])}
          undo={() => setSaid(said.slice(0, -1))}
        />
      </section>
    </div>
  );
}
