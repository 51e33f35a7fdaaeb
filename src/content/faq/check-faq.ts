/**
 * Everything that a FAQ can be told without asking anybody: its grammar, its set, and what customers would be better served without. Pure,
 * so that a terminal, the console's drafts and a worker say the same. Entries that steal each other's questions are looked for apart
 * (`stolenPhrasings` of the matcher), because that takes longest.
 */
import type { ContentFinding } from '../finding.ts';
import type { FaqFile, FaqSource } from './faq-file.ts';
import { lintAsked } from './lint/asked.ts';
import { lintChannels } from './lint/channels.ts';
import { lintLanguage } from './lint/language.ts';
import type { CheckOptions, LintContext } from './lint/lint-context.ts';
import { lintPhrasings } from './lint/phrasings.ts';
import { lintTimes } from './lint/times.ts';
import { lintTranslations } from './lint/translations.ts';
import { readFaq } from './load-faq.ts';

export interface CheckedFaq {
  files: FaqFile[];
  /** In the order in which they were found; those with an error mean that the set cannot go live. */
  findings: ContentFinding[];
}

/** `earlier`: what reading the files has told already. Never throws. */
export function checkFaq(
  sources: readonly FaqSource[],
  options: CheckOptions,
  earlier: readonly ContentFinding[] = [],
): CheckedFaq {
  const findings = [...earlier];
  const files = readFaq(sources, options.folder, options, findings);
  const languages = options.locales ?? options.shop.languages;
  const context: LintContext = { ...options, files, languages, findings };
  for (const lint of [lintTimes, lintPhrasings, lintLanguage, lintChannels, lintTranslations, lintAsked]) {
    lint(context);
  }
  return { files, findings };
}
