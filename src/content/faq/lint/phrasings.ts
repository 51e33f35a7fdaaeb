/** Phrasings that never reach their entry: words that are a command, a call for a person, or the beginning of a flow. */
import { sinkFor, type OtherQuestion } from '../../finding.ts';
import type { LintContext } from './lint-context.ts';
import { foldPhrasing } from '../read-entry.ts';

export function lintPhrasings({ files, hears, triggers = [], findings }: LintContext): void {
  const taken = new Map<string, OtherQuestion>();
  for (const { id, locale, question, phrasings } of triggers) {
    for (const text of [question, ...phrasings])
      taken.set(`${locale} ${foldPhrasing(text)}`, { id, question });
  }
  for (const { file, locale, entries } of files) {
    const say = sinkFor(file, findings);
    for (const { line, question, phrasings, phrasingLines } of entries) {
      [question, ...phrasings].forEach((phrasing, index) => {
        const at = index === 0 ? line : (phrasingLines[index - 1] ?? line);
        const heard = hears?.(phrasing) ?? null;
        const other = taken.get(`${locale} ${foldPhrasing(phrasing)}`);
        if (heard !== null && 'trouble' in heard)
          say.warn(at, 'faq.phrasing-grave', { phrasing, kind: heard.trouble });
        else if (heard !== null) say.warn(at, 'faq.phrasing-command', { phrasing, command: heard.command });
        else if (other !== undefined)
          sinkFor(file, findings, other).warn(at, 'faq.phrasing-trigger', {
            phrasing,
            question: other.question,
          });
      });
    }
  }
}
