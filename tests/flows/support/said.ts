/** What the steps of a flow say: the buttons in it, and whether every word of it exists in every language. */
import { expect } from '@jest/globals';
import type { FlowButton, FlowEvent, Prompt } from '../../../src/core/content.ts';
import type { FlowEffects } from '../../../src/core/flow.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { LOCALES, type Locale } from '../../../src/core/locale.ts';
import type { Texts } from '../../../src/core/ports/words.ts';
import type { FlowEffect } from '../../../src/engine/flow-runtime.ts';

/** Messages longer than this are split by every messenger: nobody reads them. */
const MESSAGE_CHARS = 4_000;

/** Effects that the customer sees, or that are sure to lead to something they see. */
const SPEAKING: ReadonlySet<string> = new Set([
  'say',
  'ask',
  'sayAnswer',
  'runTask',
  'requestOperator',
  'startFlow',
] satisfies (keyof FlowEffects)[]);

export function speaks(effects: readonly FlowEffect[]): boolean {
  return effects.some(({ type }) => SPEAKING.has(type));
}

/** Statements and questions, in order. */
export function promptsIn(effects: readonly FlowEffect[]): Prompt[] {
  return effects.flatMap((effect) => (effect.type === 'say' || effect.type === 'ask' ? [effect.params] : []));
}

export function buttonsIn(effects: readonly FlowEffect[]): FlowButton[] {
  const answers = effects.flatMap((effect) =>
    effect.type === 'sayAnswer' ? (effect.params.buttons ?? []) : [],
  );
  return [...promptsIn(effects).flatMap((prompt) => buttonsOfPrompt(prompt)), ...answers];
}

/**
 * What a tap on a button sends to the flow itself; null for what goes elsewhere. The engine takes commands and starts of
 * flows before the desk sees them.
 */
export function tapOf(button: FlowButton, isDesk: boolean): FlowEvent | null {
  if ('event' in button) return button.event;
  if (!isDesk || !('deskEvent' in button)) return null;
  return /^(command|start|flow|queue)\./.test(button.deskEvent.type) ? null : button.deskEvent;
}

/** Each message as the customer reads it; a missing key or slot throws. */
export function saidIn(effects: readonly FlowEffect[], texts: Texts, locale: Locale, variant = 0): string[] {
  return promptsIn(effects).map((prompt) =>
    [prompt, ...(prompt.more ?? [])]
      .map(({ text, slots }) => texts.text(locale, text, slots, variant))
      .join('\n\n'),
  );
}

/** Says everything in each language and wording, and holds it to what messengers show. */
export function expectSayable(
  effects: readonly FlowEffect[],
  texts: Texts,
  locales: readonly Locale[] = LOCALES,
): void {
  for (const prompt of promptsIn(effects)) {
    expect((prompt.buttons ?? []).length).toBeLessThanOrEqual(LIMITS.buttonsPerMessage);
    expect((prompt.cards ?? []).length).toBeLessThanOrEqual(LIMITS.cardsPerMessage);
  }
  for (const locale of locales) {
    const text = (key: string, slots?: Prompt['slots'], variant = 0) =>
      texts.text(locale, key, slots, variant);
    for (const variant of [0, 0.99]) {
      for (const said of saidIn(effects, texts, locale, variant)) {
        expect(said.trim()).not.toBe('');
        expect(said.length).toBeLessThan(MESSAGE_CHARS);
      }
    }
    for (const card of promptsIn(effects).flatMap(({ cards }) => cards ?? [])) {
      expect(text(card.text, card.slots)).not.toBe('');
    }
    for (const button of buttonsIn(effects)) {
      expect(text(button.label, 'slots' in button ? button.slots : undefined)).not.toBe('');
      if ('share' in button && button.typed !== undefined) text(button.typed);
      if ('share' in button && button.otherwise) text(button.otherwise.say);
    }
  }
}

function buttonsOfPrompt({ buttons = [], cards = [] }: Prompt): FlowButton[] {
  return [...buttons, ...cards.flatMap((card) => card.buttons)];
}
