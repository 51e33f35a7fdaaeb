/** A flow or a script as a drawing, with the step that waits now. It scrolls by itself to that step, and by keys. */
import { useEffect, useRef } from 'react';
import type { ScriptChart } from '../../api/scripts.ts';
import { useWords } from '../i18n/use-words.ts';

const LABEL_CHARS = 26;

export function ChartView({
  chart,
  title,
  step,
}: {
  chart: ScriptChart;
  title: string;
  step: string | null;
}) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const current = chart.nodes.find(({ id }) => id === step);
  useEffect(() => {
    const box = frame.current;
    if (box === null || current === undefined) return;
    const left = current.x + current.width / 2 - box.clientWidth / 2;
    const top = current.y + current.height / 2 - box.clientHeight / 2;
    box.scrollTo({ left, top });
  }, [current]);
  const { width, height, nodes, edges } = chart;
  return (
    <div
      className="chart"
      ref={frame}
      role="region"
      tabIndex={0}
      aria-label={words('scripts.chart-of', { title })}
    >
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={outlineOf(chart)}
      >
        <defs>
          <marker
            id="chart-tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" className="chart-tip" />
          </marker>
        </defs>
        <Arrows edges={edges} step={step} />
        {nodes.map((node) => (
          <Box key={node.id} node={node} isCurrent={node.id === step} />
        ))}
        <Labels edges={edges} />
      </svg>
    </div>
  );
}

function Arrows({ edges, step }: { edges: ScriptChart['edges']; step: string | null }) {
  return edges.map(({ from, to, path }) => (
    <path key={`${from} ${to}`} d={path} className={edgeClass(from, step)} markerEnd="url(#chart-tip)" />
  ));
}

function Labels({ edges }: { edges: ScriptChart['edges'] }) {
  return edges.map(({ from, to, label, x, y }) => (
    <text key={`${from} ${to}`} x={x} y={y + 4} className="chart-label" textAnchor="middle">
      {label.length > LABEL_CHARS ? `${label.slice(0, LABEL_CHARS - 1)}…` : label}
    </text>
  ));
}

function Box({ node, isCurrent }: { node: ScriptChart['nodes'][number]; isCurrent: boolean }) {
  const { id, kind, x, y, width, height, lines } = node;
  if (kind === 'start') {
    return <circle cx={x + width / 2} cy={y + height / 2} r={width / 2 - 4} className="chart-start" />;
  }
  return (
    <g className={`chart-box chart-box--${kind}${isCurrent ? ' chart-box--current' : ''}`} data-step={id}>
      <rect x={x} y={y} width={width} height={height} rx={9} />
      <text x={x + 11} y={y + 18} className="chart-name">
        {id}
      </text>
      {lines.map((line, index) => (
        <text key={`${index} ${line}`} x={x + 11} y={y + 37 + index * 17} className="chart-text">
          {line}
        </text>
      ))}
    </g>
  );
}

function edgeClass(from: string, step: string | null): string {
  return from === step ? 'chart-edge chart-edge--current' : 'chart-edge';
}

/** The same in words, for those who hear it. */
function outlineOf({ nodes, edges }: ScriptChart): string {
  const steps = nodes.filter(({ kind }) => kind !== 'start');
  return steps
    .map(({ id, text }) => {
      const ways = edges.filter(({ from }) => from === id).map(({ to, label }) => `${label} → ${to}`);
      return [id, text, ...ways].filter(Boolean).join('; ');
    })
    .join('. ');
}
