/** What a check of the FAQ may know, and what its single looks share. Everything but the files may be missing: then it is not told of. */
import type { Locale } from '../../../core/locale.ts';
import type { ChannelFacts } from '../../../core/ports/channel.ts';
import type { FaqEntry } from '../../../core/ports/words.ts';
import type { ContentFinding } from '../../finding.ts';
import type { FaqFile } from '../faq-file.ts';
import type { FaqOptions } from '../load-faq.ts';

/** What a channel has room for. */
export type ChannelRoom = Pick<ChannelFacts, 'platform' | 'textMax' | 'buttonLabelMax' | 'buttonsMax'>;

export interface CheckOptions extends Omit<FaqOptions, 'channels'> {
  /** The path of the FAQ as people know it. */
  folder: string;
  /** UTC ms; without it nothing is due, over or forgotten. */
  nowMs?: number;
  /** Without it channels are not looked at. */
  channels?: readonly ChannelRoom[];
  /** What words mean before the FAQ is asked: a command, or trouble that calls a person; null: nothing. */
  hears?(text: string): { command: string } | { trouble: string } | null;
  /** Phrases that start flows, which compete with the FAQ. */
  triggers?: readonly FaqEntry[];
  /** The file of marks (`translations.txt`); null or missing: there is none. */
  translations?: string | null;
  /** From the log of questions; null or missing: there is none. */
  lastAsked?: LastAsked | null;
}

/** What one look at the set may use; made once for all checks. */
export interface LintContext extends CheckOptions {
  files: readonly FaqFile[];
  languages: readonly Locale[];
  findings: ContentFinding[];
}

/** As the log of questions tells it. */
export interface LastAsked {
  /** When the log began, UTC ms; null: it is empty. */
  sinceMs: number | null;
  entries: readonly { id: string; atMs: number }[];
}
