/**
 * The conversation that a first contact will have, before its first turn: with the bot, in the language that the platform
 * names, reachable. The store gives it its number.
 */
import { emptyDialog, PRIORITY, type Conversation } from './conversation.ts';
import { assert } from './errors.ts';
import { localeOfTag, type Locale } from './locale.ts';
import type { Accept } from './ports/engine-store.ts';

export function firstConversation(accept: Accept, defaultLocale: Locale): Conversation {
  const { target, newIds } = accept;
  assert('account' in target && newIds, 'a first contact comes from a channel');
  return {
    id: 0,
    publicId: newIds.conversation,
    account: target.account,
    address: target.address,
    contactId: 0,
    name: target.profile?.name ?? '',
    verifiedPhone: null,
    status: { is: 'bot' },
    priority: PRIORITY.normal,
    epoch: 0,
    version: 0,
    lastSeq: 0,
    locale: localeOfTag(target.profile?.languageTag) ?? defaultLocale,
    localeChosen: false,
    reachable: true,
    caseId: null,
    dialog: emptyDialog(),
  };
}
