/** Answers that nobody asked for in a long time, told only when the log of questions is old enough to know. */
import { sinkFor } from '../../finding.ts';
import type { LintContext } from './lint-context.ts';

const DAYS = 90;
/** So long nobody has to have asked, UTC ms. */
export const LONG_MS = DAYS * 24 * 60 * 60_000;

export function lintAsked({ files, lastAsked, nowMs, findings }: LintContext): void {
  if (!lastAsked || nowMs === undefined || lastAsked.sinceMs === null) return;
  const sinceMs = nowMs - LONG_MS;
  if (lastAsked.sinceMs > sinceMs) return;
  const asked = new Set(lastAsked.entries.filter(({ atMs }) => atMs >= sinceMs).map(({ id }) => id));
  const told = new Set<string>();
  for (const { id, file, line, validFromMs = -Infinity, validToMs = Infinity } of files.flatMap(
    ({ entries }) => entries,
  )) {
    // One translation is told of, and no entry that could not be asked for all the time.
    if (asked.has(id) || told.has(id) || validFromMs > sinceMs || validToMs < nowMs) continue;
    told.add(id);
    sinkFor(file, findings).warn(line, 'faq.unasked', { id, days: DAYS });
  }
}
