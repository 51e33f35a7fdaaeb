/** The one door into the engine, as adapters and the HTTP server see it. */
import type { CommandOutcome, DeskCommand, Profile } from '../event.ts';
import type { AccountId, Address, ConversationId, InboxId, OperatorId } from '../ids.ts';
import type { Notice } from '../notice.ts';
import type { EventSink } from './channel.ts';

export interface Door {
  /** Resolves when the events are durable, rejects with `Overloaded` or the disk's error: the platform shall send again. */
  sink: EventSink;
  /**
   * Puts an operator's command into the inbox and waits up to two seconds for its outcome. The same `clientId` twice is
   * one command with one outcome.
   */
  command(
    target: ConversationId | Chat,
    operatorId: OperatorId | null,
    command: DeskCommand,
    clientId: string,
  ): Promise<CommandAnswer>;
  /**
   * What the shop has to say of itself, once for each `key` within `LIMITS.inboxKeepMs`: a repeat gets the first one's outcome.
   * It takes its turn behind what the customer wrote.
   */
  notice(conversationId: ConversationId, notice: Notice, key: string): Promise<CommandAnswer>;
  /** False while the inbox is over its high-water mark. */
  readonly open: boolean;
}

/** The key under which an operator's command is kept: what they made of it, told apart by who they are. */
export function commandKey(operatorId: OperatorId | null, clientId: string): string {
  return `${operatorId ?? 'desk'}:${clientId}`;
}

/** The chat of a customer who may not have written yet: then their conversation begins with the command. */
export interface Chat {
  account: AccountId;
  address: Address;
  profile?: Profile;
}

export type CommandAnswer =
  | { kind: 'done'; outcome: CommandOutcome }
  /** Stored, not decided yet. */
  | { kind: 'pending'; inboxId: InboxId }
  | { kind: 'refused'; reason: 'overload' | 'no-conversation' };

/** Thrown by the sink when there is too much to do: answer 503. */
export class Overloaded extends Error {
  constructor() {
    super('The inbox is full; the platform should send again later');
    this.name = 'Overloaded';
  }
}
