/** What the platform says to the webhook: people as they are named there, messages of customers, reports about ours. */
import type { Change } from './pusher.ts';
import { statusError } from './graph-error.ts';
import type { BusinessNumber, Chat, Person, ShownMessage, World } from './world.ts';

export type Report = 'sent' | 'delivered' | 'read' | 'failed';

/** A change with one message of a person; `fields` are those of the message beside who, when and which. */
export function messageChange(
  world: World,
  chat: Chat,
  id: string,
  fields: Record<string, unknown>,
  contactName = chat.person.name,
): Change {
  const { person, number } = chat;
  const message = { ...senderOf(person), id, timestamp: seconds(world), ...fields };
  return {
    field: 'messages',
    value: {
      ...metadataOf(number),
      contacts: [contactOf(person, contactName)],
      messages: [message],
    },
  };
}

/** A change with one report about a message of the shop. */
export function statusChange(
  world: World,
  { person, number }: Chat,
  message: ShownMessage,
  step: Report,
  code?: number,
): Change {
  const isByNumber = message.by !== 'recipient';
  // Who is named depends on how the message was addressed, and on whether it failed.
  const names = {
    ...(isByNumber ? { recipient_id: person.waId } : {}),
    ...(isByNumber && step === 'failed' ? {} : { recipient_user_id: person.userId }),
  };
  const status = {
    id: message.id,
    status: step,
    timestamp: seconds(world),
    ...names,
    ...(message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(step === 'sent' || step === 'delivered' ? { pricing: pricingOf(world, message) } : {}),
    ...(code === undefined ? {} : { errors: [statusError(code)] }),
  };
  return {
    field: 'messages',
    value: {
      ...metadataOf(number),
      ...(step === 'failed' ? {} : { contacts: [contactOf(person, person.name)] }),
      statuses: [status],
    },
  };
}

/** The person has another id; both come, for systems that keep ids and for those that keep numbers. */
export function idUpdateChange(world: World, { number, person }: Chat, previous: string): Change {
  return {
    field: 'user_id_update',
    value: {
      ...metadataOf(number),
      user_id_update: [
        {
          ...(person.hidden ? {} : { wa_id: person.waId }),
          detail: 'The user id has changed',
          user_id: { previous, current: person.userId },
          timestamp: seconds(world),
        },
      ],
    },
  };
}

/** The person's wish about advertising. */
export function preferenceChange(world: World, { number, person }: Chat, value: 'stop' | 'resume'): Change {
  return {
    field: 'user_preferences',
    value: {
      ...metadataOf(number),
      contacts: [contactOf(person, person.name)],
      user_preferences: [
        {
          ...(person.hidden ? {} : { wa_id: person.waId }),
          user_id: person.userId,
          detail: `User requested to ${value} marketing messages`,
          category: 'marketing_messages',
          value,
          timestamp: seconds(world),
        },
      ],
    },
  };
}

/** Words that somebody of the shop typed on the phone with the same number. */
export function echoChange(world: World, { number, person }: Chat, id: string, text: string): Change {
  return {
    field: 'smb_message_echoes',
    value: {
      ...metadataOf(number),
      message_echoes: [
        {
          from: number.display.replace(/\D/g, ''),
          ...(person.hidden ? {} : { to: person.waId }),
          to_user_id: person.userId,
          id,
          timestamp: seconds(world),
          type: 'text',
          text: { body: text },
        },
      ],
    },
  };
}

function senderOf({ waId, userId, hidden }: Person): Record<string, string> {
  return { ...(hidden ? {} : { from: waId }), from_user_id: userId };
}

function contactOf({ waId, userId, username, hidden }: Person, name: string): Record<string, unknown> {
  return {
    profile: { name, ...(username === null ? {} : { username }) },
    ...(hidden ? {} : { wa_id: waId }),
    user_id: userId,
  };
}

function metadataOf({ id, display }: BusinessNumber): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: display.replace(/\D/g, ''), phone_number_id: id },
  };
}

function pricingOf({ billable }: World, { category = 'service' }: ShownMessage): Record<string, unknown> {
  return { billable, pricing_model: 'PMP', category, type: billable ? 'regular' : 'free_customer_service' };
}

function seconds({ clock }: World): string {
  return String(Math.floor(clock.now() / 1000));
}
