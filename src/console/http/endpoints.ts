/** Every question the console asks the server, by name. The shapes are those of src/api; nothing is cached here. */
import type { ChannelFindings, ChannelList, ChannelRow, SwitchChannel } from '../../api/channels.ts';
import type { CommandReply, CommandRequest } from '../../api/commands.ts';
import type { ClaimedNext, ContactThread, ContactView } from '../../api/contact.ts';
import type { ConversationDetail, ConversationList, Draft, View } from '../../api/conversations.ts';
import type { FeedbackPage } from '../../api/feedback.ts';
import type { FailureList } from '../../api/failures.ts';
import type { MediaSaved } from '../../api/media.ts';
import type {
  ChangeMe,
  ChangeOperator,
  InviteMade,
  MakeInvite,
  OperatorList,
  OperatorRow,
} from '../../api/people.ts';
import type { PersonalView } from '../../api/personal.ts';
import type { PlayedScriptView, PlayScript, ScriptChart, ScriptList } from '../../api/scripts.ts';
import type { SessionInfo, SetUp, SetupInfo, SignIn } from '../../api/session.ts';
import type {
  ChangeSheet,
  RestoreSheet,
  SheetHistory,
  SheetList,
  SheetOutcome,
  SheetPage,
} from '../../api/shop-sheets.ts';
import type { ThreadPage } from '../../api/thread.ts';
import { createFaqEndpoints } from './faq-endpoints.ts';
import { ApiFailure, type Http } from './http.ts';

export type Endpoints = ReturnType<typeof createEndpoints>;

/** The server's doors over `http`. */
export function createEndpoints(http: Http) {
  return { ...deskEndpoints(http), ...createFaqEndpoints(http) };
}

function deskEndpoints(http: Http) {
  const at = (id: string): string => `/api/conversations/${encodeURIComponent(id)}`;
  const atSheet = (name: string): string => `/api/shop/sheets/${encodeURIComponent(name)}`;
  const atScript = (name: string): string => `/api/scripts/${encodeURIComponent(name)}`;
  const atChannel = (id: string): string => `/api/channels/${encodeURIComponent(id)}`;
  return {
    /** Null: nobody is signed in. */
    session: () => http.get<SessionInfo>('/api/session').catch(nullWhenSignedOut),
    signIn: (body: SignIn) => http.send<SessionInfo>('POST', '/api/session', body),
    signOut: () => http.send<void>('DELETE', '/api/session'),
    readSetup: (token: string) => http.get<SetupInfo>(`/api/setup/${encodeURIComponent(token)}`),
    setUp: (body: SetUp) => http.send<SessionInfo>('POST', '/api/setup', body),
    useLink: (token: string) => http.send<SessionInfo>('POST', '/api/link', { token }),

    conversations: (view: View, search: string, before: number | null) =>
      http.get<ConversationList>(`/api/conversations?${listQuery(view, search, before)}`),
    conversation: (id: string) => http.get<ConversationDetail>(at(id)),
    thread: (id: string, before: number | null) =>
      http.get<ThreadPage>(`${at(id)}/thread${before === null ? '' : `?before=${before}`}`),
    command: (id: string, body: CommandRequest) =>
      http.send<CommandReply>('POST', `${at(id)}/commands`, body),
    seen: (id: string) => http.send<void>('POST', `${at(id)}/seen`),
    contact: (id: string) => http.get<ContactView>(`${at(id)}/contact`),
    personal: (id: string) => http.get<PersonalView>(`${at(id)}/personal`),
    contactThread: (id: string, before: number | null) =>
      http.get<ContactThread>(`${at(id)}/contact/thread${before === null ? '' : `?before=${before}`}`),
    sayApart: (id: string, other: string, apart: boolean) =>
      http.send<void>(apart ? 'PUT' : 'DELETE', `${at(id)}/contact/apart/${encodeURIComponent(other)}`),
    claimNext: (clientId: string) => http.send<ClaimedNext>('POST', '/api/queue/next', { clientId }),
    draft: (id: string) => http.get<Draft>(`${at(id)}/draft`),
    saveDraft: (id: string, body: Draft) => http.send<void>('PUT', `${at(id)}/draft`, body),

    operators: () => http.get<OperatorList>('/api/operators'),
    changeOperator: (id: string, body: ChangeOperator) =>
      http.send<OperatorRow>('PATCH', `/api/operators/${encodeURIComponent(id)}`, body),
    invite: (body: MakeInvite) => http.send<InviteMade>('POST', '/api/invites', body),
    changeMe: (body: ChangeMe) => http.send<OperatorRow>('PATCH', '/api/me', body),
    setDuty: (onDuty: boolean) => http.send<OperatorRow>('PUT', '/api/me/duty', { onDuty }),
    beat: () => http.send<void>('POST', '/api/me/presence'),

    sheets: () => http.get<SheetList>('/api/shop/sheets'),
    sheet: (name: string, search: string, offset: number) =>
      http.get<SheetPage>(`${atSheet(name)}?${new URLSearchParams({ search, offset: String(offset) })}`),
    changeSheet: (name: string, body: ChangeSheet) =>
      http.send<SheetOutcome>('POST', `${atSheet(name)}/changes`, body),
    sheetHistory: (name: string) => http.get<SheetHistory>(`${atSheet(name)}/history`),
    restoreSheet: (name: string, body: RestoreSheet) =>
      http.send<SheetOutcome>('POST', `${atSheet(name)}/restore`, body),

    scripts: () => http.get<ScriptList>('/api/scripts'),
    scriptChart: (name: string) => http.get<ScriptChart>(`${atScript(name)}/chart`),
    playScript: (name: string, body: PlayScript) =>
      http.send<PlayedScriptView>('POST', `${atScript(name)}/play`, body),

    feedback: (filters: Record<string, string>) =>
      http.get<FeedbackPage>(`/api/feedback?${new URLSearchParams(filters).toString()}`),
    failures: () => http.get<FailureList>('/api/failures'),
    channels: () => http.get<ChannelList>('/api/channels'),
    checkChannel: (id: string) => http.send<ChannelFindings>('POST', `${atChannel(id)}/check`),
    switchChannel: (id: string, body: SwitchChannel) =>
      http.send<ChannelRow>('PUT', `${atChannel(id)}/switch`, body),
    pairChannel: (id: string) => http.send<void>('POST', `${atChannel(id)}/pair`),
    upload: (name: string, file: Blob) =>
      http.upload<MediaSaved>(`/api/media?name=${encodeURIComponent(name)}`, file),
  };
}

/** Where our copy of a file lies; with `name` the browser offers to save it under that name. */
export function mediaUrl(file: string, name?: string): string {
  const url = `/api/media/${encodeURIComponent(file)}`;
  return name === undefined ? url : `${url}?name=${encodeURIComponent(name)}`;
}

function listQuery(view: View, search: string, before: number | null): string {
  const params = new URLSearchParams({ view });
  if (search !== '') params.set('search', search);
  if (before !== null) params.set('before', String(before));
  return params.toString();
}

function nullWhenSignedOut(error: unknown): null {
  if (error instanceof ApiFailure && error.code === 'not-signed-in') return null;
  throw error;
}
