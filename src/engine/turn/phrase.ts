/** From a flow's wishes (keys, slots, events) to content a channel can render. Words come from the texts files only. */
import type { Button, Card, Content, FlowButton, FlowCard, Json, Prompt } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FaqEntry, FaqLink } from '../../core/ports/words.ts';
import type { Draft } from './draft.ts';

/** The words of a key in the customer's language. */
export function words(draft: Draft, key: string, slots: Record<string, Json> = {}): string {
  const { content, random } = draft.facts;
  return content.texts.text(draft.next.locale, key, slots, random.fraction());
}

/** A prompt as content; `runId` is the flow run that its buttons speak to. */
export function phrase(draft: Draft, prompt: Prompt, runId: string): Content {
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

/** An answer of the FAQ with what it offers and further buttons. */
export function phraseAnswer(draft: Draft, entry: FaqEntry, buttons: FlowButton[], runId: string): Content {
  const all = [
    ...entry.links.map((link) => linkButton(link)),
    ...buttons.map((button) => toButton(draft, button, runId)),
  ].slice(0, LIMITS.buttonsPerMessage);
  return { text: entry.answer, ...(all.length > 0 ? { buttons: all } : {}) };
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
