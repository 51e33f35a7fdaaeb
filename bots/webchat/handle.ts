/**
 * One call of a browser, from its address to its answer: door, pace, visitor, deed. Whatever goes wrong behind it, the answer is
 * one of the protocol's, and nothing of the visitor stands in the log.
 */
import { toError } from '../../src/core/errors.ts';
import { checkOrigin, preflight, tokenHashOf } from './access.ts';
import { answerJson, refuse } from './answers.ts';
import { tooFast, type Call, type Chat, type VisitorCall } from './chat.ts';
import { sendFile, takeFile } from './files.ts';
import { postContinue, postMarks, postMessage, postTyping } from './messages.ts';
import type { ChatConfig } from './protocol.ts';
import { endSession, openSession } from './sessions.ts';
import { openStream, readHistory } from './stream.ts';

type Caller = Pick<Call, 'from' | 'mayTakeLong'>;
type Open = (chat: Chat, call: Call) => Response | Promise<Response>;
type ForVisitor = (chat: Chat, call: VisitorCall) => Response | Promise<Response>;

/** Calls that need no visitor. */
const OPEN: Record<string, Open> = {
  'GET config': readConfig,
  'POST session': openSession,
};

const FOR_VISITORS: Record<string, ForVisitor> = {
  'DELETE session': endSession,
  'GET history': readHistory,
  'GET stream': openStream,
  'POST messages': postMessage,
  'POST files': takeFile,
  'GET files': sendFile,
  'POST marks': postMarks,
  'POST typing': postTyping,
  'POST continue': postContinue,
};
const NAMES = new Set([...Object.keys(OPEN), ...Object.keys(FOR_VISITORS)].map((key) => key.split(' ')[1]));

/** Never throws. */
export async function handle(chat: Chat, request: Request, caller: Caller): Promise<Response> {
  try {
    return await route(chat, request, caller);
  } catch (thrown) {
    chat.deps.log.error({ account: chat.account, error: toError(thrown) }, 'a call of the web chat failed');
    return withHeaders(refuse('busy'), checkOrigin(chat.config, request).headers);
  }
}

async function route(chat: Chat, request: Request, caller: Caller): Promise<Response> {
  const url = new URL(request.url);
  // `/chat/<name>/…`: the server has chosen the account by it.
  const rest = url.pathname.split('/').slice(3).join('/');
  if (!rest.startsWith('api/')) return servePage(chat, rest, request);
  const access = checkOrigin(chat.config, request);
  const path = rest.slice('api/'.length).split('/');
  const answer = access.allowed
    ? await answerCall(chat, { request, url, path, ...caller }, access)
    : refuse('origin');
  return withHeaders(answer, access.headers);
}

async function answerCall(chat: Chat, call: Call, access: ReturnType<typeof checkOrigin>): Promise<Response> {
  const { request, path, from } = call;
  if (request.method === 'OPTIONS') return preflight(access);
  const waitMs = tooFast(chat, ['call by address', from]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const [name = '', ...more] = path;
  if (!NAMES.has(name) || more.length > (name === 'files' ? 1 : 0)) return refuse('not-found');
  const key = `${request.method} ${name}`;
  const open = OPEN[key];
  if (open) return open(chat, call);
  const forVisitor = FOR_VISITORS[key];
  if (!forVisitor) return refuse('method');
  const tokenHash = tokenHashOf(request.headers.get('authorization'));
  const visitor = tokenHash === null ? null : chat.hosted.mailbox.readHolder(chat.account, tokenHash);
  if (visitor === null || tokenHash === null) return refuse('session');
  return forVisitor(chat, { ...call, visitor, tokenHash });
}

/** `GET config`. */
function readConfig({ config, deps, hosted }: Chat): Response {
  const { open, opensAtMs, timeZone } = hosted.desk();
  const known = ['telegram', 'viber', 'whatsapp'] as const;
  const there = hosted.elsewhere?.platforms() ?? [];
  return answerJson({
    shopName: deps.shopName,
    defaultLocale: deps.defaultLocale,
    color: config.color,
    desk: { is: open ? 'open' : 'closed', opensAtMs, timeZone },
    continueIn: known.filter((platform) => there.includes(platform)),
    release: hosted.release,
  } satisfies ChatConfig);
}

async function servePage(chat: Chat, path: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse('method');
  return (await chat.pages.serve(path, request)) ?? refuse('not-found');
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
