/** What a line of the chat holds in the mailbox, and how it is shown. The body is ours alone: nobody else reads or writes it. */
import { z } from 'zod';
import type { Json } from '../../src/core/content.ts';
import type { Line } from '../../src/core/ports/mailbox.ts';
import { buttonSchema, cardSchema, fileSchema, spanSchema, type ChatItem } from './protocol.ts';

export const lineBodySchema = z.object({
  author: z.string().optional(),
  text: z.array(spanSchema),
  buttons: z.array(buttonSchema),
  open: z.string().optional(),
  cards: z.array(cardSchema),
  files: z.array(fileSchema),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z
    .object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
    .optional(),
  tapped: z.string().optional(),
});
export type LineBody = z.infer<typeof lineBodySchema>;

export const EMPTY_BODY: LineBody = { text: [], buttons: [], cards: [], files: [] };

/** The line as the widget shows it. */
export function toItem(line: Line): ChatItem {
  const { id, seq, atMs, from, cid, edited, deleted } = line;
  return {
    id,
    seq,
    atMs,
    from,
    ...(cid === null ? {} : { cid }),
    ...(edited && !deleted ? { edited: true as const } : {}),
    ...(deleted ? { deleted: true as const } : {}),
    ...readBody(line.body),
  };
}

/** A body as it was stored; one that was taken back is empty. */
export function readBody(body: Json): LineBody {
  const parsed = lineBodySchema.safeParse(body);
  return parsed.success ? parsed.data : EMPTY_BODY;
}

/** The body as JSON for the mailbox. */
export function toJson(body: LineBody): Json {
  return JSON.parse(JSON.stringify(body)) as Json;
}

/** The label of the button with this token, or null: the line never offered one. */
export function offeredLabel(line: Line, token: string): string | null {
  const { buttons, cards } = readBody(line.body);
  for (const button of [...buttons, ...cards.flatMap((card) => card.buttons)]) {
    if (button.kind === 'reply' && button.token === token) return button.label;
  }
  return null;
}
