/**
 * Looks at one number for `doctor`: token, number, what Meta tells us and where to, the app's secret, approved templates. Each
 * finding says what to do. Never shows a secret.
 */
import { z } from 'zod';
import type { MessageTemplate } from '../../src/core/message-template.ts';
import type { Finding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import type { CallFailure, Graph } from './client.ts';
import { nameOfCode } from './codes.ts';
import type { WhatsAppConfig } from './config.ts';

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
): Promise<Finding[]> {
  const number = await graph.get(`${config.phoneNumberId}?fields=${NUMBER_FIELDS}`);
  if (!number.ok) return [{ level: 'error', subject: 'token', message: trouble(number.failure, config) }];
  return [
    { level: 'ok', subject: 'token', message: 'is accepted' },
    ...numberFindings(numberSchema.parse(number.answer)),
    ...(await subscriptionFindings(graph, config)),
    ...(await businessFindings(graph, config, templates)),
  ];
}

/** What is wrong with the credentials, in words for the person who set them. */
export function trouble(failure: CallFailure, { account }: WhatsAppConfig): string {
  if (failure.kind !== 'graph') {
    const reason = 'reason' in failure ? ` (${failure.reason})` : '';
    return `Meta cannot be reached${reason}; check the network and ${variableOf(account, 'PROXY')}`;
  }
  const { code, subcode } = failure;
  if (code === 190 || code === 0 || failure.status === 401) {
    return `is not accepted: it was withdrawn, has run out or is mistyped; check ${variableOf(account, 'TOKEN')}`;
  }
  if (code === 100 && subcode === 33) {
    const number = variableOf(account, 'PHONE_NUMBER_ID');
    return `may not see this number: check ${number}, and that the system user is assigned to the WhatsApp account`;
  }
  return `Meta answers ${code} (${nameOfCode(code)}); check the permissions of ${variableOf(account, 'TOKEN')}`;
}

function numberFindings(number: z.infer<typeof numberSchema>): Finding[] {
  const { display_phone_number: display = '?', verified_name: name = '?', quality_rating: quality } = number;
  const findings: Finding[] = [
    { level: 'ok', subject: 'number', message: `is ${display}, shown as ${name}` },
  ];
  const { status, messaging_limit_tier: tier, throughput } = number;
  if (status !== undefined && status !== 'CONNECTED') {
    const message = `is ${status}: register it (Cloud API, "Register a phone number") and look at its page in WhatsApp Manager`;
    findings.push({ level: 'error', subject: 'number', message });
  }
  if (quality === 'RED' || quality === 'YELLOW') {
    const message = `is ${quality}: customers block or report this number; send fewer messages that nobody asked for`;
    findings.push({ level: quality === 'RED' ? 'error' : 'warn', subject: 'quality', message });
  } else if (quality !== undefined) {
    findings.push({ level: 'ok', subject: 'quality', message: `is ${quality}` });
  }
  const limits = [tier, throughput?.level && `throughput ${throughput.level}`].filter(Boolean).join(', ');
  if (limits !== '') findings.push({ level: 'ok', subject: 'limits', message: limits });
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
async function subscriptionFindings(graph: Graph, config: WhatsAppConfig): Promise<Finding[]> {
  const { account, appSecret, webhookUrl } = config;
  const app = await graph.get('app?fields=id');
  const id = app.ok ? app.answer['id'] : undefined;
  if (typeof id !== 'string') {
    return [
      {
        level: 'warn',
        subject: 'app',
        message: 'the app of this token cannot be read; its webhook was not looked at',
      },
    ];
  }
  const outcome = await graph.get(`${id}/subscriptions`, `${id}|${appSecret}`);
  if (!outcome.ok) {
    const message = `is not that of the app ${id}: everything Meta sends would be refused; check ${variableOf(account, 'APP_SECRET')}`;
    return [{ level: 'error', subject: 'app secret', message }];
  }
  const secret: Finding = { level: 'ok', subject: 'app secret', message: `belongs to the app ${id}` };
  const read = subscriptionsSchema.safeParse(outcome.answer);
  const own = read.data?.data.find(({ object }) => object === 'whatsapp_business_account');
  if (own === undefined || !own.active) {
    const message = `is not set: enter ${webhookUrl} and the verify token at the app, WhatsApp, Configuration`;
    return [secret, { level: 'error', subject: 'webhook', message }];
  }
  return [
    secret,
    addressFinding(own.callback_url, webhookUrl),
    ...fieldFindings(own.fields.map(({ name }) => name)),
  ];
}

function addressFinding(url: string, wanted: string): Finding {
  const subject = 'webhook';
  // Any account of one app may be the one whose address Meta knows.
  const base = (text: string): string => text.replace(/(\/webhooks\/whatsapp)(\/[a-z0-9]+)?\/?$/, '$1');
  if (base(url) === base(wanted)) return { level: 'ok', subject, message: `arrives at ${url}` };
  return { level: 'error', subject, message: `goes to another address, ${url}; enter ${wanted} at the app` };
}

function fieldFindings(fields: string[]): Finding[] {
  const missing = WANTED_FIELDS.filter((field) => !fields.includes(field));
  const subject = 'webhook fields';
  if (missing.length === 0) return [{ level: 'ok', subject, message: fields.join(', ') }];
  const message = `are missing: ${missing.join(', ')}; subscribe to them at the app, WhatsApp, Configuration`;
  return [{ level: missing.includes('messages') ? 'error' : 'warn', subject, message }];
}

const appsSchema = z.object({ data: z.array(z.unknown()) });
const templatesSchema = z.object({
  data: z.array(z.object({ name: z.string(), status: z.string(), language: z.string() })),
});

async function businessFindings(
  graph: Graph,
  { account, businessId }: WhatsAppConfig,
  templates: readonly MessageTemplate[],
): Promise<Finding[]> {
  if (businessId === null) {
    if (templates.length === 0) return [];
    const message = `set ${variableOf(account, 'BUSINESS_ID')} to see whether Meta has approved them`;
    return [{ level: 'warn', subject: 'templates', message }];
  }
  const [apps, approved] = await Promise.all([
    graph.get(`${businessId}/subscribed_apps`),
    graph.get(`${businessId}/message_templates?fields=name,status,language&limit=500`),
  ]);
  if (!apps.ok) {
    const message = `cannot be read (${nameOfFailure(apps.failure)}); check ${variableOf(account, 'BUSINESS_ID')}`;
    return [{ level: 'error', subject: 'business account', message }];
  }
  const subscribed = appsSchema.safeParse(apps.answer).data?.data ?? [];
  const subscription: Finding =
    subscribed.length > 0
      ? { level: 'ok', subject: 'subscription', message: 'the app hears of this business account' }
      : {
          level: 'error',
          subject: 'subscription',
          message: 'the app does not hear of this account; start the server',
        };
  const known = approved.ok ? templatesSchema.safeParse(approved.answer).data?.data : undefined;
  return [
    subscription,
    ...(known === undefined ? [] : templates.flatMap((one) => templateFindings(one, known))),
  ];
}

function templateFindings(
  { name, languages }: MessageTemplate,
  known: { name: string; status: string; language: string }[],
): Finding[] {
  return Object.values(languages).map(({ code }): Finding => {
    const found = known.find((one) => one.name === name && one.language === code);
    const subject = `template ${name} (${code})`;
    if (found?.status === 'APPROVED') return { level: 'ok', subject, message: 'is approved' };
    const state =
      found === undefined ? 'is not known to Meta: hand it in at WhatsApp Manager' : `is ${found.status}`;
    return { level: 'warn', subject, message: `${state}; until it is approved it is refused` };
  });
}

function nameOfFailure(failure: CallFailure): string {
  return failure.kind === 'graph' ? nameOfCode(failure.code) : failure.kind;
}
