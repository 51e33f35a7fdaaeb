/**
 * Who the visitor is: a browser with a token, or a customer for whom the shop's back end vouches. Signing in gives a new token
 * and ends the ones from before, so that nobody who saw an anonymous one reads on; signing out begins a new visitor.
 */
import { base64url, newPublicId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Visitor } from '../../src/core/ports/mailbox.ts';
import { hashToken, tokenHashOf } from './access.ts';
import { answerJson, done, refuse } from './answers.ts';
import { tooFast, type Call, type Chat, type VisitorCall } from './chat.ts';
import { readIdentity, type Identity } from './identity.ts';
import { fileDeed } from './messages.ts';
import { readJson } from './bodies.ts';
import { sessionRequestSchema, type SessionAnswer, type SessionRequest } from './protocol.ts';

/** The visitor, and the token if it is a new one. */
interface Session {
  visitor: Visitor;
  token?: string;
}

/** `POST session`. */
export async function openSession(chat: Chat, call: Call): Promise<Response> {
  const waitMs = tooFast(chat, ['session by address', call.from]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const body = await readJson(call.request, chat.deps.clock);
  if (!body.ok) return refuse(body.error);
  const asked = sessionRequestSchema.safeParse(body.value);
  if (!asked.success) return refuse('bad-request');
  const { identity: signed } = asked.data;
  const nowMs = chat.deps.clock.now();
  const identity = signed === undefined ? null : readIdentity(signed, chat.config.identitySecret, nowMs);
  if (signed !== undefined && identity === null) return refuse('identity');
  const hash = tokenHashOf(call.request.headers.get('authorization'));
  const held = hash === null ? null : chat.hosted.mailbox.readHolder(chat.account, hash);
  const session = await (identity
    ? signIn(chat, call, asked.data, { held, identity })
    : visit(chat, call, asked.data, held));
  if (session === null) return refuse('slow-down', LIMITS.visitorsWindowMs / 24);
  return answerJson(sessionAnswer(chat, session));
}

/** `DELETE session`: this browser forgets the visitor; when it was the last, nobody can be reached there any more. */
export async function endSession(chat: Chat, { visitor, tokenHash }: VisitorCall): Promise<Response> {
  const dropped = await chat.hosted.mailbox.dropToken(chat.account, tokenHash);
  chat.hub.end(visitor.id, tokenHash);
  if (dropped?.alone) await tellGone(chat, visitor);
  return done();
}

/** Nobody vouches for this browser: its own anonymous visitor, or a new one. */
async function visit(
  chat: Chat,
  call: Call,
  asked: SessionRequest,
  held: Visitor | null,
): Promise<Session | null> {
  if (held === null || held.userId !== null) return begin(chat, call, asked, null);
  await chat.hosted.mailbox.updateVisitor(held.id, { ...seenNow(asked), seenAtMs: chat.deps.clock.now() });
  return { visitor: again(chat, held) };
}

async function signIn(
  chat: Chat,
  call: Call,
  asked: SessionRequest,
  { held, identity }: { held: Visitor | null; identity: Identity },
): Promise<Session | null> {
  const { mailbox } = chat.hosted;
  const known = mailbox.readSigned(chat.account, identity.userId);
  // What was said before signing in goes with the customer, unless they already have a chat of their own.
  const adopted = known === null && held !== null && held.userId === null;
  const visitor = known ?? (adopted ? held : null);
  if (visitor === null) return begin(chat, call, asked, identity);
  const change = { ...seenNow(asked), ...signedProfile(identity, visitor) };
  if (!(await mailbox.updateVisitor(visitor.id, { ...change, seenAtMs: chat.deps.clock.now() }))) {
    // Another tab signed in at the same moment with another chat.
    return signIn(chat, call, asked, { held: null, identity });
  }
  if (visitor.id === held?.id && !adopted) return { visitor: again(chat, visitor) };
  const token = newToken(chat);
  await mailbox.addToken(
    visitor.id,
    hashToken(token),
    chat.deps.clock.now(),
    adopted ? 1 : LIMITS.visitorTokens,
  );
  if (adopted) chat.hub.end(visitor.id, null);
  return { visitor: again(chat, visitor), token };
}

async function begin(
  chat: Chat,
  call: Call,
  asked: SessionRequest,
  identity: Identity | null,
): Promise<Session | null> {
  const { mailbox } = chat.hosted;
  const nowMs = chat.deps.clock.now();
  const limit = { amount: LIMITS.visitorsPerAddress, windowMs: LIMITS.visitorsWindowMs };
  if (!(await mailbox.spend(`visitors ${hashToken(call.from)}`, 1, limit, nowMs))) return null;
  const token = newToken(chat);
  const visitor = await mailbox.createVisitor({
    account: chat.account,
    address: newPublicId(chat.deps.random),
    languageTag: asked.locale ?? null,
    page: asked.page ?? null,
    ...signedProfile(identity, null),
    tokenHash: hashToken(token),
    atMs: nowMs,
  });
  if (asked.start !== undefined) {
    await fileDeed(chat, visitor, { kind: 'start', cid: 'session-start', payload: asked.start });
  }
  return { visitor: again(chat, visitor), token };
}

function sessionAnswer({ hosted }: Chat, { visitor, token }: Session): SessionAnswer {
  const { id, address, userId, name, marks, cursor } = visitor;
  return {
    ...(token === undefined ? {} : { token }),
    visitor: address,
    signed: userId !== null,
    name,
    marks,
    cursor,
    unread: hosted.mailbox.countUnread(id),
  };
}

function seenNow({ locale, page }: SessionRequest) {
  return {
    ...(locale === undefined ? {} : { languageTag: locale }),
    ...(page === undefined ? {} : { page }),
  };
}

/** What the shop says of its customer; what it does not say, the visitor's own words may fill. */
function signedProfile(identity: Identity | null, known: Visitor | null) {
  const phone = identity?.phone ?? known?.phone ?? null;
  return {
    userId: identity?.userId ?? null,
    name: identity?.name ?? known?.name ?? null,
    email: identity?.email ?? known?.email ?? null,
    phone,
    phoneSigned: identity !== null && identity.phone !== null,
  };
}

/** Should it be lost, the first line that cannot be delivered says the same. */
async function tellGone(chat: Chat, { account, address }: Visitor): Promise<void> {
  const head = { account, address, externalId: `${address}:gone`, occurredAtMs: chat.deps.clock.now() };
  const event = { ...head, type: 'reachability' as const, reachable: false };
  await chat.sink?.([{ event, raw: '{}' }]).catch(() => {});
}

function again({ account, hosted }: Chat, visitor: Visitor): Visitor {
  return hosted.mailbox.readVisitor(account, visitor.address) ?? visitor;
}

function newToken({ deps }: Chat): string {
  return base64url(deps.random.bytes(32));
}
