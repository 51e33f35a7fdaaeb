/**
 * Whose a message is that the phone shows as sent: ours, or that of a person who typed it on the phone. Also finds what an
 * earlier, unanswered try of a part has sent, so that no part goes out twice.
 */
import type { ChannelEvent } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { ChatId } from './driver.ts';
import type { WhatsappWebBody } from './render.ts';
import { messageUpdate, parseUpdate } from './parse.ts';
import { CLOCKS_DIFFER_MS, printOf, type SentEntry, type SentJournal } from './sent-journal.ts';

type Echo = Extract<ChannelEvent, { type: 'echo' }>;

/** The part that this message is, or null when a person wrote it. `isNews`: nobody knew until now that it had gone out. */
export async function ownerOf(
  echo: Echo,
  journal: SentJournal,
  aliasesOf: (chat: ChatId) => Promise<ChatId[]>,
): Promise<{ entry: SentEntry; isNews: boolean } | null> {
  const known = journal.byId(echo.messageId);
  if (known !== null) return { entry: known, isNews: false };
  const likely = journal.open().filter((entry) => fits(echo, entry));
  if (likely.length === 0) return null;
  const chats = [echo.address, ...(await aliasesOf(echo.address))];
  const entry = likely.find(({ chat }) => chats.includes(chat));
  if (entry === undefined) return null;
  await journal.settle(entry.key, echo.messageId);
  return { entry, isNews: true };
}

/** What an earlier try of this part has become, among the newest messages of its chat; the id, or null. */
export async function findSent(
  entry: SentEntry,
  messages: unknown[],
  { account, nowMs, journal }: { account: AccountId; nowMs: number; journal: SentJournal },
): Promise<string | null> {
  for (const message of messages) {
    if (isFailed(message)) continue;
    const event = parseUpdate(messageUpdate(message), account, nowMs);
    if (event?.type !== 'echo' || journal.byId(event.messageId) !== null || !fits(event, entry)) continue;
    await journal.settle(entry.key, event.messageId);
    return event.messageId;
  }
  return null;
}

/** The same mark for what is sent and for how the chat shows it. */
export function printOfBody(body: WhatsappWebBody): string {
  switch (body.do) {
    case 'text':
      return printOf({ kind: 'text', text: body.text });
    case 'file':
      return printOf({ kind: 'file', text: body.caption });
    case 'location':
      return printOf({ kind: 'location', text: placeText(body) });
  }
}

function fits(echo: Echo, { print, atMs }: SentEntry): boolean {
  return (
    echo.occurredAtMs >= atMs - CLOCKS_DIFFER_MS &&
    !isFromPhone(echo.messageId) &&
    printOfEcho(echo) === print
  );
}

function printOfEcho({ content }: Echo): string {
  const text = content.text ?? '';
  if (content.media !== undefined) return printOf({ kind: 'file', text });
  if (content.location === undefined) return printOf({ kind: 'text', text });
  return printOf({ kind: 'location', text: placeText(content.location) });
}

/** The page may round. */
function placeText({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `${latitude.toFixed(4)} ${longitude.toFixed(4)}`;
}

/** Telephones make ids of another form than the web client that we are. */
function isFromPhone(messageId: string): boolean {
  const own = messageId.slice(messageId.indexOf('.') + 1);
  return own.length > 25 || own.startsWith('3A');
}

/** A message that the page itself shows as not sent. */
function isFailed(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ack' in message && message.ack === -1;
}
