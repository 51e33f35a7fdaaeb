/** The methods that the emulator knows, by name in any case as on the real platform. */
import {
  deleteMyCommands,
  deleteWebhook,
  getChat,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  setMyCommands,
  setWebhook,
} from './methods-account.ts';
import {
  answerCallbackQuery,
  deleteMessage,
  deleteMessages,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
} from './methods-edit.ts';
import {
  sendChatAction,
  sendDocument,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  type CallContext,
} from './methods-send.ts';
import { ApiError } from './wire.ts';

type Method = (call: CallContext) => unknown;

const METHODS: Record<string, Method> = {
  answerCallbackQuery,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  getChat,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  sendChatAction,
  sendDocument,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  setMyCommands,
  getWebhookInfo,
};

/** Methods that say something beside their result. */
const DESCRIBED = { setWebhook, deleteWebhook };

const BY_LOWER_CASE = new Map(Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), method]));
const DESCRIBED_BY_LOWER_CASE = new Map(
  Object.entries(DESCRIBED).map(([name, method]) => [name.toLowerCase(), method]),
);

/** The answer's fields beside `ok`. Rejects with ApiError, 404 for a method that does not exist. */
export async function callMethod(
  name: string,
  call: CallContext,
): Promise<{ result: unknown; description?: string }> {
  const method = METHODS[name] ?? BY_LOWER_CASE.get(name.toLowerCase());
  if (method !== undefined) return { result: await method(call) };
  const described = DESCRIBED_BY_LOWER_CASE.get(name.toLowerCase());
  if (described !== undefined) return described(call);
  throw new ApiError(404, 'Not Found: method not found');
}
