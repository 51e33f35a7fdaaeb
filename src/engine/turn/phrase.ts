/** From a flow's wishes (keys, slots, events) to content a channel can render. Words come from the texts files only. */
import {
  escapeMarkup,
  type Button,
  type Card,
  type Content,
  type FlowButton,
  type FlowCard,
  type Json,
  type Prompt,
} from '../../core/content.ts';
import { PRIORITY } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FaqEntry, FaqLink } from '../../core/ports/words.ts';
import { answerHere } from './answers-here.ts';
import { optionsOf } from './options.ts';
import { estimateWait } from '../../core/queue.ts';
import type { Draft } from './draft.ts';

/** The words of a key in the customer's language. */
export function words(draft: Draft, key: string, slots: Record<string, Json> = {}): string {
  const { content, random } = draft.facts;
  return content.texts.text(draft.next.locale, key, slots, random.fraction());
}

/** A prompt as content; `runId` is the flow run that its buttons speak to. */
export function phrase(draft: Draft, prompt: Prompt, runId: string): Content {
  const { picture } = prompt;
  const all = (prompt.buttons ?? []).slice(0, LIMITS.buttonsPerMessage);
  const proving = all.filter((button) => isProof(button));
  const isInVain = draft.facts.channel.facts.phoneUnproven === true && proving.length > 0;
  const buttons = all
    .filter((button) => !isInVain || !isProof(button))
    .map((button) => toButton(draft, button, runId));
  const paragraphs = [prompt, ...(prompt.more ?? [])].map(({ text, slots }) => {
    const other = isInVain
      ? proving.find(({ otherwise }) => otherwise?.instead === text)?.otherwise
      : undefined;
    return words(draft, other?.say ?? text, slots);
  });
  const cards = (prompt.cards ?? [])
    .slice(0, LIMITS.cardsPerMessage)
    .map((card) => toCard(draft, card, runId));
  return {
    text: paragraphs.join('\n\n'),
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(cards.length > 0 ? { cards } : {}),
    ...(picture && picture.bytes <= draft.facts.channel.facts.media.photoBytesMax ? { media: picture } : {}),
  };
}

function toCard(draft: Draft, card: FlowCard, runId: string): Card {
  const { title, imageUrl } = card;
  return {
    title,
    text: words(draft, card.text, card.slots),
    ...(imageUrl === undefined ? {} : { imageUrl }),
    buttons: card.buttons.map((button) => toButton(draft, button, runId)),
  };
}

/** Flows ask for a number only to see whose it is. */
function isProof(button: FlowButton): button is Extract<FlowButton, { share: unknown }> {
  return 'share' in button && button.share === 'phone';
}

/** An answer of the FAQ with what it offers and further buttons; `also`: entries asked for besides; `maybe`: entries and flows to choose from. */
export function phraseAnswer(
  draft: Draft,
  entry: FaqEntry,
  asked: { also: readonly string[]; maybe: string[]; buttons: FlowButton[]; runId: string },
): Content {
  const { also, maybe, buttons, runId } = asked;
  const further = also.flatMap((id) => answerHere(draft, id) ?? []);
  const started = optionsOf(draft, maybe).map(({ id, label: name }): Button => {
    const event = id.startsWith('flow:')
      ? { type: 'start.flow', flow: id.slice('flow:'.length) }
      : { type: 'choose', id };
    return { kind: 'reply', label: name, action: { do: 'desk', event } };
  });
  const links = [entry, ...further].flatMap((one) => one.links.filter((link) => leadsSomewhere(draft, link)));
  const own = buttons.map((button) => toButton(draft, button, runId));
  const offered = distinct([...started, ...links.map((link) => linkButton(link))]);
  const all = [...offered.slice(0, LIMITS.buttonsPerMessage - own.length), ...own];
  const texts = [
    filledAnswer(draft, entry),
    ...further.map((one) => `**${escapeMarkup(one.question)}**\n${filledAnswer(draft, one)}`),
  ];
  return { text: texts.join('\n\n'), ...(all.length > 0 ? { buttons: all } : {}) };
}

/** Two answers may lead to the same place. */
function distinct(buttons: readonly Button[]): Button[] {
  return [
    ...new Map(
      buttons.map((button) => [JSON.stringify('action' in button ? button.action : button), button]),
    ).values(),
  ];
}

function toButton(draft: Draft, button: FlowButton, runId: string): Button {
  if ('share' in button) {
    const typed = button.typed === undefined ? {} : { typed: label(draft, button.typed) };
    return { kind: `share-${button.share}`, label: label(draft, button.label), ...typed };
  }
  const text = label(draft, button.label, button.slots);
  if ('url' in button) return { kind: 'url', label: text, url: button.url };
  if ('deskEvent' in button)
    return { kind: 'reply', label: text, action: { do: 'desk', event: button.deskEvent } };
  return { kind: 'reply', label: text, action: { do: 'flow', runId, event: button.event } };
}

function filledAnswer({ facts }: Draft, entry: FaqEntry): string {
  const { available, minutes } = estimateWait(facts.desk, { joins: PRIORITY.normal });
  const at = { nowMs: facts.nowMs, minutes: available === 0 ? null : minutes };
  return facts.content.liveSlots?.fill(entry, at) ?? entry.answer;
}

/** A link to what is over, or not for this channel, would lead to an apology. */
function leadsSomewhere(draft: Draft, link: FaqLink): boolean {
  return link.to !== 'faq' || answerHere(draft, link.id) !== null;
}

function linkButton(link: FaqLink): Button {
  const event =
    link.to === 'flow'
      ? { type: 'start.flow', flow: link.flow }
      : link.to === 'faq'
        ? { type: 'choose', id: link.id }
        : { type: 'command.operator' };
  return { kind: 'reply', label: link.label, action: { do: 'desk', event } };
}

/** Labels are shown as they are, so the escapes that guard markup come off again. */
function label(draft: Draft, key: string, slots?: Record<string, Json>): string {
  return words(draft, key, slots).replace(/\\([\\*_`[\]])/g, '$1');
}
