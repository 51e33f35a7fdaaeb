/**
 * Scripted faults of an emulator: what the next calls of a method meet instead of a plain answer. A fault says whether
 * the call is carried out all the same, because that is what a client cannot see and must live with.
 */

export interface Fault {
  /** Method this is for; `*` for every one. */
  method: string;
  /** How many calls it hits; default 1. */
  times?: number;
  /** Hits this share (0 to 1) of the matching calls, drawn by the emulator's random source; default 1. */
  share?: number;
  /** Only calls to this chat or receiver. */
  address?: string;
  /** Only calls of this token. */
  token?: string;
  /** Waits before anything else. */
  delayMs?: number;
  /** Answers with this status… */
  status?: number;
  /** …and this body: a string goes as HTML, anything else as JSON. Default: the platform's own envelope for the status. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Seconds, where the platform's envelope for the status tells a client how long to wait. */
  retryAfter?: number;
  /**
   * `before`: the connection is reset unread; `mid`: reset within the answer; `after`: reset instead of the answer;
   * `hang`: no answer at all; `trickle`: the answer byte by byte, one each 100 ms; `endless`: bytes without a stated length
   * and without an end.
   */
  drop?: 'before' | 'mid' | 'after' | 'hang' | 'trickle' | 'endless';
  /** Whether the call takes effect; default: only for `mid`, `after` and `trickle`. */
  carriedOut?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault for this call, counted down; undefined: none. */
  take(call: { method: string; address: string | undefined; token: string }): Fault | undefined;
}

/** An empty script. `fraction` draws for faults with a share. */
export function createFaults(fraction: () => number): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      waiting = [];
    },
    take(call) {
      if (waiting.length === 0) return undefined;
      const found = waiting.find(
        ({ fault }) => fits(fault, call) && (fault.share === undefined || fraction() < fault.share),
      );
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault;
    },
  };
}

/** Whether a call that meets this fault has its effect. */
export function isCarriedOut(fault: Fault): boolean {
  return (
    fault.carriedOut ??
    (fault.drop === 'mid' || fault.drop === 'after' || fault.drop === 'trickle' || isOnlyDelay(fault))
  );
}

/** A fault that only makes the call slow. */
export function isOnlyDelay(fault: Fault): boolean {
  return fault.drop === undefined && fault.status === undefined && fault.body === undefined;
}

function fits(fault: Fault, call: { method: string; address: string | undefined; token: string }): boolean {
  return (
    (fault.method === '*' || fault.method.toLowerCase() === call.method.toLowerCase()) &&
    (fault.address === undefined || fault.address === call.address) &&
    (fault.token === undefined || fault.token === call.token)
  );
}
