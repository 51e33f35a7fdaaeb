/**
 * An operator without a browser: speaks the desk's HTTP API as the console does, and holds every answer against its schema,
 * so that server and console cannot drift apart unnoticed.
 */
import type { z } from 'zod';
import { CSRF_HEADER } from '../../src/api/bounds.ts';
import { CommandReply, type ConsoleCommand } from '../../src/api/commands.ts';
import { ContactView } from '../../src/api/contact.ts';
import { ConversationDetail, ConversationList, type View } from '../../src/api/conversations.ts';
import { InviteMade, OperatorList } from '../../src/api/people.ts';
import { SessionInfo } from '../../src/api/session.ts';
import { ThreadPage } from '../../src/api/thread.ts';
import type { ApiRole } from '../../src/api/words.ts';

export interface Person {
  login: string;
  name: string;
  password: string;
  locale: 'ru' | 'uk' | 'en';
}

export interface DeskClient {
  session: SessionInfo;
  list(view: View): Promise<ConversationList>;
  conversation(id: string): Promise<ConversationDetail>;
  thread(id: string): Promise<ThreadPage>;
  contact(id: string): Promise<ContactView>;
  /** Answers when the command was decided. */
  command(id: string, command: ConsoleCommand, clientId?: string): Promise<CommandReply>;
  operators(): Promise<OperatorList>;
  /** Path of the page that takes the invitation. */
  invite(role: ApiRole): Promise<string>;
  setDuty(onDuty: boolean): Promise<void>;
  beat(): Promise<void>;
  upload(name: string, bytes: Uint8Array): Promise<{ file: string; name: string }>;
}

/** Uses a set-up link, so that the person exists and is signed in. */
export async function joinDesk(url: string, setupPath: string, person: Person): Promise<DeskClient> {
  const token = setupPath.slice(setupPath.lastIndexOf('/') + 1);
  const answer = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, ...person }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = SessionInfo.parse(await answer.json());
  return createClient(url, session, cookie);
}

function createClient(url: string, session: SessionInfo, cookie: string): DeskClient {
  const ask = async (method: string, path: string, body?: string | Blob, type = 'application/json') => {
    const headers = { cookie, origin: url, 'content-type': type, [CSRF_HEADER]: session.csrf };
    const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : await answer.json();
  };
  const read = async <T>(schema: z.ZodType<T>, path: string): Promise<T> =>
    schema.parse(await ask('GET', path));
  const send = (method: string, path: string, body: unknown) => ask(method, path, JSON.stringify(body));
  let count = 0;
  return {
    session,
    list: (view) => read(ConversationList, `/api/conversations?view=${view}`),
    conversation: (id) => read(ConversationDetail, `/api/conversations/${id}`),
    contact: (id) => read(ContactView, `/api/conversations/${id}/contact`),
    thread: (id) => read(ThreadPage, `/api/conversations/${id}/thread`),
    async command(id, command, clientId = `client-${session.operator.id.slice(0, 8)}-${(count += 1)}`) {
      for (;;) {
        const reply = CommandReply.parse(
          await send('POST', `/api/conversations/${id}/commands`, { clientId, command }),
        );
        if (reply.kind === 'done') return reply;
      }
    },
    operators: () => read(OperatorList, '/api/operators'),
    async invite(role) {
      const made = InviteMade.parse(await send('POST', '/api/invites', { role }));
      return new URL(made.link).pathname;
    },
    setDuty: async (onDuty) => void (await send('PUT', '/api/me/duty', { onDuty })),
    beat: async () => void (await send('POST', '/api/me/presence', {})),
    upload: async (name, bytes) => {
      const path = `/api/media?name=${encodeURIComponent(name)}`;
      return (await ask('POST', path, new Blob([bytes.slice()]), 'application/octet-stream')) as {
        file: string;
        name: string;
      };
    },
  };
}
