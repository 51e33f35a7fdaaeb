/**
 * Content to `send_message` bodies, one part each. Pure. Viber shows text without style; its keyboard lasts until the next
 * message, so the buttons go with the last part.
 */
import type {
  Json,
  OutgoingMedia,
  Part,
  RenderableButton,
  RenderableContent,
} from '../../src/core/content.ts';
import { plainText, runsOf } from '../../src/rendering/markup.ts';
import { splitText } from '../../src/rendering/split-text.ts';
import { BUTTON_PREFIX } from './parse.ts';

/** What `send` finds in a part: the fields of a message without receiver and sender, and the file it shows. */
export type ViberBody = {
  message: { type: string; [field: string]: Json };
  file?: string;
};

export const TEXT_MAX = 7000;
export const CAPTION_MAX = 512;
export const PICTURE_BYTES_MAX = 1_000_000;
export const FILE_BYTES_MAX = 50_000_000;

const PICTURE_TYPES = new Set(['image/jpeg', 'image/png']);
const PAIRED_LABEL_MAX = 14;
/** Stands where a keyboard needs a message of its own. */
const POINTER = '👇';

/** The parts in the order to send them. Content without anything to show gives none. */
export function render(content: RenderableContent): Part[] {
  const bodies = bodiesOf(content);
  const keyboard = keyboardOf(content.buttons ?? []);
  if (keyboard !== null && bodies.length === 0) bodies.push({ message: { type: 'text', text: POINTER } });
  return bodies.map((body, index) => {
    const isLast = index === bodies.length - 1;
    const withKeyboard: ViberBody =
      isLast && keyboard !== null ? { ...body, message: { ...body.message, keyboard } } : body;
    return { kind: 'message', body: withKeyboard };
  });
}

function bodiesOf(content: RenderableContent): ViberBody[] {
  const { media, location } = content;
  const text = plainText(runsOf(content)).trim();
  const bodies: ViberBody[] = [];
  const isPicture =
    media?.kind === 'photo' && media.bytes <= PICTURE_BYTES_MAX && PICTURE_TYPES.has(media.mime);
  const isCaption = isPicture && text.length <= CAPTION_MAX;
  if (media !== undefined) bodies.push(mediaBody(media, isPicture, isCaption ? text : ''));
  if (location !== undefined) {
    bodies.push({
      message: { type: 'location', location: { lat: location.latitude, lon: location.longitude } },
    });
  }
  if (isCaption) return bodies;
  return [
    ...bodies,
    ...splitText(text, TEXT_MAX).map((piece) => ({ message: { type: 'text', text: piece } })),
  ];
}

function mediaBody({ file, name, bytes }: OutgoingMedia, isPicture: boolean, caption: string): ViberBody {
  // The address of the file is put in when the part is sent: links to our media are signed for a while only.
  return isPicture
    ? { message: { type: 'picture', text: caption }, file }
    : { message: { type: 'file', size: bytes, file_name: name.slice(-256) }, file };
}

function keyboardOf(buttons: RenderableButton[]): Json | null {
  if (buttons.length === 0) return null;
  return {
    Type: 'keyboard',
    DefaultHeight: false,
    InputFieldState: 'regular',
    Buttons: withColumns(buttons),
  };
}

/** Each row of the grid has to fill its six columns: two short labels share one, anything else has a row to itself. */
function withColumns(buttons: RenderableButton[]): Json[] {
  const isShort = (index: number): boolean => (buttons[index]?.label.length ?? Infinity) <= PAIRED_LABEL_MAX;
  const keys: Json[] = [];
  let index = 0;
  while (index < buttons.length) {
    const isPair = isShort(index) && isShort(index + 1);
    for (const button of buttons.slice(index, index + (isPair ? 2 : 1)))
      keys.push(toKey(button, isPair ? 3 : 6));
    index += isPair ? 2 : 1;
  }
  return keys;
}

function toKey(button: RenderableButton, columns: number): Json {
  const common = { Columns: columns, Rows: 1, Text: escapeLabel(button.label), TextSize: 'regular' };
  switch (button.kind) {
    case 'reply':
      return { ...common, ActionType: 'reply', ActionBody: `${BUTTON_PREFIX}${button.token}`, Silent: true };
    case 'url':
      return {
        ...common,
        ActionType: 'open-url',
        ActionBody: button.url,
        OpenURLType: 'external',
        Silent: true,
      };
    case 'share-phone':
      return { ...common, ActionType: 'share-phone', ActionBody: 'phone' };
    case 'share-location':
      return { ...common, ActionType: 'location-picker', ActionBody: 'location' };
  }
}

/** A label is a little HTML to Viber. */
function escapeLabel(label: string): string {
  return label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The words of a label as they were before. */
export function unescapeLabel(label: string): string {
  return label.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
