/** The step from what a turn says to what an adapter renders: meaning stays in our store, the platform gets a token. */
import type { Button, Content, RenderableButton, RenderableContent } from '../core/content.ts';
import type { PublicId } from '../core/ids.ts';

/** The i-th of `buttonsOf(content)` gets the token `<message id>.<i>` if it is a reply button; the others pass as they are. */
export function withTokens(content: Content, messagePublicId: PublicId): RenderableContent {
  const { buttons, cards, ...rest } = content;
  let index = -1;
  const withToken = (button: Button): RenderableButton => {
    index += 1;
    if (button.kind !== 'reply') return button;
    const { action: _, ...shown } = button;
    return { ...shown, token: `${messagePublicId}.${index}` };
  };
  const tokens = (own: Button[]): RenderableButton[] => own.map(withToken);
  return {
    ...rest,
    ...(buttons && { buttons: tokens(buttons) }),
    ...(cards && {
      cards: cards.map(({ buttons: own, ...card }) => ({ ...card, ...(own && { buttons: tokens(own) }) })),
    }),
  };
}
