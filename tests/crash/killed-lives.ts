/**
 * Something that the process says to many people by itself, killed again and again in the middle of it: half of the lives end at a
 * random moment, half at a point of what it writes. Knows nothing of what is said.
 */
import type { Random } from '../../src/core/clock.ts';
import type { FaultPoint } from './fault-points.ts';
import type { ProductProcess } from './product-process.ts';

export interface KilledLives {
  product: ProductProcess;
  env: Record<string, string>;
  kills: number;
  people: number;
  /** To how many it has been said. */
  told(): number;
  random: Random;
  onProgress(line: string): void;
}

/** Around what is written when something is said unasked; the others are at any moment. */
const POINTS: FaultPoint[] = [
  'before-commit',
  'after-commit',
  'after-delivery',
  'after-claim',
  'before-record',
  'after-record',
  'before-begin',
  'after-line',
];
const LONGEST_MS = 120_000;

/** Returns how many had been told at each kill; the process is dead at the end. */
export async function killAgainAndAgain(lives: KilledLives): Promise<number[]> {
  const toldAtKill: number[] = [];
  for (let kill = 0; kill < lives.kills; kill += 1) {
    await oneLife(lives, kill);
    toldAtKill.push(lives.told());
    lives.onProgress(`killed ${kill + 1} times, ${toldAtKill.at(-1)} told`);
  }
  return toldAtKill;
}

/** Waits for what must happen; throws when it does not. */
export async function seen(look: () => boolean, what: string): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while (!look()) {
    if (performance.now() > until) throw new Error(`never happened: ${what}`);
    await pause(20);
  }
}

async function oneLife({ product, env, kills, people, told, random }: KilledLives, kill: number) {
  const before = told();
  const share = Math.max(2, Math.floor((people - before) / (kills - kill + 1)));
  const point = kill % 2 === 1 ? POINTS[(kill >> 1) % POINTS.length] : undefined;
  const nth = 8 + Math.floor(random.fraction() * share * 2);
  product.start({ ...env, ...(point ? { CRASH_AT: `${point}:${nth}` } : {}) });
  let isGone = false;
  void product.gone().then(() => (isGone = true));
  const goal = before + Math.ceil(random.fraction() * share);
  const until = performance.now() + LONGEST_MS;
  while (!isGone && performance.now() < until && (point ? true : told() < goal)) {
    if (point && told() >= before + share * 2) break;
    await pause(10);
  }
  await pause(random.fraction() * 60);
  await product.kill();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
