/** The step from what a turn says to what an adapter renders: meaning stays in our store, the platform gets a token. */
import type { Button, Content, RenderableButton, RenderableContent } from '../core/content.ts';
import type { PublicId } from '../core/ids.ts';

/** The reply button at position i of `content.buttons` gets the token `<message id>.<i>`; the others pass as they are. */
export function withTokens(content: Content, messagePublicId: PublicId): RenderableContent {
  const { buttons, ...rest } = content;
  if (buttons === undefined) return rest;
  return {
    ...rest,
    buttons: buttons.map((button, index) => withToken(button, `${messagePublicId}.${index}`)),
  };
}

function withToken(button: Button, token: string): RenderableButton {
  return button.kind === 'reply' ? { kind: 'reply', label: button.label, token } : button;
}
