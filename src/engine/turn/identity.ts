/**
 * One person over several channels, decided in a turn: proof joins identities, codes lead from one to another, people undo.
 * Nothing that was said in one channel is ever shown to the customer in another: only the desk sees both.
 */
import type { Button, FlowButton, IncomingContent } from '../../core/content.ts';
import type { ChannelEvent, IdentityEvent } from '../../core/event.ts';
import { newPublicId, platformOf, type AccountId, type OperatorId, type PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { LinkFacts, NewLink } from '../../core/ports/identity-store.ts';
import { codeJoins, maskPhone, mayTry, phoneJoins } from '../../identity/joining.ts';
import { hashLinkCode, makeLinkCode, readLinkCode } from '../../identity/link-code.ts';
import type { Elsewhere } from '../facts.ts';
import { provenPhone } from '../link-facts.ts';
import { own, recordActivity, speak, type Draft } from './draft.ts';
import { serve } from './handoff.ts';
import { words } from './phrase.ts';

const MENU: FlowButton = { label: 'desk.button.menu', deskEvent: { type: 'command.menu' } };
const AGAIN: FlowButton = { label: 'channels.again', deskEvent: { type: 'command.channels' } };

/** A number that the channel vouches for: it is the customer's, and whoever proved it too is the same person. */
export function noticePhone(draft: Draft, event: ChannelEvent): void {
  const phone = provenPhone(event);
  const { links, nowMs } = draft.facts;
  if (phone === null || !links) return;
  draft.next.verifiedPhone = phone;
  draft.identity.push({ do: 'phone-proven' });
  for (const twin of phoneJoins(draft.next.id, links, nowMs)) {
    join(draft, {
      with: twin.conversationId,
      kind: 'phone',
      evidence: maskPhone(phone),
      by: null,
      tell: false,
    });
    recordActivity(draft, 'joined', { ...nameOf(twin.account), kind: 'phone', evidence: maskPhone(phone) });
  }
}

/** A message that brings a one-time code is about that code and about nothing else. False: it brings none. */
export function takeLinkCode(draft: Draft, content: IncomingContent): boolean {
  const read = readLinkCode(content);
  const { links } = draft.facts;
  if (!read || !links) return false;
  if (draft.next.status.is === 'resolved') own(draft, { is: 'bot' });
  if (!mayTry(read.form, links.tries)) {
    serve(draft, 'channels.tooManyTries', {}, buttonsFor(draft, []));
    return true;
  }
  const { code } = links;
  // One answer for every code that is no good: whoever guesses learns nothing.
  if (code?.state !== 'live' || code.account !== draft.next.account) {
    draft.identity.push({ do: 'count-try' });
    serve(draft, 'channels.badCode', {}, buttonsFor(draft, [AGAIN]));
    return true;
  }
  draft.identity.push({ do: 'spend-code', codeId: code.id });
  spend(draft, links, code);
  return true;
}

/** "That was not me": the customer undoes a link themselves, from either side. False: the tap is about something else. */
export function takeLinkTap(draft: Draft): boolean {
  if (draft.facts.offered?.action.event.type !== 'link.notMine') return false;
  const link = draft.facts.links?.link;
  if (link) part(draft, link, null);
  serve(draft, 'channels.parted', {});
  return true;
}

/** What happened at the other end of a link. */
export function onIdentity(draft: Draft, event: IdentityEvent): void {
  const { change, kind, evidence, account, operatorId, linkId } = event;
  recordActivity(draft, change, { ...nameOf(account), kind, evidence: shown(kind, evidence) }, operatorId);
  if (!event.tell) return;
  serve(draft, 'channels.joinedThere', { channel: channelName(draft, account) }, [notMine(linkId)]);
}

/** The shop's other channels, as links with a one-time code each. False: there are none. */
export function offerChannels(draft: Draft, operatorId: OperatorId | null = null): boolean {
  const places = placesFor(draft);
  if (places.length === 0) {
    if (operatorId === null) serve(draft, 'channels.none', {}, buttonsFor(draft, []));
    return false;
  }
  const offers = places.map((place) => offer(draft, place));
  speak(
    draft,
    { text: words(draft, 'channels.offer'), buttons: offers.map(({ button }) => button) },
    {
      origin: draft.next.status.is === 'bot' ? 'bot' : 'service',
      resend: 'once',
      // The thread keeps the offer without the codes: they are the customer's alone.
      kept: offers.map(({ shown: button }) => button),
    },
  );
  const channels = places.map(({ account }) => nameOf(account).platform);
  recordActivity(draft, 'channels-offered', { platforms: channels }, operatorId);
  return true;
}

/** One of these channels, for a visitor who holds the code already. False: it is not among them. */
export function leadTo(draft: Draft, to: AccountId, codeHash: string): boolean {
  const place = placesFor(draft).find(({ account }) => account === to);
  if (place) makeCode(draft, to, codeHash);
  return place !== undefined;
}

/** Whether "another channel" means anything for this customer. */
export function hasElsewhere(draft: Draft): boolean {
  return placesFor(draft).length > 0;
}

/** Somebody at the desk says that two are one. */
export function joinByHand(draft: Draft, by: OperatorId): 'done' | 'no-link' | 'contact-full' {
  const chosen = draft.facts.links?.chosen;
  const kin = draft.facts.links?.kin ?? [];
  if (!chosen || chosen.conversationId === draft.next.id) return 'no-link';
  if (kin.includes(chosen.conversationId)) return 'done';
  if (kin.length + chosen.kin.length > LIMITS.identitiesPerContact) return 'contact-full';
  join(draft, { with: chosen.conversationId, kind: 'person', evidence: null, by, tell: false });
  recordActivity(draft, 'joined', { ...nameOf(chosen.account), kind: 'person', evidence: '' }, by);
  return 'done';
}

/** Somebody at the desk undoes a link of this contact. */
export function partByHand(draft: Draft, by: OperatorId): 'done' | 'no-link' {
  const link = draft.facts.links?.link;
  if (!link) return 'no-link';
  part(draft, link, by);
  return 'done';
}

function spend(draft: Draft, links: LinkFacts, code: NonNullable<LinkFacts['code']>): void {
  const { from } = code;
  switch (codeJoins(draft.next.id, links, code)) {
    case 'known':
      return serve(draft, 'channels.known', {}, buttonsFor(draft, [MENU]));
    case 'held':
      recordActivity(draft, 'join-held', nameOf(from.account));
      return serve(draft, 'channels.held', {}, buttonsFor(draft, [MENU]));
    case 'join': {
      // Somebody new is spoken to as they were over there.
      if (links.kin.length === 0 && !draft.next.localeChosen) draft.next.locale = from.locale;
      const id = join(draft, {
        with: from.conversationId,
        kind: 'code',
        evidence: code.id,
        by: null,
        tell: true,
      });
      recordActivity(draft, 'joined', { ...nameOf(from.account), kind: 'code', evidence: '' });
      const channel = channelName(draft, from.account);
      return serve(draft, 'channels.joinedHere', { channel }, buttonsFor(draft, [MENU, notMine(id)]));
    }
  }
}

function join(draft: Draft, link: Omit<NewLink, 'id'>): PublicId {
  const id = newPublicId(draft.facts.random);
  draft.identity.push({ do: 'join', link: { id, ...link } });
  return id;
}

function part(draft: Draft, link: NonNullable<LinkFacts['link']>, by: OperatorId | null): void {
  const { id, kind, evidence, ends } = link;
  draft.identity.push({ do: 'part', linkId: id, by });
  const other = ends.find(({ conversationId }) => conversationId !== draft.next.id);
  if (!other) return;
  recordActivity(draft, 'parted', { ...nameOf(other.account), kind, evidence: shown(kind, evidence) }, by);
}

interface Offered {
  button: Button;
  shown: Button;
}

function offer(draft: Draft, { account, url, carries }: Elsewhere): Offered {
  const code = makeLinkCode(carries, draft.facts.random);
  makeCode(draft, account, hashLinkCode(code));
  const carried = carries === 'start' ? code : words(draft, 'channels.sentence', { code });
  const label = channelName(draft, account);
  const address = (words_: string) => url.replace('{}', encodeURIComponent(words_));
  return {
    button: { kind: 'url', label, url: address(carried) },
    shown: { kind: 'url', label, url: address('…') },
  };
}

function makeCode(draft: Draft, account: AccountId, hash: string): void {
  const { random, nowMs } = draft.facts;
  const expiresAtMs = nowMs + LIMITS.linkCodeMs;
  draft.identity.push({ do: 'make-code', code: { id: newPublicId(random), hash, account, expiresAtMs } });
}

/** One account of each other platform; an account of the same one would be no other channel. */
function placesFor({ facts, next }: Draft): Elsewhere[] {
  const here = platformOf(next.account);
  return facts.elsewhere
    .filter(({ account }) => platformOf(account) !== here)
    .slice(0, LIMITS.channelsOffered);
}

/** Outside the bot's hands a button of the bot would lead nowhere. */
function buttonsFor(draft: Draft, buttons: FlowButton[]): FlowButton[] {
  if (draft.next.status.is === 'bot') {
    return hasElsewhere(draft) ? buttons : buttons.filter((button) => button !== AGAIN);
  }
  return buttons.filter((button) => 'deskEvent' in button && button.deskEvent.type === 'link.notMine');
}

function notMine(link: PublicId): FlowButton {
  return { label: 'channels.notMe', deskEvent: { type: 'link.notMine', link } };
}

function channelName({ facts, next }: Draft, account: AccountId): string {
  const platform = platformOf(account);
  const key = `channels.name.${platform}`;
  return facts.content.texts.has(key) ? facts.content.texts.text(next.locale, key) : platform;
}

function nameOf(account: AccountId): { platform: string } {
  return { platform: platformOf(account) };
}

/** A thread shows masked numbers; the id of a code says nothing to anybody. */
function shown(kind: string, evidence: string | null): string {
  return kind === 'phone' ? (evidence ?? '') : '';
}
