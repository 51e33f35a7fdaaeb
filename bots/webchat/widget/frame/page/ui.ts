/** What every view is given: the state it draws, words and formats of the language, and the acts behind its buttons. */
import type { ChatButton, ChatFile, ChatItem } from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';
import type { ChatLocale } from '../locale.ts';
import type { ChatState } from '../talk/state.ts';
import type { UnsentWords } from '../talk/unsent.ts';
import type { Format } from './format.ts';
import type { Sheet } from './sheet.ts';
import type { Say } from './words.ts';

export interface Ui {
  locale: ChatLocale;
  say: Say;
  format: Format;
  clock: Clock;
  state(): ChatState;
  acts: Acts;
  /** Above the chat: forms, the menu. */
  sheet: Sheet;
  files: FileSource;
}

export interface Acts {
  send(words: UnsentWords): void;
  /** Files that were chosen, with what was written beside them. */
  sendFiles(files: readonly File[], text: string): void;
  tap(item: ChatItem, button: Extract<ChatButton, { kind: 'reply' }>): void;
  retry(cid: string): void;
  discard(cid: string): void;
  /** Other words for an own message; null takes it back. */
  change(cid: string, text: string | null): void;
  older(): void;
  /** The newest lines stand on the screen. */
  seen(): void;
  typing(): void;
  retryLine(): void;
  close(): void;
  setLocale(locale: ChatLocale): void;
  setSound(on: boolean): void;
  /** A link into another messenger; null: there is none now. */
  continueIn(where: Messenger): Promise<string | null>;
  forget(): void;
  startAnew(): void;
  draft(): string;
  keepDraft(text: string): void;
}

export type Messenger = 'telegram' | 'viber' | 'whatsapp';

/** Bytes of files, from the server or from what is not sent yet. */
export interface FileSource {
  /** An address to show or save it by; null: it could not be had. The same for every call. */
  url(file: ChatFile): Promise<string | null>;
  unsent(blob: string): Promise<string | null>;
  /** 0 to 1 of an upload under way. */
  progress(blob: string): number;
}

/** A part of the page that draws itself anew after every change. */
export interface View {
  element: HTMLElement;
  draw(state: ChatState): void;
}
