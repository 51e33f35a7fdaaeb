/** The verbs behind the page of answers. */
import type { FaqDraftStore } from '../../core/ports/faq-draft-store.ts';
import type { Context } from './context.ts';
import { createFaqDrafts } from './faq-drafts.ts';
import { createFaqHistory } from './faq-history.ts';
import type { GroupCommit } from './group-commit.ts';

export type { FaqDraftStore };

export function createFaqVerbs(context: Context, group: GroupCommit): FaqDraftStore {
  return { ...createFaqDrafts(context, group), ...createFaqHistory(context, group) };
}
