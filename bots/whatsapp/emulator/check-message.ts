/** The body of a message as the platform checks it: every limit, and the words in which it refuses. */
import { z } from 'zod';
import { GraphError } from './graph-error.ts';

const nonEmpty = (max: number) => z.string().min(1).max(max);
const https = z.string().regex(/^https?:\/\//, 'must be a URL');
const media = z
  .strictObject({
    id: z.string().optional(),
    link: https.optional(),
    caption: z.string().max(1024).optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), 'either id or link');
const body = (max: number) => z.strictObject({ text: nonEmpty(max) });
const header = z.strictObject({ type: z.literal('text'), text: nonEmpty(60) }).optional();
const footer = z.strictObject({ text: nonEmpty(60) }).optional();

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: nonEmpty(256), title: nonEmpty(20) }),
});
const row = z.strictObject({ id: nonEmpty(200), title: nonEmpty(24), description: nonEmpty(72).optional() });
const section = z.strictObject({ title: nonEmpty(24).optional(), rows: z.array(row).min(1) });

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header,
    footer,
    body: body(1024),
    action: z.strictObject({ buttons: z.array(replyButton).min(1).max(3) }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header,
    footer,
    body: body(4096),
    action: z.strictObject({ button: nonEmpty(20), sections: z.array(section).min(1).max(10) }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header,
    footer,
    body: body(1024),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: nonEmpty(20), url: https }),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: body(1024),
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.strictObject({
    type: z.literal('request_contact_info'),
    body: body(1024),
    action: z.strictObject({ name: z.literal('request_contact_info') }),
  }),
]);

const parameter = z.strictObject({ type: z.literal('text'), text: nonEmpty(1024) });
const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.strictObject({ code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/) }),
  components: z
    .array(z.strictObject({ type: z.enum(['header', 'body']), parameters: z.array(parameter) }))
    .optional(),
});

const head = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().max(30).optional(),
  recipient: z.string().max(150).optional(),
  context: z.strictObject({ message_id: nonEmpty(300) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...head,
    type: z.literal('text'),
    text: z.strictObject({ body: nonEmpty(4096), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...head, type: z.literal('image'), image: media }),
  z.strictObject({
    ...head,
    type: z.literal('document'),
    document: z.strictObject({
      id: z.string().optional(),
      link: https.optional(),
      caption: z.string().max(1024).optional(),
      filename: nonEmpty(240).optional(),
    }),
  }),
  z.strictObject({
    ...head,
    type: z.literal('location'),
    location: z.strictObject({ latitude: z.number(), longitude: z.number() }),
  }),
  z.strictObject({ ...head, type: z.literal('interactive'), interactive }),
  z.strictObject({ ...head, type: z.literal('template'), template }),
]);
export type CheckedMessage = z.infer<typeof messageSchema>;
export type Interactive = z.infer<typeof interactive>;

export const readSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: nonEmpty(300),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

/** Throws GraphError with the place of the first fault. */
export function checkMessage(value: unknown): CheckedMessage {
  const read = messageSchema.safeParse(value);
  if (!read.success) throw toError(read.error, value);
  const message = read.data;
  if (message.to === undefined && message.recipient === undefined) {
    throw new GraphError(131008, 'to or recipient is required');
  }
  if (message.type === 'interactive') checkTitles(message.interactive);
  return message;
}

/** What the shape alone does not say: rows in all, and that no two titles or ids are alike. */
function checkTitles(shown: Interactive): void {
  if (shown.type !== 'button' && shown.type !== 'list') return;
  const entries =
    shown.type === 'button'
      ? shown.action.buttons.map(({ reply }) => reply)
      : shown.action.sections.flatMap(({ rows }) => rows);
  if (entries.length > 10) throw new GraphError(131009, 'Total row count exceed max allowed count: 10');
  for (const field of ['title', 'id'] as const) {
    const values = entries.map((entry) => entry[field]);
    if (new Set(values).size < values.length) throw new GraphError(131009, `Duplicated ${field}`);
  }
  if (shown.type === 'list' && shown.action.sections.length > 1) {
    const isNamed = shown.action.sections.every(({ title }) => title !== undefined);
    if (!isNamed) throw new GraphError(131009, 'Section title is required when there are several');
  }
}

function toError({ issues }: z.ZodError, value: unknown): GraphError {
  const [issue] = issues;
  const path = issue?.path.join('.') ?? '';
  const given = issue?.path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
  if (path === 'type' && given !== undefined)
    return new GraphError(131051, `${JSON.stringify(given)} is not a message type`);
  if (issue?.code === 'unrecognized_keys')
    return new GraphError(100, `Unexpected key "${issue.keys[0]}" on ${path}`);
  return given === undefined
    ? new GraphError(131008, `${path} is required`)
    : new GraphError(131009, `${path}: ${issue?.message ?? 'is not valid'}`);
}
