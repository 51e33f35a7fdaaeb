/** Bars by week, plain SVG, stacked where there are several kinds; the same numbers as a table for those who do not see them. */
import { useElementSize } from '@mantine/hooks';
import { useId } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useWeekDay, WEEK_MS } from './weeks.ts';

export interface PlotKind {
  name: string;
  /** Its colour is `plot-kind--<tone>`. */
  tone: string;
}

export interface PlotWeek {
  weekMs: number;
  /** One for each kind. */
  values: readonly number[];
}

interface PlotProps {
  title: string;
  kinds: readonly PlotKind[];
  weeks: readonly PlotWeek[];
}

/** Pixels of what is drawn: letters keep their size, bars share the room. */
const LEAST_WIDTH = 240;
const MOST_WIDTH = 900;
const HEIGHT = 180;
const LEFT = 40;
const BOTTOM = 24;
const TOP = 10;
/** Pixels that a day below the bars needs. */
const LABEL_WIDTH = 62;

export function WeekPlot({ title, kinds, weeks }: PlotProps) {
  const { locale } = useLanguage();
  const day = useWeekDay();
  const number = new Intl.NumberFormat(locale);
  const top = niceTop(Math.max(1, ...weeks.map(sumOf)));
  const { ref, width: room } = useElementSize();
  const wide = Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, room)));
  const step = (wide - LEFT) / Math.max(1, weeks.length);
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  return (
    <figure className="plot" ref={ref}>
      <svg
        width={wide}
        height={HEIGHT}
        viewBox={`0 0 ${wide} ${HEIGHT}`}
        aria-hidden="true"
        focusable="false"
      >
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={wide} y1={y(value)} y2={y(value)} className="plot-line" />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end" className="plot-text">
              {number.format(value)}
            </text>
          </g>
        ))}
        {weeks.map((week, at) => (
          <g key={week.weekMs}>
            <Stack week={week} kinds={kinds} x={LEFT + at * step + step * 0.16} width={step * 0.68} y={y} />
            {at % every === 0 && (
              <text
                x={Math.min(LEFT + at * step + step / 2, wide - LABEL_WIDTH / 2)}
                y={HEIGHT - 6}
                textAnchor="middle"
                className="plot-text"
              >
                {day(week.weekMs)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption className="plot-key">
        {kinds.map(({ name, tone }) => (
          <span key={tone} className={`plot-kind plot-kind--${tone}`}>
            {name}
          </span>
        ))}
      </figcaption>
      <PlotTable title={title} kinds={kinds} weeks={weeks} />
    </figure>
  );
}

function PlotTable({ title, kinds, weeks }: PlotProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const day = useWeekDay();
  const number = new Intl.NumberFormat(locale);
  return (
    <details className="plot-table">
      <summary>{words('report.numbers')}</summary>
      <div className="plot-scroll" tabIndex={0} role="group" aria-label={title}>
        <table>
          <caption className="p-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words('report.week')}</th>
              {kinds.map(({ name, tone }) => (
                <th key={tone} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ weekMs, values }) => (
              <tr key={weekMs}>
                <th scope="row">{day(weekMs)}</th>
                {kinds.map(({ tone }, at) => (
                  <td key={tone} className="p-number">
                    {number.format(values[at] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface StackProps {
  week: PlotWeek;
  kinds: readonly PlotKind[];
  x: number;
  width: number;
  y(value: number): number;
}

function Stack({ week, kinds, x, width, y }: StackProps) {
  let below = 0;
  return kinds.map(({ tone }, at) => {
    const value = week.values[at] ?? 0;
    const from = below;
    below += value;
    return value === 0 ? null : (
      <rect
        key={tone}
        x={x}
        width={width}
        y={y(below)}
        height={Math.max(1, y(from) - y(below))}
        className={`plot-bar plot-bar--${tone}`}
      />
    );
  });
}

interface SparkProps {
  weeks: readonly { weekMs: number; count: number }[];
  /** Mondays that are shown, oldest first. */
  from: number;
  count: number;
}

/** A few bars beside a row, without axes; what they say is told in words. */
export function WeekSpark({ weeks, from, count }: SparkProps) {
  const words = useWords();
  const id = useId();
  const day = useWeekDay();
  const values = Array.from({ length: count }, (_, at) => {
    const weekMs = from + at * WEEK_MS;
    return { weekMs, count: weeks.find((week) => week.weekMs === weekMs)?.count ?? 0 };
  });
  const top = Math.max(1, ...values.map((one) => one.count));
  const said = values.map((one) => `${day(one.weekMs)}: ${one.count}`).join(', ');
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${count * 9} 28`}
      width={count * 9}
      height={28}
      role="img"
      aria-labelledby={id}
    >
      <title id={id}>{words('report.by-week', { weeks: said })}</title>
      {values.map((one, at) => (
        <rect
          key={one.weekMs}
          x={at * 9 + 1}
          width={7}
          y={27 - Math.max(one.count === 0 ? 1 : 3, (one.count / top) * 26)}
          height={Math.max(one.count === 0 ? 1 : 3, (one.count / top) * 26)}
          rx={1.5}
          className={one.count === 0 ? 'spark-none' : 'spark-bar'}
        />
      ))}
    </svg>
  );
}

function sumOf({ values }: PlotWeek): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A round number at or above it, the half of which is whole. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = (power === 1 ? [2, 4, 6, 8] : [1, 2, 3, 4, 5, 6, 8]).find((one) => one * power >= value);
  return (step ?? 10) * power;
}
