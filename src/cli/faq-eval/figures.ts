/** Answers counted: where the right entry stood, whether scores part what may be answered from what may not, what the bands do. */

/** One question with what came of it. */
export interface Asked {
  /** Place of the right entry, 0 the first; −1: not among them. */
  place: number;
  /** Of the first; `NOTHING` when nothing was found. */
  score: number;
}

/** Below every score. */
export const NOTHING = -1e9;

/** Where a matcher answers by itself, and where it offers a choice. */
export interface Bands {
  answer: number;
  offer: number;
}

/** Shares 0…1; null: nothing to tell it by. */
export interface Figures {
  asked: number;
  top1: number | null;
  hit3: number | null;
  mrr3: number | null;
  aurocFar: number | null;
  aurocNear: number | null;
  /** Answered at once, right among those; a choice offered, the right one in it. */
  answered: number | null;
  answeredRight: number | null;
  offered: number | null;
  offeredRight: number | null;
  /** Wrongly answered at once though nothing there answers it. */
  farAnswered: number | null;
  nearAnswered: number | null;
}

export function figuresOf(
  asked: readonly Asked[],
  outside: { far: readonly number[]; near: readonly number[] },
  bands: Bands | null,
): Figures {
  const scores = asked.map(({ score }) => score);
  return {
    asked: asked.length,
    top1: shareOf(asked, ({ place }) => place === 0),
    hit3: shareOf(asked, isAmongThree),
    mrr3: meanOf(asked.map((one) => (isAmongThree(one) ? 1 / (one.place + 1) : 0))),
    aurocFar: auroc(scores, outside.far),
    aurocNear: auroc(scores, outside.near),
    ...(bands === null ? NO_BANDS : inBands(asked, outside, bands)),
  };
}

const NO_BANDS = {
  answered: null,
  answeredRight: null,
  offered: null,
  offeredRight: null,
  farAnswered: null,
  nearAnswered: null,
};

function inBands(
  asked: readonly Asked[],
  { far, near }: { far: readonly number[]; near: readonly number[] },
  { answer, offer }: Bands,
): Pick<Figures, keyof typeof NO_BANDS> {
  const answered = asked.filter(({ score }) => score >= answer);
  const offered = asked.filter(({ score }) => score < answer && score >= offer);
  const isAnswered = (score: number): boolean => score >= answer;
  return {
    answered: asked.length === 0 ? null : answered.length / asked.length,
    answeredRight: shareOf(answered, ({ place }) => place === 0),
    offered: asked.length === 0 ? null : offered.length / asked.length,
    offeredRight: shareOf(offered, isAmongThree),
    farAnswered: shareOf(far, isAnswered),
    nearAnswered: shareOf(near, isAnswered),
  };
}

/** How often a score of `inside` lies above one of `outside`; equal ones count half. Null when there is nothing to compare. */
export function auroc(inside: readonly number[], outside: readonly number[]): number | null {
  if (inside.length === 0 || outside.length === 0) return null;
  const all = [
    ...inside.map((score) => ({ score, isInside: true })),
    ...outside.map((score) => ({ score, isInside: false })),
  ].toSorted((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if (all[at]?.isInside === true) ranks += rank;
    from = to;
  }
  const least = (inside.length * (inside.length + 1)) / 2;
  return (ranks - least) / (inside.length * outside.length);
}

/** Value at a share of the sorted values; 0 when there are none. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

/** Means by name over the values that are there; null where none is. */
export function meansOf<Row extends object>(rows: readonly Row[]): { [Name in keyof Row]: number | null } {
  const [first] = rows;
  const names = Object.keys(first ?? {}) as (keyof Row)[];
  const means = names.map((name) => [
    name,
    meanOf(rows.map((row) => row[name]).filter((value) => typeof value === 'number')),
  ]);
  return Object.fromEntries(means) as { [Name in keyof Row]: number | null };
}

function isAmongThree({ place }: Asked): boolean {
  return place >= 0 && place < 3;
}

function shareOf<T>(items: readonly T[], is: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(is).length / items.length;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
