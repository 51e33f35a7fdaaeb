/**
 * What an operator does to a conversation. Roles are checked here, ownership in the turn; everything goes through the inbox,
 * so two people who press at once get one winner, and the same client id twice is one deed with one outcome.
 */
import {
  CommandRequest,
  type AttachedMedia,
  type CommandReply,
  type ConsoleCommand,
} from '../../api/commands.ts';
import type { Json } from '../../core/content.ts';
import type { CommandOutcome, DeskCommand } from '../../core/event.ts';
import type { AccountId } from '../../core/ids.ts';
import type { ConversationDetail, Operator } from '../../core/ports/desk-store.ts';
import { DESK_ROLES, may } from '../../desk/may.ts';
import { readPeople, type ApiDeps } from './api-deps.ts';
import { safeName } from './media-routes.ts';
import { deskRoute, ok, refuse, type Answer, type Route } from './route.ts';
import { filesView, outcomeView, type People } from './views.ts';

/** How soon the console should try again when the house is full. */
const OVERLOAD_PAUSE_MS = 2_000;

export function commandRoutes(deps: ApiDeps): Route[] {
  return [
    deskRoute({
      method: 'POST',
      path: '/conversations/:id/commands',
      roles: DESK_ROLES,
      body: CommandRequest,
      async handle({ me, param, body }) {
        const permission = may(me.operator.role, body.command.do);
        if (permission === 'no') return refuse('forbidden', 'Your role does not allow this');
        const conversation = await deps.store.readConversation(param('id'));
        if (!conversation) return refuse('not-found', 'There is no such conversation');
        const people = await readPeople(deps);
        const wish = { conversation, people, me: me.operator, overOwner: permission === 'over-owner' };
        const command = await translate(deps, body.command, body.clientId, wish);
        if ('refused' in command) return done(command.refused, people);
        if ('fault' in command) return command.fault;
        return send(deps, conversation, me.operator, command.command, body.clientId, people);
      },
    }),
  ];
}

interface Wish {
  conversation: ConversationDetail;
  people: People;
  me: Operator;
  overOwner: boolean;
}

type Translated = { command: DeskCommand } | { refused: CommandOutcome } | { fault: Answer };

async function translate(
  deps: ApiDeps,
  wish: ConsoleCommand,
  clientId: string,
  { conversation, people, me, overOwner }: Wish,
): Promise<Translated> {
  const { status } = conversation;
  const others = status.is === 'assigned' && status.operatorId !== me.id;
  const override = overOwner && others ? { override: true as const } : {};
  switch (wish.do) {
    case 'claim':
      // Taking over from a colleague is a transfer to oneself, asked for as such: a late click never steals.
      return { command: { do: 'claim' } };
    case 'reply':
      return reply(deps, clientId, wish.text, wish.media, conversation.account);
    case 'note':
      return { command: { do: 'note', clientId, text: wish.text } };
    case 'release':
      return { command: { do: 'release', to: wish.to, ...override } };
    case 'resolve':
      return { command: { do: 'resolve', outcome: wish.outcome, ...override } };
    case 'transfer': {
      const target = [...people.values()].find(({ publicId }) => publicId === wish.to);
      if (!target || target.disabled || !DESK_ROLES.includes(target.role)) {
        return { refused: { ok: false, code: 'unknown-operator' } };
      }
      const note = wish.note?.trim() ? { note: wish.note } : {};
      return { command: { do: 'transfer', to: target.id, ...note, ...override } };
    }
    case 'invite':
      return { command: { do: 'invite' } };
    case 'join':
      return { command: { do: 'join', with: wish.with } };
    case 'part':
      return { command: { do: 'part', link: wish.link } };
    case 'resend':
      if (others && !overOwner)
        return { refused: { ok: false, code: 'not-owner', ownerId: status.operatorId } };
      return { command: { do: 'resend', deliveryId: wish.deliveryId } };
  }
}

async function reply(
  { media, adapters }: ApiDeps,
  clientId: string,
  text: string,
  attached: AttachedMedia | undefined,
  account: AccountId,
): Promise<Translated> {
  if (!attached) return { command: { do: 'reply', clientId, text } };
  const stored = await media.read(attached.file);
  if (!stored) return { fault: refuse('not-found', 'There is no such file') };
  const adapter = adapters.find((one) => one.account === account);
  const files = adapter === undefined ? null : filesView(adapter.facts.media);
  if (adapter !== undefined && stored.bytes.length > (files?.bytes ?? 0))
    return { fault: refuse('too-large', 'The messenger of this customer takes no file of this size') };
  const file: Json = {
    kind: stored.mime.startsWith('image/') ? 'photo' : 'document',
    file: attached.file,
    name: safeName(attached.name),
    mime: stored.mime,
    bytes: stored.bytes.length,
  };
  return { command: { do: 'reply', clientId, text, media: file } };
}

async function send(
  { door }: ApiDeps,
  conversation: ConversationDetail,
  me: Operator,
  command: DeskCommand,
  clientId: string,
  people: People,
): Promise<Answer> {
  const answer = await door.command(conversation.id, me.id, command, clientId);
  switch (answer.kind) {
    case 'done':
      return done(answer.outcome, people);
    case 'pending':
      return { status: 202, body: { kind: 'pending' } satisfies CommandReply };
    case 'refused':
      return answer.reason === 'overload'
        ? refuse('overload', 'Too much to do just now; the same request will do later', OVERLOAD_PAUSE_MS)
        : refuse('not-found', 'There is no such conversation');
  }
}

function done(outcome: CommandOutcome, people: People): Answer {
  return ok({ kind: 'done', outcome: outcomeView(outcome, people) } satisfies CommandReply);
}
