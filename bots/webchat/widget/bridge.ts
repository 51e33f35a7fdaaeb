/**
 * What the loader on the shop's page and the chat in its frame say to each other. The loader opens a channel of its own
 * to the frame with one `Hello`, which both sides check by origin; everything later runs over that channel, where no
 * other script or frame can speak. Nothing here may carry markup: plain values only.
 */

export const HELLO = 'prilavok:hello';

/** Posted once per load of the frame, with the port of the channel. */
export interface Hello {
  type: typeof HELLO;
  /** What the page keeps for us in its own storage: key without prefix → value. */
  kept: Record<string, string>;
  /** False: the page's storage is closed to us; the frame keeps things in its own. */
  keeps: boolean;
  /** From `data-locale`, else the page's own language; a BCP 47 tag or "". */
  locale: string;
  /** From `data-color`; "" when the page leaves it to the shop's settings. */
  color: string;
  theme: ThemeChoice;
  /** From `data-identity` or `identify()`: the customer, signed by the shop's back end; "" for a visitor. */
  identity: string;
  /** From `data-start`: what a new visitor begins with. */
  start: string;
  /** The address of the shop's page without its fragment; "" when there is none. */
  page: string;
  state: PanelState;
}

export type ThemeChoice = 'light' | 'dark' | 'auto';

/** How the frame is shown. `full`: over the whole page, as on a phone. `looking`: the page has the focus. */
export interface PanelState {
  open: boolean;
  full: boolean;
  looking: boolean;
}

/** Loader to frame. */
export type ToFrame =
  | { do: 'state'; state: PanelState }
  /** Another tab of the page changed it. */
  | { do: 'kept'; key: string; value: string | null }
  | { do: 'identify'; identity: string };

/** Frame to loader. */
export type ToPage =
  /** The chat is drawn; the loader stops waiting. */
  | { do: 'ready' }
  | { do: 'close' }
  /** `latest`: what stands in the title of a page nobody looks at; "" leaves the title alone. */
  | { do: 'unread'; count: number; latest: string }
  | { do: 'keep'; key: string; value: string | null }
  /** The shop's colour and the visitor's language, for the button. */
  | { do: 'look'; color: string; locale: string };
