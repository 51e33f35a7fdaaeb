/** Everything a decision may look at. A turn is a pure function of the conversation, the event and these. */
import type { Random } from '../core/clock.ts';
import type { Part, RenderableContent } from '../core/content.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';
import type { DeskFacts, OfferedButton } from '../core/ports/engine-store.ts';
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
  /** What the tapped button means, when the event is a tap. */
  offered: OfferedButton | null;
}

/** The two pure members of a channel that a turn needs. */
export interface TurnChannel {
  facts: ChannelFacts;
  render(content: RenderableContent): Part[];
}
