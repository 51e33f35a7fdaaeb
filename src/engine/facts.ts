/** Everything a decision may look at. A turn is a pure function of the conversation, the event and these. */
import type { Random } from '../core/clock.ts';
import type { Part, RenderableContent } from '../core/content.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelFacts, ContactAddress } from '../core/ports/channel.ts';
import type { DeskFacts, Offer, OfferedButton } from '../core/ports/engine-store.ts';
import type { LinkFacts } from '../core/ports/identity-store.ts';
import type { ProductFinder } from '../core/ports/product-finder.ts';
import type { LiveContent } from '../core/ports/words.ts';
import type { FlowRuntime } from './flow-runtime.ts';

export interface Facts {
  nowMs: number;
  random: Random;
  content: LiveContent;
  flows: FlowRuntime;
  channel: TurnChannel;
  desk: DeskFacts;
  /** Queued conversations before this one. */
  ahead: number;
  /** When the customer wrote or tapped last, by the platform's time, UTC ms; 0: never. */
  heardAtMs: number;
  /** What the tapped button means, when the event is a tap. */
  offered: OfferedButton | null;
  /** Who else is this person, when the event has to do with that. */
  links: LinkFacts | null;
  /** Where customers of this shop can write, this account included. */
  elsewhere: Elsewhere[];
  /** Knows a product when it is named; null: the shop has none to show. */
  products: ProductFinder | null;
  /** Orders can be looked up. */
  hasOrders: boolean;
  /** How long somebody else may take who chooses among answers that are not sure; null: there is nobody. */
  rerankMs: number | null;
  /** The buttons that a typed text may mean. */
  offer: Offer | null;
}

/** An account to which customers can be sent. */
export type Elsewhere = ContactAddress & { account: AccountId };

/** The two pure members of a channel that a turn needs. */
export interface TurnChannel {
  facts: ChannelFacts;
  render(content: RenderableContent): Part[];
}
