/**
 * Looks at one number for `doctor`: token, number, what Meta tells us and where to, the app's secret, approved templates. Each
 * finding says what to do. Never shows a secret.
 */
import { z } from 'zod';
import { channelFinding } from '../../src/core/channel-finding.ts';
import type { MessageTemplate } from '../../src/core/message-template.ts';
import type { ChannelFinding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import type { CallFailure, Graph } from './client.ts';
import { nameOfCode } from './codes.ts';
import type { WhatsAppConfig } from './config.ts';
import { usageNotes, type UsageWatch } from './usage.ts';

/** What the webhook has to be told of; the first is what a shop cannot live without. */
export const WANTED_FIELDS = [
  'messages',
  'user_id_update',
  'user_preferences',
  'message_template_status_update',
  'account_update',
  'phone_number_quality_update',
];

const NUMBER_FIELDS =
  'display_phone_number,verified_name,quality_rating,status,throughput,messaging_limit_tier';

const word = z.string().optional().catch(undefined);
export const numberSchema = z.object({
  display_phone_number: word,
  verified_name: word,
  quality_rating: word,
  status: word,
  messaging_limit_tier: word,
  throughput: z.object({ level: word }).optional().catch(undefined),
});

export async function check(
  graph: Graph,
  config: WhatsAppConfig,
  templates: readonly MessageTemplate[],
  usage: Pick<UsageWatch, 'now'>,
): Promise<ChannelFinding[]> {
  const number = await graph.get(`${config.phoneNumberId}?fields=${NUMBER_FIELDS}`);
  if (!number.ok) return [trouble(number.failure, config)];
  return [
    channelFinding('ok', 'token.accepted'),
    ...numberFindings(numberSchema.parse(number.answer)),
    ...usageNotes(usage.now()),
    ...(await subscriptionFindings(graph, config)),
    ...(await businessFindings(graph, config, templates)),
  ];
}

/** What is wrong with the credentials, in words for the person who set them. */
export function trouble(failure: CallFailure, { account }: WhatsAppConfig): ChannelFinding {
  const token = variableOf(account, 'ACCESS_TOKEN');
  if (failure.kind !== 'graph') {
    const reason = 'reason' in failure ? failure.reason : failure.kind;
    const proxy = variableOf(account, 'PROXY');
    return channelFinding('error', 'token.unreached', { platform: 'Meta', reason, proxy });
  }
  const { code, subcode } = failure;
  if (code === 190 || code === 0 || failure.status === 401) {
    return channelFinding('error', 'token.refused-meta', { token });
  }
  if (code === 100 && subcode === 33) {
    return channelFinding('error', 'token.number-unseen', { number: variableOf(account, 'PHONE_NUMBER_ID') });
  }
  return channelFinding('error', 'token.other-meta', { code, said: nameOfCode(code), token });
}

function numberFindings(fields: z.infer<typeof numberSchema>): ChannelFinding[] {
  const { display_phone_number: number = '?', verified_name: name = '?', quality_rating: quality } = fields;
  const findings = [channelFinding('ok', 'number.is', { number, name })];
  const { status, messaging_limit_tier: tier, throughput } = fields;
  if (status !== undefined && status !== 'CONNECTED') {
    findings.push(channelFinding('error', 'number.unfit', { status }));
  }
  if (quality === 'RED' || quality === 'YELLOW') {
    findings.push(channelFinding(quality === 'RED' ? 'error' : 'warn', 'quality.low', { quality }));
  } else if (quality !== undefined) findings.push(channelFinding('ok', 'quality.is', { quality }));
  const limits = [tier, throughput?.level && `throughput ${throughput.level}`].filter(Boolean).join(', ');
  if (limits !== '') findings.push(channelFinding('ok', 'limits.are', { limits }));
  return findings;
}

const subscriptionsSchema = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().catch(''),
      active: z.boolean().catch(true),
      fields: z.array(z.object({ name: z.string() })).catch([]),
    }),
  ),
});

/** Asked in the name of the app itself: that it answers proves the secret too. */
async function subscriptionFindings(graph: Graph, config: WhatsAppConfig): Promise<ChannelFinding[]> {
  const { account, appSecret, webhookUrl } = config;
  const app = await graph.get('app?fields=id');
  const id = app.ok ? app.answer['id'] : undefined;
  if (typeof id !== 'string') {
    return [channelFinding('warn', 'app.unread')];
  }
  const outcome = await graph.get(`${id}/subscriptions`, `${id}|${appSecret}`);
  if (!outcome.ok) {
    return [channelFinding('error', 'secret.wrong', { app: id, secret: variableOf(account, 'APP_SECRET') })];
  }
  const secret = channelFinding('ok', 'secret.belongs', { app: id });
  const read = subscriptionsSchema.safeParse(outcome.answer);
  const own = read.data?.data.find(({ object }) => object === 'whatsapp_business_account');
  if (own === undefined || !own.active) {
    return [secret, channelFinding('error', 'webhook.unset', { url: webhookUrl })];
  }
  return [
    secret,
    addressFinding(own.callback_url, webhookUrl),
    ...fieldFindings(own.fields.map(({ name }) => name)),
  ];
}

function addressFinding(url: string, wanted: string): ChannelFinding {
  // Any account of one app may be the one whose address Meta knows.
  const base = (text: string): string => text.replace(/(\/webhooks\/whatsapp)(\/[a-z0-9]+)?\/?$/, '$1');
  if (base(url) === base(wanted)) return channelFinding('ok', 'webhook.arrives', { url });
  return channelFinding('error', 'webhook.astray', { url, wanted });
}

function fieldFindings(fields: string[]): ChannelFinding[] {
  const missing = WANTED_FIELDS.filter((field) => !fields.includes(field));
  if (missing.length === 0) return [channelFinding('ok', 'fields.are', { fields: fields.join(', ') })];
  const level = missing.includes('messages') ? 'error' : 'warn';
  return [channelFinding(level, 'fields.missing', { fields: missing.join(', ') })];
}

const appsSchema = z.object({ data: z.array(z.unknown()) });
const templatesSchema = z.object({
  data: z.array(z.object({ name: z.string(), status: z.string(), language: z.string() })),
});

async function businessFindings(
  graph: Graph,
  { account, businessId }: WhatsAppConfig,
  templates: readonly MessageTemplate[],
): Promise<ChannelFinding[]> {
  if (businessId === null) {
    if (templates.length === 0) return [];
    return [channelFinding('warn', 'templates.unread', { business: variableOf(account, 'BUSINESS_ID') })];
  }
  const [apps, approved] = await Promise.all([
    graph.get(`${businessId}/subscribed_apps`),
    graph.get(`${businessId}/message_templates?fields=name,status,language&limit=500`),
  ]);
  if (!apps.ok) {
    const reason = nameOfFailure(apps.failure);
    return [
      channelFinding('error', 'business.unread', { reason, business: variableOf(account, 'BUSINESS_ID') }),
    ];
  }
  const subscribed = appsSchema.safeParse(apps.answer).data?.data ?? [];
  const subscription =
    subscribed.length > 0
      ? channelFinding('ok', 'subscription.is')
      : channelFinding('error', 'subscription.missing');
  const known = approved.ok ? templatesSchema.safeParse(approved.answer).data?.data : undefined;
  return [
    subscription,
    ...(known === undefined ? [] : templates.flatMap((one) => templateFindings(one, known))),
  ];
}

function templateFindings(
  { name, languages }: MessageTemplate,
  known: { name: string; status: string; language: string }[],
): ChannelFinding[] {
  return Object.values(languages).map(({ code: language }) => {
    const found = known.find((one) => one.name === name && one.language === language);
    if (found === undefined) return channelFinding('warn', 'template.unknown', { name, language });
    const { status } = found;
    return status === 'APPROVED'
      ? channelFinding('ok', 'template.approved', { name, language })
      : channelFinding('warn', 'template.pending', { name, language, status });
  });
}

function nameOfFailure(failure: CallFailure): string {
  return failure.kind === 'graph' ? nameOfCode(failure.code) : failure.kind;
}
