/**
 * What a look at a channel can find, as codes with an English sentence each: the doctor says it so, and the console says it in the
 * operator's language by the same code. The code's first word is what was looked at. An adapter must say nothing that has no code.
 */
import { fillPhrase } from './phrase.ts';
import type { ChannelFinding } from './ports/channel.ts';

/** What can be looked at. */
export const FINDING_SUBJECTS = {
  token: 'token',
  updates: 'updates',
  queue: 'queue',
  webhook: 'webhook',
  clock: 'clock',
  callbacks: 'callbacks',
  events: 'events',
  number: 'number',
  quality: 'quality',
  limits: 'limits',
  usage: 'calls of this hour',
  app: 'app',
  secret: 'app secret',
  fields: 'webhook fields',
  templates: 'templates',
  business: 'business account',
  subscription: 'subscription',
  template: 'template {name} ({language})',
  package: 'package',
  browser: 'browser',
  phone: 'phone',
  risk: 'risk',
  mailbox: 'mailbox',
  pages: 'pages',
  origins: 'origins',
  identity: 'identity',
  check: 'check',
} as const;

/** What can be so, read on from the subject; for faults what to do. */
export const FINDING_WORDS = {
  'token.belongs': 'belongs to {name}',
  'token.accepted': 'is accepted',
  'token.unreached': '{platform} cannot be reached ({reason}); check network and {proxy}',
  'token.refused-telegram': 'is not accepted; check {token} or ask @BotFather for a new one',
  'token.refused-viber': "is not accepted; check {token} against the bot's edit screen",
  'token.refused-meta': 'is not accepted: it was withdrawn, has run out or is mistyped; check {token}',
  'token.other-telegram': 'Telegram answers {code} {said}',
  'token.other-viber': "Viber answers {code} {said}; check {token} and the bot's contract",
  'token.other-meta': 'Meta answers {code} ({said}); check the permissions of {token}',
  'token.number-unseen':
    'may not see this number: check {number}, and that the system user is assigned to the WhatsApp account',
  'updates.polled': 'are fetched by long poll',
  'updates.poll-refused': 'a webhook is set, so polling is refused; the next start removes it',
  'updates.arrive': 'arrive at {url}',
  'updates.unset': 'no webhook is set yet; start the server',
  'updates.astray': 'go to another address, {url}; start the server',
  'updates.kinds': '{kinds} are not asked for; restart the server',
  'queue.waiting': '{count} updates wait at Telegram',
  'webhook.late-secret':
    'Telegram could not deliver lately: {said}. It calls with another secret than {secret}: restart the server, which tells it the right one',
  'webhook.late-certificate':
    'Telegram could not deliver lately: {said}. See what is said above about the certificate',
  'webhook.late-address':
    'Telegram could not deliver lately: {said}. The address leads to somebody else: let the web server pass /webhooks/ on to Prilavok',
  'webhook.late-down':
    'Telegram could not deliver lately: {said}. Is Prilavok running, and does the web server find it?',
  'webhook.late-unreached':
    'Telegram could not deliver lately: {said}. It does not reach us: is the port open to the world, and is the name right?',
  'webhook.late': 'Telegram could not deliver lately: {said}. Look into the log of the web server in front',
  'webhook.unset': 'is not set: enter {url} and the verify token at the app, WhatsApp, Configuration',
  'webhook.arrives': 'arrives at {url}',
  'webhook.astray': 'goes to another address, {url}; enter {wanted} at the app',
  'clock.agrees': "agrees with {platform}'s",
  'clock.ahead': "is {seconds} s ahead of {platform}'s: let this machine keep its time by NTP",
  'clock.behind': "is {seconds} s behind {platform}'s: let this machine keep its time by NTP",
  'clock.hours-ahead': "is {hours} h ahead of {platform}'s: let this machine keep its time by NTP",
  'clock.hours-behind': "is {hours} h behind {platform}'s: let this machine keep its time by NTP",
  'callbacks.unset': 'are not delivered yet; start the server',
  'callbacks.astray': 'go to another address, {url}; start the server',
  'callbacks.arrive': 'arrive at {url}',
  'events.missing': '{kinds} not reported; restart the server',
  'number.is': 'is {number}, shown as {name}',
  'number.unfit':
    'is {status}: register it (Cloud API, "Register a phone number") and look at its page in WhatsApp Manager',
  'quality.is': 'is {quality}',
  'quality.low':
    'is {quality}: customers block or report this number; send fewer messages that nobody asked for',
  'limits.are': '{limits}',
  'usage.high':
    '{percent} of what Meta allows is used up: soon messages will have to wait. Write less, or ask Meta for more',
  'usage.spent':
    '{percent} of what Meta allows is used up: Meta sends nothing for about {minutes} min. Messages wait and go out then',
  'app.unread': 'the app of this token cannot be read; its webhook was not looked at',
  'secret.wrong': 'is not that of the app {app}: everything Meta sends would be refused; check {secret}',
  'secret.belongs': 'belongs to the app {app}',
  'fields.are': '{fields}',
  'fields.missing': 'are missing: {fields}; subscribe to them at the app, WhatsApp, Configuration',
  'templates.unread': 'set {business} to see whether Meta has approved them',
  'business.unread': 'cannot be read ({reason}); check {business}',
  'subscription.is': 'the app hears of this business account',
  'subscription.missing': 'the app does not hear of this account; start the server',
  'template.approved': 'is approved',
  'template.unknown':
    'is not known to Meta: hand it in at WhatsApp Manager; until it is approved it is refused',
  'template.pending': 'is {status}; until it is approved it is refused',
  'package.found': 'whatsapp-web.js is installed',
  'package.missing': '{reason}',
  'browser.found': 'Chromium was found',
  'browser.missing': '{reason}',
  'phone.ready': 'is paired and connected',
  'phone.pairing': 'is not paired: scan the code on the page of channels',
  'phone.logged-out': 'is not paired any more ({reason}): pair it again',
  'phone.starting': 'WhatsApp Web is starting',
  'phone.reconnecting': 'is not connected ({reason}); it is tried again',
  'phone.was-paired': 'was paired; the server connects it',
  'phone.never-paired':
    'is not paired yet: start the server and scan the code in the terminal or on the page of channels',
  'risk.unofficial':
    'WhatsApp forbids programs of this kind: the number can be banned at any time, and it may stop working with any update of WhatsApp Web. Use a number you can lose; the official WhatsApp Business Platform is the safe way',
  'mailbox.damaged': '{reason}; look at the data folder',
  'pages.unbuilt': 'are not built; run npm run build',
  'origins.open': '{origins} can be listened to; use https',
  'origins.are': 'shown on {origins}',
  'identity.anonymous': 'all visitors are anonymous; {secret} would change that',
  'identity.vouched': 'the shop can vouch for its customers',
  'check.failed': '{reason}',
} as const;

export type FindingCode = keyof typeof FINDING_WORDS;
export type FindingValues = Record<string, string | number>;

/** A finding with the doctor's words. `values` fill the slots of its sentence and of its subject. */
export function channelFinding(
  level: ChannelFinding['level'],
  code: FindingCode,
  values: FindingValues = {},
): ChannelFinding {
  const subject = FINDING_SUBJECTS[code.slice(0, code.indexOf('.')) as keyof typeof FINDING_SUBJECTS];
  const message = fillPhrase(FINDING_WORDS[code], values);
  return { level, code, values, subject: fillPhrase(subject, values), message };
}
