/**
 * For channels that cannot show a button: the options stand in the text, numbered, and the customer answers with the
 * number or the words. Share buttons are left out: without the platform's help there is nothing to press or to type.
 */
import { escapeMarkup, type RenderableButton, type RenderableContent } from '../core/content.ts';

/** The content without buttons; numbers count reply buttons only, from 1. */
export function numberButtons(content: RenderableContent): RenderableContent {
  const { buttons = [], ...rest } = content;
  const lines = optionLines(buttons, content.format === 'plain' ? (text) => text : escapeMarkup);
  if (lines.length === 0) return rest;
  return { ...rest, text: [content.text ?? '', lines.join('\n')].filter((text) => text !== '').join('\n\n') };
}

function optionLines(buttons: RenderableButton[], escape: (text: string) => string): string[] {
  let number = 0;
  return buttons.flatMap((button) => {
    switch (button.kind) {
      case 'reply':
        number += 1;
        return [`${number}. ${escape(button.label)}`];
      case 'url':
        return [`${escape(button.label)}: ${escape(button.url)}`];
      case 'share-phone':
      case 'share-location':
        return [];
    }
  });
}
