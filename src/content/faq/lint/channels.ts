/** Answers and buttons that some channel of theirs shows badly, and buttons that lead where the answer is not given. */
import { LIMITS } from '../../../core/limits.ts';
import { sinkFor, type FindingSink } from '../../finding.ts';
import type { ChannelRoom, LintContext } from './lint-context.ts';
import type { WrittenEntry } from '../faq-file.ts';

export function lintChannels({ files, channels = [], findings }: LintContext): void {
  const entries = files.flatMap((file) => file.entries);
  const byPlace = new Map(entries.map((entry) => [`${entry.locale} ${entry.id}`, entry]));
  for (const entry of entries) {
    const say = sinkFor(entry.file, findings);
    const own = channels.filter(({ platform }) => entry.channels?.includes(platform) ?? true);
    checkText(entry, own, say);
    checkLabels(entry, own, say);
    for (const { link, line } of entry.linkLines) {
      const target = link.to === 'faq' ? byPlace.get(`${entry.locale} ${link.id}`) : undefined;
      if (target === undefined || isCovered(entry, target)) continue;
      const { id, question, file } = target;
      const other = { id, question, place: `${file}:${target.line}` };
      sinkFor(entry.file, findings, other).warn(line, 'faq.link-hidden', { id, question });
    }
  }
}

function checkText(
  { id, answer, answerLine }: WrittenEntry,
  own: readonly ChannelRoom[],
  say: FindingSink,
): void {
  const count = visibleLength(answer);
  const worst = own.toSorted((a, b) => a.textMax - b.textMax)[0];
  if (worst !== undefined && count > worst.textMax) {
    const platforms = own.filter(({ textMax }) => count > textMax).map(({ platform }) => platform);
    const values = { id, count: Math.ceil(count / worst.textMax), channels: platforms.join(', ') };
    say.warn(answerLine, 'faq.many-parts', values);
  } else if (count > LIMITS.bubbleChars) {
    say.warn(answerLine, 'faq.long-text', { id, count, max: LIMITS.bubbleChars });
  }
}

function checkLabels({ id, linkLines }: WrittenEntry, own: readonly ChannelRoom[], say: FindingSink): void {
  const seen = new Set<string>();
  // Where there are no buttons at all, labels stand in the text and may be long.
  const withButtons = own.filter(({ buttonsMax }) => buttonsMax > 0);
  for (const { link, line } of linkLines) {
    const { label } = link;
    if (seen.has(label)) say.warn(line, 'faq.label-twice', { id, label });
    seen.add(label);
    const short = withButtons.filter(({ buttonLabelMax }) => label.length > buttonLabelMax);
    if (short.length === 0) continue;
    const max = Math.min(...short.map(({ buttonLabelMax }) => buttonLabelMax));
    const platforms = short.map(({ platform }) => platform).join(', ');
    say.warn(line, 'faq.long-label', { label, count: label.length, channels: platforms, max });
  }
}

/** Is `target` answered wherever and whenever `entry` is? */
function isCovered(entry: WrittenEntry, target: WrittenEntry): boolean {
  const isThere =
    target.channels === undefined || entry.channels?.every((one) => target.channels?.includes(one));
  const begins = (target.validFromMs ?? -Infinity) <= (entry.validFromMs ?? -Infinity);
  const lasts = (target.validToMs ?? Infinity) >= (entry.validToMs ?? Infinity);
  return isThere === true && begins && lasts;
}

/** Characters that a reader sees: no marks, no addresses behind words. */
function visibleLength(markup: string): number {
  return markup.replace(/\]\([^()\s]*\)/gu, '').replace(/\\(.)|[*_`[]/gu, '$1').length;
}
